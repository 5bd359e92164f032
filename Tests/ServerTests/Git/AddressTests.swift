import Support
import Testing

@Suite struct `Addresses` {
    static let nothing = [
        "/acme.git", "/acme.git/", "/acme/info/refs?service=git-upload-pack",
        "/acme.git/info/refs", "/acme.git/info/refs?service=git-upload-archive",
        "/acme.git/info/refs?service=git-upload-pack&x=1", "/acme.git/HEAD",
        "/acme.git/config", "/acme.git/objects/info/packs", "/acme.git/objects/00/11",
        "/acme.git/cairn/key", "/acme.git/cairn/secret",
        "/acme.git//info/refs?service=git-upload-pack",
        "/acme.git/../acme.git/info/refs?service=git-upload-pack",
        "/%61cme.git/info/refs?service=git-upload-pack",
        "/acme.git%2finfo/refs?service=git-upload-pack",
        "/acme.git/info%2Frefs?service=git-upload-pack",
        "/acme.git/./info/refs?service=git-upload-pack",
        "/..%2facme.git/info/refs?service=git-upload-pack",
        "//acme.git/info/refs?service=git-upload-pack", "/-/", "/-/secret", "/-/health/",
        "/-/health?x",
        "/acme.git/info/refs%00?service=git-upload-pack", "/acme.git/git-upload-pack?x=1",
    ]

    @Test(arguments: nothing)
    func `that are not spelled exactly so lead nowhere`(address: String) async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl("\(premises.url)\(address)", as: "alice")
        #expect(answer.status == 404)
        #expect(answer.body.contains("not-served"))
    }

    @Test(arguments: ["PUT", "DELETE", "POST"])
    func `take only their own methods`(method: String) async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl(
            "-X", method, "\(premises.registry)/info/refs?service=git-upload-pack", as: "alice")
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == "GET")
    }

    @Test func `take only their own media type`() async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl(
            "--data", "0000", "\(premises.registry)/git-upload-pack", as: "alice")
        #expect(answer.status == 415)
    }

    @Test func `answer programs with a problem document`() async throws {
        let premises = try await Premises.shared.value
        let answer = try await premises.curl("\(premises.url)/nothing.git/HEAD")
        #expect(answer.headers["content-type"] == "application/problem+json")
        for key in ["type", "title", "status", "detail", "code", "remedy", "request_id"] {
            #expect(answer.body.contains("\"\(key)\":"), "\(answer.body)")
        }
    }

    @Test func `answer git with the sentence itself`() async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run(
            ["git", "ls-remote", "\(premises.url)/acme.git/x"], as: "alice")
        #expect(
            outcome.errors.contains("remote: error: There is nothing at this address"),
            "\(outcome.errors)")
        #expect(outcome.errors.contains("remote: Hint: "))
    }
}
