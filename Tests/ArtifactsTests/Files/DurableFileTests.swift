import Artifacts
import FoundationEssentials
import Support
import SystemPackage
import Testing

@Suite struct `A file written durably` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `takes the place of the old one, with the folders above it`() throws {
        for text in ["first", "second, and longer", "third"] {
            try writeDurably(Array(text.utf8), to: scratch.file("a/b/state"), permissions: 0o600)
            #expect(try scratch.read("a/b/state") == Array(text.utf8))
        }
        #expect(try status(scratch.file("a/b/state")).permissions.rawValue == 0o600)
        #expect(scratch.files(in: "a") == ["b/state"])
    }

    @Test func `may lie in the working directory`() throws {
        let name = "cairn-test-\(UInt64.random(in: .min ... .max))"
        defer { try? FileManager.default.removeItem(atPath: name) }
        try writeDurably([1], to: name)
        #expect(FileManager.default.contents(atPath: name) == Data([1]))
    }

    @Test func `leaves a folder in its place alone`() throws {
        try scratch.write("state/inside", "kept")
        #expect(throws: StoreError.wrongFileType(scratch.file("state"))) {
            try writeDurably([1], to: scratch.file("state"))
        }
        #expect(scratch.files(in: ".") == ["state/inside"])
    }

    @Test func `is read as a log from its end, by whole lines`() throws {
        let path = scratch.file("log")
        func read(_ limit: Int) throws -> [String] {
            try lastLines(of: path, within: limit).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(try read(100) == [])
        // More than what is read at once.
        let lines = (1...60_000).map { "line \($0)" }
        try scratch.write("log", lines.joined(separator: "\n") + "\n")
        #expect(try read(1 << 20) == lines.reversed())
        #expect(try read(25) == ["line 60000", "line 59999"])
        #expect(try read(22) == ["line 60000"])
        #expect(try read(5) == [])
    }

    @Test func `grows line by line as a log, of which two files at most are kept`() throws {
        let path = scratch.file("logs/refused")
        for number in 1...9 {
            try appendLine(Array("\(number)\n".utf8), to: path, rotatingAt: 6)
        }
        #expect(try scratch.read("logs/refused") == Array("7\n8\n9\n".utf8))
        #expect(try scratch.read("logs/refused.1") == Array("4\n5\n6\n".utf8))
        #expect(scratch.files(in: "logs").count == 2)
    }
}

@Suite struct `A turn` {
    @Test func `belongs to one at a time, and is free again when that one is done`() throws {
        let scratch = try Scratch()
        let path = scratch.file("locks/main")
        do {
            let first = try Turn.take(at: path)
            let second = try Turn.take(at: path)
            let taken = (first != nil, second != nil)
            #expect(taken == (true, false))
            _ = consume first
        }
        let third = try Turn.take(at: path)
        let isFree = third != nil
        #expect(isFree)
    }
}
