import Cryptography
import RegistryCore

extension Bucket {
    /// Whether the server takes, by a presigned address, the bytes that were signed for and no
    /// others. Found out by trying both with an object of that key, of which nothing is left then.
    package func comparesPayloads(trying key: String) async throws(S3Error) -> Bool {
        let right = Array(key.utf8)
        let request = try await presignedPut(key, seconds: 60, of: Digest(hashing: right))
        let takesOthers = try await takes(right + [0], by: request)
        let takesRight = try await takes(right, by: request)
        try await delete(key)
        return takesRight && !takesOthers
    }

    private func takes(
        _ bytes: [UInt8], by request: PresignedRequest
    ) async throws(S3Error) -> Bool {
        let request = HTTPRequest(
            request.method, request.url, headers: request.headers, body: .bytes(bytes))
        return try await transport.options.retries.run(whenTransient: \.isTransient) {
            () async throws(S3Error) in
            let status: Int
            do throws(HTTPError) {
                status = try await transport.send(request).status
            } catch {
                throw .http(error)
            }
            guard status < 500 else { throw .refused(status: status, code: "") }
            return (200..<300).contains(status)
        }
    }
}
