import Cryptography
import FoundationEssentials

@testable import Client

extension SigningVector {
    /// Those of AWS's own suite that say something about S3: it does not normalise paths.
    ///
    /// From https://github.com/awslabs/aws-c-auth, `tests/aws-signing-test-suite/v4`, commit
    /// 495329c (Apache License 2.0), each request with its signatures.
    static let aws: [SigningVector] = {
        guard let data = try? file("aws-vectors.json"),
            let entries = try? JSONDecoder().decode([AWSEntry].self, from: data)
        else { return [] }
        return entries.map(SigningVector.init)
    }()

    fileprivate init(_ entry: AWSEntry) {
        let parts = entry.request.split(separator: "\n\n", maxSplits: 1).map(String.init)
        let body = parts.count > 1 ? parts[1] : ""
        let digest = PayloadHash.signed(.init(hashing: Array(body.utf8)))
        let header = SignableRequest.Field("x-amz-content-sha256", "\(digest)")
        self.init(
            name: entry.name, request: SignableRequest(head: parts[0]),
            headersWhenSigned: entry.body_signed && !body.isEmpty ? [header] : [],
            payload: digest, presignedPayload: digest, token: entry.token,
            headerSignature: entry.header_signature,
            querySignature: entry.query_signature)
    }
}

private struct AWSEntry: Decodable {
    let name: String
    let request: String
    let body_signed: Bool
    let token: String?
    let header_signature: String
    let query_signature: String
}

extension SignableRequest {
    /// Reads a request line and headers, of which some go over several lines.
    fileprivate init(head: String) {
        var lines = head.replacing("\n ", with: " ").split(separator: "\n").map(String.init)
        let first = lines.removeFirst().dropLast(" HTTP/1.1".count)
        let method = first.prefix { $0 != " " }
        let target = first.dropFirst(method.count + 1)
        let halves = target.split(separator: "?", maxSplits: 1).map(String.init)
        let fields = lines.map { $0.field(splitAt: ":") }
        self.init(
            String(method), host: fields.first { $0.name == "Host" }?.value ?? "",
            path: halves[0].decoded,
            query: halves.dropFirst().flatMap { $0.split(separator: "&") }.map {
                String($0).decoded.field(splitAt: "=")
            },
            headers: fields.filter { $0.name != "Host" })
    }
}

extension String {
    /// Without percent-encoding.
    fileprivate var decoded: String {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    fileprivate func field(splitAt separator: Character) -> SignableRequest.Field {
        let name = prefix { $0 != separator }
        return SignableRequest.Field(String(name), String(dropFirst(name.count + 1)))
    }
}
