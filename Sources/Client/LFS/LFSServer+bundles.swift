package import RegistryCore

/// Many short objects by one request, as Cairn's own server moves them (docs/operations.md,
/// "Bundles").
extension LFSServer {
    /// Sends objects: all of them arrive, or it is not known which.
    package func write(
        bundle objects: [(leave: LFSLeave, bytes: [UInt8])]
    ) async throws(LFSError) {
        var body: [UInt8] = []
        for (leave, bytes) in objects {
            body += try Array("\(ticket(leave).line)\n".utf8)
            body += bytes
        }
        _ = try await post(body, "upload", objects.map(\.leave), atMost: 1 << 16)
    }

    /// The bytes of objects, in their order.
    ///
    /// - Throws: `malformedReply` if they are more or fewer than those objects have.
    package func read(
        bundle objects: [(leave: LFSLeave, pointer: Pointer)]
    ) async throws(LFSError) -> [[UInt8]] {
        var lines: [UInt8] = []
        for object in objects { lines += try Array("\(ticket(object.leave).line)\n".utf8) }
        let size = objects.reduce(0) { $0 + Int($1.pointer.size) }
        let bytes = try await post(lines, "download", objects.map(\.leave), atMost: size)
        guard bytes.count == size else { throw .malformedReply(to: "bundles/download") }
        var rest = bytes[...]
        return objects.map { _, pointer in
            defer { rest = rest.dropFirst(Int(pointer.size)) }
            return Array(rest.prefix(Int(pointer.size)))
        }
    }

    private func post(
        _ body: [UInt8], _ direction: String, _ leaves: [LFSLeave], atMost limit: Int
    ) async throws(LFSError) -> [UInt8] {
        guard let first = leaves.first else { return [] }
        let request = HTTPRequest(
            "POST", "\(try ticket(first).base)/bundles/\(direction)",
            headers: [.init("content-type", "application/octet-stream")], body: .bytes(body))
        return try await retrying { () async throws(LFSError) in
            var reply = try await open(request)
            do throws(HTTPError) { return try await reply.collect(atMost: limit) } catch {
                throw .http(error)
            }
        }
    }

    /// What an object's own address is made of: where the service is, and the line that stands for
    /// the object in a bundle.
    private func ticket(
        _ leave: LFSLeave
    ) throws(LFSError) -> (base: Substring, line: Substring) {
        let words = leave.action.href.split(
            separator: "/objects/", omittingEmptySubsequences: false)
        guard words.count == 2 else { throw .malformedReply(to: "objects/batch") }
        return (words[0], words[1])
    }
}
