import FoundationEssentials
import RegistryCore
import Support
import Testing

@Suite struct `An artifact by its name` {
    private let address = "/models/fraud/detector/versions/v1/artifacts/fraud.bin"

    @Test(
        arguments: [
            (nil, 200, "weights of fraud"), ("bytes=0-6", 206, "weights"),
            ("bytes=-5", 206, "fraud"),
            ("bytes=16-", 416, nil), ("bytes=0-0,2-3", 200, "weights of fraud"),
        ] as [(String?, Int, String?)])
    func `comes whole or in part`(range: String?, status: Int, text: String?) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api(
            address, "-H", range.map { "Range: \($0)" } ?? "X-None: 1", as: "rita")
        #expect(reply.status == status)
        if let text {
            #expect(reply.body == text)
            #expect(reply.headers["etag"] == "\"\(sha256("weights of fraud"))\"")
            #expect(reply.headers["content-type"] == "application/octet-stream")
            #expect(reply.headers["x-content-type-options"] == "nosniff")
        }
        if status == 206 { #expect(reply.headers["content-range"]?.hasSuffix("/16") == true) }
    }

    @Test(arguments: [("v1", true), ("latest", false)])
    func `is kept by clients for as long as its address means it`(
        version: String, isPermanent: Bool
    ) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api(
            address.replacing("v1/art", with: "\(version)/art"), as: "rita")
        #expect(reply.body == "weights of fraud")
        #expect(
            reply.headers["cache-control"]
                == (isPermanent ? "private, max-age=31536000, immutable" : "private, no-cache"))
    }

    @Test(arguments: [
        ("/models/fraud/detector/versions/v1/artifacts/other.bin", "file-missing"),
        ("/models/fraud/detector/versions/v1/artifacts/a/../fraud.bin", "not-served"),
        ("/models/fraud/detector/versions/v1/artifacts/%2e%2e/model.yaml", "not-served"),
        ("/models/fraud/detector/versions/v1/artifacts/..%2Fmodel.yaml", "name-invalid"),
        ("/models/fraud/detector/versions/v1/artifacts/a%00b", "name-invalid"),
        ("/models/fraud/detector/versions/v9/artifacts/fraud.bin", "version-missing"),
    ])
    func `is nothing else`(address: String, code: String) async throws {
        let premises = try await Premises.shared.value
        let reply = try await premises.api(address, as: "will")
        #expect(reply.status == 404)
        #expect(try reply.json["code"] == .text(code), "\(reply.body)")
    }

    @Test func `has its slashes as they are, or encoded`() async throws {
        let premises = try await Premises.narrow.value
        let folder = "/models/fraud/detector/versions/v2/artifacts"
        for path in ["sub/r%C3%A9sum%C3%A9%20%26.txt", "sub%2Fr%C3%A9sum%C3%A9%20&.txt"] {
            #expect(try await premises.api("\(folder)/\(path)", as: "rita").body == "nothing more")
        }
        #expect(try await premises.api("\(folder)/empty", as: "rita").body == "")
        let pages = try await premises.pages("\(folder)?limit=1", as: "rita")
        #expect(
            pages.flatMap { $0 }.compactMap { $0["path"]?.text }
                == ["empty", "fraud.bin", "sub/résumé &.txt"])
    }

    @Test func `is noted where downloads are`() async throws {
        let premises = try await Premises()
        #expect(try await premises.api(address, as: "will").status == 200)
        #expect(try await premises.api(address, "-I", as: "will").status == 200)
        #expect(try await premises.api(address, as: "vera").status == 403)
        #expect(try await premises.api(address, "-H", "Range: bytes=0-3", as: "rita").status == 206)
        let log = try await premises.run([
            cairn, "-R", premises.catalog, "audit", "downloads", "fraud/detector@v1",
        ])
        #expect(log.output.split(separator: "\n").count { $0.contains("will@") } == 1)
        #expect(log.output.split(separator: "\n").count { $0.contains("rita@") } == 1)
        #expect(!log.output.contains("vera@"))
    }

    @Test func `is missed where the store has lost it`() async throws {
        let premises = try await Premises()
        let digest = sha256("weights of fraud")
        let file = "lfs/objects/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
        try FileManager.default.removeItem(atPath: "\(premises.catalog)/\(file)")
        let reply = try await premises.api(address, as: "will")
        #expect(reply.status == 404)
        #expect(try reply.json["code"] == .text("artifact-missing"))
    }
}
