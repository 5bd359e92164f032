import FoundationEssentials
import RegistryCore
import Support
import Testing

@testable import Registry

struct `A selection of files` {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch("cairn-selection")
        try scratch.write("model.bin", "m")
        try scratch.write("tokenizer/vocab.txt", "v")
        try scratch.write("tokenizer/merges/en.txt", "e")
    }

    private func paths(_ names: [String], to target: String? = nil) throws -> [String: String] {
        let files = try FileSelection(paths: names.map(scratch.file), to: target).files
        return Dictionary(
            uniqueKeysWithValues: files.map {
                ("\($0.key)", String($0.value.dropFirst(scratch.path.count + 1)))
            })
    }

    @Test(
        arguments: [
            (["model.bin"], nil, ["model.bin": "model.bin"]),
            (["model.bin"], "weights/final.bin", ["weights/final.bin": "model.bin"]),
            (["model.bin"], "artifacts/final.bin", ["final.bin": "model.bin"]),
            (["model.bin"], "weights/", ["weights/model.bin": "model.bin"]),
            (
                ["tokenizer"], nil,
                ["vocab.txt": "tokenizer/vocab.txt", "merges/en.txt": "tokenizer/merges/en.txt"]
            ),
            (
                ["tokenizer", "model.bin"], "all",
                [
                    "all/vocab.txt": "tokenizer/vocab.txt",
                    "all/merges/en.txt": "tokenizer/merges/en.txt", "all/model.bin": "model.bin",
                ]
            ),
            (["model.bin", "model.bin"], nil, ["model.bin": "model.bin"]),
        ] as [([String], String?, [String: String])])
    func `takes a file by its name and a folder's contents by their paths inside it`(
        names: [String], target: String?, expected: [String: String]
    ) throws {
        #expect(try paths(names, to: target) == expected)
    }

    @Test func `follows a link to a file and refuses one to a folder inside a folder`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("tokenizer/link.bin"), withDestinationPath: "../model.bin")
        #expect(try paths(["tokenizer"])["link.bin"] == "tokenizer/link.bin")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("tokenizer/round"), withDestinationPath: "..")
        #expect(throws: RegistryError.self) { try paths(["tokenizer"]) }
    }

    @Test func `refuses two files that would be one artifact, and says which`() throws {
        try scratch.write("other/vocab.txt", "another")
        let error = try #require(throws: RegistryError.self) {
            try paths(["tokenizer", "other"])
        }
        #expect(error.objections[0].code == .pathRefused)
        #expect(error.objections[0].message.contains("other/vocab.txt"))
    }

    @Test(arguments: ["nothing.bin", "-rf"])
    func `refuses what is not there or could be no artifact`(name: String) throws {
        try scratch.write("-rf", "x")
        #expect(throws: RegistryError.self) { try paths([name]) }
    }
}
