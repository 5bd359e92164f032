import FoundationEssentials
import RegistryCore

@testable import Client

extension SigningVector {
    /// What botocore 1.43.11 signs for S3; `botocore-vectors.py` made them.
    static let botocore: [SigningVector] = {
        guard let data = try? file("botocore-vectors.json"),
            let entries = try? JSONDecoder().decode([BotocoreEntry].self, from: data)
        else { return [] }
        return entries.map(SigningVector.init)
    }()

    fileprivate init(_ entry: BotocoreEntry) {
        let digest = Digest(parsing: entry.payload).map(PayloadHash.signed) ?? .unsigned
        self.init(
            name: entry.name,
            request: SignableRequest(
                entry.method, host: entry.host, path: entry.path, query: entry.query.fields,
                headers: entry.headers.fields),
            headersWhenSigned: [], payload: digest, presignedPayload: .unsigned, token: entry.token,
            headerSignature: entry.header_signature, querySignature: entry.query_signature)
    }
}

private struct BotocoreEntry: Decodable {
    let name, method, host, path: String
    let query, headers: [[String]]
    let token: String?
    let payload: String
    let header_signature, query_signature: String
}

extension [[String]] {
    fileprivate var fields: [SignableRequest.Field] {
        map { SignableRequest.Field($0[0], $0[1]) }
    }
}
