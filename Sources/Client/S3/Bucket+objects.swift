package import FoundationEssentials

/// What a bucket says about an object.
package struct ObjectStatus: Hashable, Sendable {
    package let key: String
    /// In bytes.
    package let size: Int64
    /// When it was last written, by the server's clock.
    package let modified: Date
}

extension Bucket {
    /// The length of an object in bytes; `nil` if there is none.
    package func size(of key: String) async throws(S3Error) -> Int64? {
        let reply: HTTPReply
        do {
            reply = try await self.reply(to: address.request("HEAD", key), key: key).head
        } catch .noSuchKey {
            return nil
        }
        guard let size = reply.header("content-length").flatMap(Int64.init) else {
            throw .malformedReply(to: "HEAD")
        }
        return size
    }

    /// Makes an object of these bytes, over whatever is there.
    package func put(_ key: String, _ bytes: [UInt8]) async throws(S3Error) {
        _ = try await reply(to: address.request("PUT", key), key: key, body: bytes)
    }

    /// Removes an object; one that is not there is no error.
    package func delete(_ key: String) async throws(S3Error) {
        do {
            _ = try await reply(to: address.request("DELETE", key), key: key)
        } catch .noSuchKey {
            return
        }
    }
}
