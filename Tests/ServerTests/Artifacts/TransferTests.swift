import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `Artifacts over HTTP` {
    /// What the server says of one object.
    struct Answer: Decodable {
        let objects: [Object]

        struct Object: Decodable {
            let oid: String
            let actions: [String: Action]?
            let error: Failure?
        }

        struct Action: Decodable { let href: String }
        struct Failure: Decodable { let code: Int }
    }

    /// The artifact that `fraud/detector` has.
    static let fraud = Self.object("weights of fraud")

    static func object(_ text: String) -> (oid: String, size: Int, text: String) {
        (sha256(text), text.utf8.count, text)
    }

    static func batch(
        _ premises: Premises, _ operation: String, _ oid: String, _ size: Int, as name: String?
    ) async throws -> (status: Int, object: Answer.Object?) {
        let answer = try await premises.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json; charset=utf-8", "--data",
            #"{"operation":"\#(operation)","transfers":["basic"],"#
                + #""objects":[{"oid":"\#(oid)","size":\#(size)}]}"#,
            "\(premises.registry)/info/lfs/objects/batch", as: name)
        let body = try? JSONDecoder().decode(Answer.self, from: Data(answer.body.utf8))
        return (answer.status, body?.objects.first)
    }

    private func href(
        _ premises: Premises, _ operation: String, _ object: (oid: String, size: Int, text: String)
    ) async throws -> String {
        let answer = try await Self.batch(
            premises, operation, object.oid, object.size, as: "alice")
        return try #require(answer.object?.actions?[operation]?.href)
    }

    @Test(
        arguments: [
            ("bytes=0-6", 206, "weights"), ("bytes=8-", 206, "of fraud"),
            ("bytes=-5", 206, "fraud"), ("bytes=11-999", 206, "fraud"),
            ("bytes=16-", 416, nil), ("bytes=0-0,2-3", 200, "weights of fraud"),
            ("lines=1-2", 200, "weights of fraud"), ("bytes=5-2", 200, "weights of fraud"),
        ] as [(String, Int, String?)])
    func `come whole or in parts`(range: String, status: Int, text: String?) async throws {
        let premises = try await Premises.shared.value
        let address = try await href(premises, "download", Self.fraud)
        let answer = try await premises.curl("-H", "Range: \(range)", address)
        #expect(answer.status == status)
        if let text { #expect(answer.body == text) }
        if status == 416 { #expect(answer.headers["content-range"] == "bytes */16") }
        if status == 206 {
            #expect(answer.headers["etag"] == "\"\(Self.fraud.oid)\"")
            #expect(answer.headers["content-range"]?.hasSuffix("/16") == true)
        }
    }

    @Test func `come in part only of what the client has`() async throws {
        let premises = try await Premises.shared.value
        let address = try await href(premises, "download", Self.fraud)
        let same = try await premises.curl(
            "-H", "Range: bytes=8-", "-H", "If-Range: \"\(Self.fraud.oid)\"", address)
        let other = try await premises.curl(
            "-H", "Range: bytes=8-", "-H", "If-Range: \"\(sha256("other"))\"", address)
        #expect((same.status, other.status) == (206, 200))
        let known = try await premises.curl(
            "-H", "If-None-Match: \"\(Self.fraud.oid)\"", address)
        #expect(known.status == 304)
    }

    @Test func `are checked while they come`() async throws {
        let premises = try await Premises.shared.value
        let object = Self.object("uploaded \(UInt64.random(in: .min ... .max))")
        let address = try await href(premises, "upload", object)
        let put = ["-X", "PUT", "-H", "Content-Type: application/octet-stream"]
        let store =
            "\(premises.catalog)/lfs/objects/\(object.oid.prefix(2))/"
            + "\(object.oid.dropFirst(2).prefix(2))/\(object.oid)"
        for wrong in [
            "x\(object.text.dropFirst())", object.text + "x", String(object.text.dropLast()),
        ] {
            let answer = try await premises.curl(put + ["--data-binary", wrong, address])
            #expect(answer.status == 422, "\(answer.body)")
            #expect(!FileManager.default.fileExists(atPath: store))
        }
        let right = try await premises.curl(put + ["--data-binary", object.text, address])
        #expect(right.status == 200)
        #expect(try String(contentsOfFile: store, encoding: .utf8) == object.text)
        let again = try await Self.batch(premises, "upload", object.oid, object.size, as: "alice")
        #expect(again.object?.actions == nil, "it is there")
    }

    @Test func `find no space on a full disk, and leave nothing behind`() async throws {
        let premises = try await Premises()
        let store = "\(premises.catalog)/lfs"
        let mounted = try await premises.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "cairn-test", store], in: premises.folder)
        guard mounted.status == 0 else { try Test.cancel("this account may not mount") }
        let object = Self.object(String(repeating: "too much ", count: 200_000))
        try premises.scratch.write("big", object.text)
        let address = try await href(premises, "upload", object)
        let sent = try? await premises.curl("-T", premises.scratch.file("big"), address)
        let found = try? await premises.run(["find", store, "-type", "f"], in: premises.folder)
        // Whatever came of it: a mount that stays would outlive the test.
        _ = try await premises.run(["umount", store], in: premises.folder)
        let (answer, left) = (try #require(sent), try #require(found))
        #expect(answer.status == 507, "\(answer.body)")
        #expect(answer.body.contains("There is no space left"), "\(answer.body)")
        #expect(left.output.isEmpty, "\(left.output)")
    }

    @Test func `are verified by whoever was told to`() async throws {
        let premises = try await Premises.shared.value
        let object = Self.object("verified \(UInt64.random(in: .min ... .max))")
        let answer = try await Self.batch(premises, "upload", object.oid, object.size, as: "alice")
        let actions = try #require(answer.object?.actions)
        let upload = try #require(actions["upload"]?.href)
        let words = [
            "-H", "Content-Type: application/vnd.git-lfs+json", "--data",
            #"{"oid":"\#(object.oid)","size":\#(object.size)}"#,
            try #require(actions["verify"]?.href),
        ]
        #expect(try await premises.curl(words).status == 404)
        let put = try await premises.curl("-X", "PUT", "--data-binary", object.text, upload)
        #expect(put.status == 200)
        #expect(try await premises.curl(words).status == 200)
    }

    @Test func `take no pass that was made for something else`() async throws {
        let premises = try await Premises.shared.value
        let address = try await href(premises, "download", Self.fraud)
        let credit = Self.object("weights of credit")
        let forged = [
            address.replacing(Self.fraud.oid, with: credit.oid),
            address.replacing("op=download", with: "op=upload"),
            address.replacing("until=", with: "until=9"),
            address.replacing("who=alice", with: "who=carol"),
            address + "&x=1", address.replacing("size=16", with: "size=016"),
            String(address.split(separator: "?")[0]),
        ]
        for address in forged {
            let answer = try await premises.curl(address)
            #expect(answer.status == 401, "\(address)")
        }
        let put = try await premises.curl("-X", "PUT", "--data-binary", "x", address)
        #expect(put.status == 404)
    }

    @Test(
        arguments: [
            ("f", 1), (String(repeating: "g", count: 64), 1),
            (String(repeating: "A", count: 64), 1), (String(repeating: "0", count: 64), -1),
        ])
    func `have a name and a length that can be`(oid: String, size: Int) async throws {
        let premises = try await Premises.shared.value
        let answer = try await Self.batch(premises, "upload", oid, size, as: "alice")
        #expect(answer.status == 200)
        #expect(answer.object?.error?.code == 422)
    }
}

/// The name of an artifact with these bytes.
func sha256(_ text: String) -> String {
    sha256(Array(text.utf8))
}

/// The name of an artifact of these bytes.
func sha256(_ bytes: [UInt8]) -> String {
    Digest(hashing: bytes).description
}
