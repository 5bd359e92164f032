import Artifacts
import FoundationEssentials
import Support
import Testing

@Suite struct `A folder put in its place` {
    @Test(arguments: [true, false])
    func `takes a name that is free, or an empty folder's`(isThere: Bool) throws {
        let scratch = try Scratch()
        try scratch.write("draft/below/file", "x")
        let target = scratch.file("target")
        if isThere {
            try FileManager.default.createDirectory(
                atPath: target, withIntermediateDirectories: false)
        }
        try putInPlace(scratch.file("draft"), at: target)
        #expect(try scratch.read("target/below/file") == Array("x".utf8))
        #expect(!FileManager.default.fileExists(atPath: scratch.file("draft")))
    }

    @Test(arguments: ["target/mine", "target"])
    func `removes nothing of anybody's`(file: String) throws {
        let scratch = try Scratch()
        try scratch.write("draft/file", "x")
        try scratch.write(file, "mine")
        #expect(throws: StoreError.self) {
            try putInPlace(scratch.file("draft"), at: scratch.file("target"))
        }
        #expect(try scratch.read(file) == Array("mine".utf8))
        #expect(try scratch.read("draft/file") == Array("x".utf8))
    }
}
