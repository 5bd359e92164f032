import Git
import RegistryCore

/// What is said to one request of Git LFS over SSH: a status as over HTTP, arguments, and lines.
struct TransferReply {
    let status: Int
    var arguments: [(name: String, value: String)] = []
    /// `nil` where no such part belongs to the reply.
    var lines: [String]?

    /// The sentence and the remedy, which git-lfs shows.
    static func refusal(_ error: RegistryError) -> TransferReply {
        TransferReply(status: error.kind.httpStatus, lines: [error.sentence])
    }

    /// The packets, without the flush that ends them.
    var packets: [PktLine] {
        let head = ["status \(status)"] + arguments.map { "\($0.name)=\($0.value)" }
        let body = lines.map { [.delimiter] + $0.map(line) } ?? []
        return head.map(line) + body
    }
}

/// A line of ours, in which nothing that a client sent can end it or be more than a packet.
private func line(_ text: String) -> PktLine {
    let bytes = text.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    return .data(bytes.prefix(PktLine.longest - 1) + [UInt8(ascii: "\n")])
}
