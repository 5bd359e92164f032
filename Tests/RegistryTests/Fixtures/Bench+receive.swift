import FoundationEssentials
import RegistryCore
import Support
import Testing

extension Bench {
    /// Speaks to `git receive-pack` itself, for what `git push` would not say: `<old> <new> <ref>`
    /// lines as they are, and a pack made by hand.
    func receive(
        _ commands: [String], pack: [UInt8] = emptyPack, as person: String = "alice"
    ) async throws -> Outcome {
        var bytes: [UInt8] = []
        for (index, command) in commands.enumerated() {
            let line = Array((index == 0 ? "\(command)\0 report-status" : command).utf8)
            let length = String(line.count + 4, radix: 16)
            bytes += Array((String(repeating: "0", count: 4 - length.count) + length).utf8) + line
        }
        let file = "\(folder)/request"
        try Data(bytes + Array("0000".utf8) + pack).write(to: URL(filePath: file))
        return try await shell(
            ["sh", "-c", "exec git receive-pack \"$0\" < \"$1\"", catalog, file], in: folder,
            environment: environment(of: person))
    }

    /// `PACK`, version 2, no objects, and the SHA-1 of these twelve bytes.
    static let emptyPack: [UInt8] =
        Array("PACK".utf8) + [
            0, 0, 0, 2, 0, 0, 0, 0, 0x02, 0x9d, 0x08, 0x82, 0x3b, 0xd8, 0xa8, 0xea, 0xb5, 0x10,
            0xad, 0x6a, 0xc7, 0x5c, 0x82, 0x3c, 0xfd, 0x3e, 0xd3, 0x1e,
        ]

    /// Every quarantine folder that a push left behind.
    func quarantines() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(catalog)/objects")
            .filter { $0.hasPrefix("tmp_objdir") }
    }
}
