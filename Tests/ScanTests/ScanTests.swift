import FoundationEssentials
import Scan
import Support
import Testing

/// What `corpus.py` writes: each folder is named by the codes that its files must earn.
private enum Corpus {
    static let files = Task {
        let scratch = try Scratch("cairn-scan")
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let script = folder.appending(path: "corpus.py").path(percentEncoded: false)
        let made = try await shell(
            ["python3", script, scratch.path], in: scratch.path,
            environment: hermeticEnvironment(home: scratch.path))
        try #require(made.status == 0, "\(made.text)")
        return scratch
    }

    static let codes =
        ["good"] + ScanCode.allCases.map(\.rawValue) + [
            "pickle-import+pickle-malformed"
        ]
}

struct `A scan` {
    @Test(arguments: Corpus.codes)
    func `finds what is wrong with a file and nothing else`(codes: String) async throws {
        let scratch = try await Corpus.files.value
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.file(codes))
        #expect(!names.isEmpty)
        for name in names {
            let found = await scan(try scratch.read("\(codes)/\(name)"), as: name)
            let wanted = codes == "good" ? [] : Set(codes.split(separator: "+").map(String.init))
            #expect(Set(found.map(\.code.rawValue)) == wanted, "\(codes)/\(name): \(found)")
        }
    }

    @Test func `says which member imports what`() async throws {
        let scratch = try await Corpus.files.value
        let found = await scan(try scratch.read("pickle-import/nested.zip"), as: "nested.zip")
        #expect(found.map(\.member) == ["inner.pt!a/data.pkl"])
        #expect(found.first?.sentence.contains("posix.system") == true)
    }

    @Test(arguments: ["good/plain4.pkl", "good/model.pt", "good/model.gguf", "good/model.onnx"])
    func `of a file that breaks off anywhere ends`(path: String) async throws {
        let bytes = try await Corpus.files.value.read(path)
        let step = max(1, bytes.count / 100)
        for count in stride(from: 0, to: bytes.count, by: step) {
            _ = await scan(Array(bytes.prefix(count)), as: path)
        }
    }

    @Test(arguments: [
        (
            "model.safetensors",
            [("a", "F32 [4]", 16), ("b", "BF16 [2, 2]", 8), ("c", "F32 [0, 7]", 0)]
        ),
        ("model.gguf", [("a", "F32 [8]", 32), ("b", "F32 [4, 2]", 32)]),
        ("weights.onnx", [("a", "FLOAT [2, 3]", 24), ("b", "FLOAT16 [4]", 8)]),
        ("model.onnx", []),
    ])
    func `lists the tensors of a file`(name: String, wanted: [(String, String, Int)]) async throws {
        let bytes = try await Corpus.files.value.read("good/\(name)")
        let found = try #require(await tensors(in: bytes, as: name))
        #expect(found.map(\.name) == wanted.map(\.0))
        #expect(found.map { "\($0.form)" } == wanted.map(\.1))
        #expect(found.map { $0.place?.count } == wanted.map(\.2))
    }

    @Test(arguments: ["model.safetensors", "weights.onnx"])
    func `lists no tensors of a file that breaks off`(name: String) async throws {
        let bytes = try await Corpus.files.value.read("good/\(name)")
        for count in bytes.indices {
            let found = await tensors(in: Array(bytes.prefix(count)), as: name)
            #expect(found == nil, "\(name), \(count) bytes of it")
        }
    }

    @Test func `skips what no opcode looks at`() async throws {
        let payload: [UInt8] = [0x80, 4, 0x8e, 0, 0, 0, 0, 1, 0, 0, 0]
        let size = Int64(payload.count) + 1 << 32
        let read = Reading()
        let source = ScanSource<Never>(size: size + 1) { range in
            await read.note(range)
            var bytes = [UInt8](repeating: 0, count: range.count)
            for (place, byte) in payload.enumerated() where range.contains(Int64(place)) {
                bytes[place - Int(range.lowerBound)] = byte
            }
            if range.contains(size) { bytes[Int(size - range.lowerBound)] = UInt8(ascii: ".") }
            return bytes
        }
        #expect(await FileScanner(source).findings(as: .pickle).isEmpty)
        #expect(await read.bytes < 16 << 20)
    }
}

private actor Reading {
    private(set) var bytes = 0
    func note(_ range: Range<Int64>) { bytes += range.count }
}

private func scan(_ bytes: [UInt8], as name: String) async -> [ScanFinding] {
    await FileScanner(source(of: bytes)).findings(as: FileKind(ofName: name))
}

private func tensors(in bytes: [UInt8], as name: String) async -> [Tensor]? {
    await TensorReader(source(of: bytes)).tensors(as: FileKind(ofName: name))
}

private func source(of bytes: [UInt8]) -> ScanSource<Never> {
    ScanSource(size: Int64(bytes.count)) { range in
        Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}
