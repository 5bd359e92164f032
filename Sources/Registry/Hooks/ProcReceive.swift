import Git
import RegistryCore
import SystemPackage

/// The conversation between `git receive-pack` and the hook `proc-receive` (githooks(5)), about one
/// ref, for what is pushed for review is pushed alone.
struct ProcReceive {
    private var reader: PktLineReader
    private let output: FileDescriptor

    init(reading input: FileDescriptor, writing output: FileDescriptor) {
        reader = PktLineReader(reading: input)
        self.output = output
    }

    /// Agrees on a version, and takes the one command; returns its ref.
    mutating func begin() throws(RegistryError) -> String {
        let offer = try lines().first ?? ""
        // Capabilities follow after a zero byte; none of them is needed.
        guard offer == "version=1" || offer.hasPrefix("version=1\0") else {
            throw broken("it offers '\(offer.printable)'")
        }
        try write([.line("version=1"), .flush])
        let commands = try lines()
        let words = commands.first?.split(separator: " ", maxSplits: 2) ?? []
        guard commands.count == 1, words.count == 3 else { throw broken("it has no one command") }
        return String(words[2])
    }

    /// Says that the ref was taken, and which other, if any, a client is shown in its place.
    func accept(_ ref: String, as shown: AuditEntry.Update?) throws(RegistryError) {
        var packets: [PktLine] = [.line("ok \(ref)")]
        if let shown {
            packets.append(.line("option refname \(shown.ref)"))
            if shown.old != .zero { packets.append(.line("option old-oid \(shown.old)")) }
            packets.append(.line("option new-oid \(shown.new)"))
        }
        try write(packets + [.flush])
    }

    /// Says that the ref was not taken.
    func refuse(_ ref: String, _ why: String) throws(RegistryError) {
        try write([.line("ng \(ref) \(why.oneLine)"), .flush])
    }

    private mutating func lines() throws(RegistryError) -> [String] {
        var lines: [String] = []
        do throws(PktLineError) {
            while let packet = try reader.next(), packet != .flush, lines.count < 1_000 {
                lines.append(packet.text ?? "")
            }
        } catch {
            throw broken("its packets can't be read")
        }
        return lines
    }

    private func write(_ packets: [PktLine]) throws(RegistryError) {
        do { _ = try output.writeAll(packets.flatMap(\.encoded)) } catch {
            throw broken("it does not listen")
        }
    }

    private func broken(_ why: String) -> RegistryError {
        RegistryError(
            .internal, "`git receive-pack` is not understood: \(why).",
            remedy: "Let git 2.29 or later run the hook; it is not meant to be run by hand.")
    }
}
