package import FoundationEssentials
package import RegistryCore

/// A request that whoever knows it can send for a while, with no other proof.
package struct PresignedRequest: Hashable, Sendable {
    package let method: String
    package let url: String
    /// To be sent along exactly as they are.
    package let headers: [SignableRequest.Field]
    /// When it ends: no later than the key that signed it.
    package let expires: Date
}

extension Bucket {
    /// Lets an object be read, whole or in part, for so many seconds.
    package func presignedGet(
        _ key: String, seconds: Int
    ) async throws(S3Error) -> PresignedRequest {
        try await presigned(address.request("GET", key), seconds: seconds, payload: .unsigned)
    }

    /// Lets an object be written for so many seconds, with the bytes of this digest and no others,
    /// as far as the server compares them (`comparesPayloads`).
    package func presignedPut(
        _ key: String, seconds: Int, of digest: Digest
    ) async throws(S3Error) -> PresignedRequest {
        let payload = PayloadHash.signed(digest)
        let header = SignableRequest.Field(SignatureV4.payloadHeader, "\(payload)")
        return try await presigned(
            address.request("PUT", key, headers: [header]), seconds: seconds, payload: payload)
    }

    private func presigned(
        _ request: SignableRequest, seconds: Int, payload: PayloadHash
    ) async throws(S3Error) -> PresignedRequest {
        let (signature, seconds, expires) = try await signature(for: seconds)
        let signed = signature.presigned(request, seconds: seconds, payload: payload)
        return PresignedRequest(
            method: signed.method, url: address.url(of: signed), headers: signed.headers,
            expires: expires)
    }
}
