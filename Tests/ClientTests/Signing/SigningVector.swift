import FoundationEssentials
import RegistryCore
import Testing

@testable import Client

/// A request and the two signatures that somebody else's program found for it.
struct SigningVector: CustomTestStringConvertible, Sendable {
    let name: String
    let request: SignableRequest
    /// Those that only the request signed by its headers has.
    let headersWhenSigned: [SignableRequest.Field]
    let payload: PayloadHash
    /// What a presigned address is calculated with.
    let presignedPayload: PayloadHash
    let token: String?
    let headerSignature: String
    let querySignature: String

    var testDescription: String { name }

    /// The bytes of a file beside this one.
    static func file(_ name: String) throws -> Data {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        return try Data(contentsOf: folder.appending(path: "Vectors/\(name)"))
    }

    func key() -> AccessKey {
        AccessKey(
            id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: token)
    }
}

extension SignableRequest {
    /// The signature in its headers or its query.
    var signature: String? {
        query.first { $0.name == "X-Amz-Signature" }?.value
            ?? headers.first { $0.name == "authorization" }
            .flatMap { $0.value.split(separator: "Signature=").last.map(String.init) }
    }
}
