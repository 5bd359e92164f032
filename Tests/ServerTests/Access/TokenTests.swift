import FoundationEssentials
import Glibc
import Registry
import RegistryCore
import Support
import Testing

@Suite struct `Tokens` {
    @Test func `are the password of any user, or a bearer's`() async throws {
        let premises = try await Premises.shared.value
        let address = "\(premises.registry)/info/refs?service=git-upload-pack"
        let token = try #require(premises.tokens["vera"])
        for words in [["-u", "vera:\(token)"], ["-u", "x:\(token)"], ["-u", ":\(token)"]] {
            #expect(try await premises.curl(words + [address]).status == 200, "\(words)")
        }
        #expect(try await premises.curl(address, as: "vera").status == 200)
    }

    @Test(arguments: [
        "Bearer", "Bearer x", "Basic eDp4", "Basic !", "Digest x", "Bearer cairn_0_0",
        "Bearer cairn_0123456789abcdef_\(String(repeating: "0", count: 64))",
    ])
    func `that are none are asked for again`(header: String) async throws {
        let premises = try await Premises()
        for name in ["acme", "absent"] {
            let answer = try await premises.curl(
                "-H", "Authorization: \(header)",
                "\(premises.url)/\(name).git/info/refs?service=git-upload-pack")
            #expect(answer.status == 401)
            #expect(answer.headers["www-authenticate"]?.hasPrefix("Basic ") == true)
        }
    }

    @Test func `of one registry say nothing about whether another is there`() async throws {
        let premises = try await Premises()
        let here = try await premises.curl("\(premises.registry)/info/refs?service=git-upload-pack")
        let absent = try await premises.curl(
            "\(premises.url)/absent.git/info/refs?service=git-upload-pack")
        let wrong = try await premises.curl(
            "\(premises.url)/absent.git/info/refs?service=git-upload-pack", as: "alice")
        for answer in [here, absent, wrong] {
            #expect(answer.status == 401)
            #expect(answer.headers["www-authenticate"] == here.headers["www-authenticate"])
        }
    }

    @Test func `are made, listed and revoked by the command line`() async throws {
        let premises = try await Premises.shared.value
        let made = try await token(premises, "vera@example.com")
        let address = "\(premises.registry)/info/refs?service=git-upload-pack"
        let bearer = ["-H", "Authorization: Bearer \(made.token)", address]
        #expect(try await premises.curl(bearer).status == 200)
        let list = try await premises.run(
            [cairn, "-R", premises.catalog, "token", "list", "--format", "json"])
        #expect(list.output.contains(made.id))
        #expect(!list.output.contains(made.token))
        let revoked = try await premises.run(
            [cairn, "-R", premises.catalog, "token", "revoke", made.id])
        #expect(revoked.status == 0)
        #expect(try await premises.curl(bearer).status == 401)
    }

    @Test func `count no more when their time is over`() async throws {
        let premises = try await Premises.shared.value
        let made = try await token(premises, "vera@example.com", "--expires", "1s")
        try await Task.sleep(for: .milliseconds(2100))
        let answer = try await premises.curl(
            "-H", "Authorization: Bearer \(made.token)",
            "\(premises.registry)/info/refs?service=git-upload-pack")
        #expect(answer.status == 401)
    }

    @Test func `are kept where only the registry's account reads, and only hashed`() async throws {
        let premises = try await Premises.shared.value
        let made = try await token(premises, "vera@example.com")
        let path = "\(premises.catalog)/cairn/tokens/\(made.id).json"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? UInt == 0o600)
        let secret = try FileManager.default.attributesOfItem(
            atPath: "\(premises.catalog)/cairn/secret")
        #expect(secret[.posixPermissions] as? UInt == 0o600)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(made.token.split(separator: "_").last ?? "-"))
    }

    @Test func `are made for those alone who have a role`() async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run(
            [cairn, "-R", premises.catalog, "token", "create", "nobody@example.com"])
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("[person-missing]"))
    }

    @Test func `that are guessed at make the address wait`() async throws {
        let premises = try await Premises()
        let address = "\(premises.registry)/info/refs?service=git-upload-pack"
        let right = "Authorization: Bearer \(try #require(premises.tokens["alice"]))"
        // One process, so that however busy the machine is, all of it is one minute's.
        let quietly = ["-sS", "-o", "/dev/null", "-w"]
        let outcome = try await premises.run(
            ["curl"] + quietly + ["%{http_code}\n", "-u", "x:guess", "\(address)#[1-22]", "--next"]
                + quietly + ["%{http_code} %header{retry-after}\n", "-H", right, address])
        let answers = outcome.output.split(separator: "\n")
        #expect(answers.dropLast() == Array(repeating: "401", count: 20) + ["429", "429"])
        let last = try #require(answers.last).split(separator: " ")
        #expect(last.first == "429", "even the right one is not looked at, or guessing would pay")
        #expect(try #require(Int(last.last ?? "")) > 0)
        #expect(try await premises.curl("\(premises.url)/-/health").status == 200)
    }

    private func token(
        _ premises: Premises, _ person: String, _ words: String...
    ) async throws -> (id: String, token: String) {
        struct Made: Decodable {
            let id: String
            let token: String
            let who: String
            let expires: String
        }
        let outcome = try await premises.run(
            [cairn, "-R", premises.catalog, "token", "create", person, "--format", "json"] + words)
        let made = try JSONDecoder().decode(Made.self, from: Data(outcome.output.utf8))
        #expect(made.who == person)
        return (made.id, made.token)
    }
}
