import Git
import Registry
import RegistryCore

/// One request of Git LFS over SSH, up to where its body begins
/// (git-lfs/docs/proposals/ssh_adapter.md).
struct TransferRequest {
    /// The first word, such as `put-object`.
    let command: String
    /// What follows it, such as the digest; empty if nothing does.
    let operand: String
    private let arguments: [String: String]
    /// Whether a body follows, which ends with a flush.
    let hasBody: Bool

    /// The most arguments of one request, and the longest line, in bytes.
    private static let mostArguments = 32
    private static let longestLine = 8 << 10

    /// Reads the next one; `nil` where the client has closed its end between two.
    init?(from reader: inout PktLineReader) throws(TransferFault) {
        guard let first = try reader.nextPacket() else { return nil }
        let words = try Self.line(first).split(separator: " ", maxSplits: 1)
        guard let command = words.first else { throw .malformed }
        self.command = String(command)
        operand = words.dropFirst().first.map(String.init) ?? ""
        var arguments: [String: String] = [:]
        while true {
            guard let packet = try reader.nextPacket() else { throw .malformed }
            if packet == .flush || packet == .delimiter {
                self.arguments = arguments
                hasBody = packet == .delimiter
                return
            }
            let pair = try Self.line(packet).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, arguments.count < Self.mostArguments,
                arguments.updateValue(String(pair[1]), forKey: String(pair[0])) == nil
            else { throw .malformed }
        }
    }

    /// The text of a packet that holds one line.
    static func line(_ packet: PktLine) throws(TransferFault) -> String {
        guard let text = packet.text, text.utf8.count <= longestLine, !text.contains("\n") else {
            throw .malformed
        }
        return text
    }

    /// An argument; empty if it was not given.
    subscript(name: String) -> String { arguments[name] ?? "" }

    /// What `put-object` and `verify-object` are about.
    var pointer: Pointer? { Pointer(oid: operand, size: self["size"]) }
}

extension Pointer {
    /// Reads the two as git-lfs writes them; `nil` if they are none.
    init?(oid: some StringProtocol, size: some StringProtocol) {
        guard let digest = Digest(parsing: oid), let size = Int64(size), size >= 0 else {
            return nil
        }
        self.init(digest: digest, size: size)
    }
}

/// Why a conversation can't go on: nobody knows any more where the next request begins.
enum TransferFault: Error {
    /// What came is no request.
    case malformed
    /// A body has more bytes than were announced, or than anybody needs.
    case tooLong
    case unreadable
}

extension PktLineReader {
    mutating func nextPacket() throws(TransferFault) -> PktLine? {
        do { return try next() } catch {
            throw error == .unreadable ? .unreadable : .malformed
        }
    }
}
