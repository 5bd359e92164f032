import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Testing

/// One signature of the corpus, and what it should come to here.
private struct Row: Sendable, Decodable, CustomTestStringConvertible {
    let name: String
    let principal: String
    /// When it was received, as `-Overify-time` has it.
    let time: String
    let message: String
    let signature: String
    let ours: String
    /// Why it is refused here and not by `ssh-keygen`: a row of the table in docs/signatures.md.
    let stricter: String?
    /// Whether the list of revoked keys is asked.
    let revoking: Bool

    var testDescription: String { name }

    static let all = read("ssh.jsonl").split(separator: "\n").compactMap { line in
        try? JSONDecoder().decode(Row.self, from: Data(line.utf8))
    }
}

private let folder = URL(filePath: #filePath).deletingLastPathComponent()

private func read(_ name: String) -> String {
    (try? String(contentsOf: folder.appending(path: "Corpus/\(name)"), encoding: .utf8)) ?? ""
}

@Suite struct `The corpus of SSH signatures` {
    @Test func `has two hundred and more, each of its own name`() {
        #expect(Row.all.count >= 300)
        #expect(Row.all.count == read("ssh.jsonl").split(separator: "\n").count)
        #expect(Set(Row.all.map(\.name)).count == Row.all.count)
    }

    @Test func `is judged as expected, and nowhere more leniently than by ssh-keygen`()
        async throws
    {
        let desk = try Desk()
        for row in Row.all {
            let ours = desk.verdict(on: row)
            #expect(ours == row.ours, "\(row.name)")
            let passes = try await desk.sshKeygenAccepts(row)
            #expect(passes == (ours == "good" || row.stricter != nil), "\(row.name)")
        }
    }

    @Test(arguments: [
        ("sk-ed25519: as it should be", SignatureError.userUnverified),
        ("sk-ecdsa: as it should be", .userUnverified),
        ("browser: touched, no PIN", .userUnverified),
        ("token: it asked for a PIN", nil),
        ("webauthn: as it should be", nil),
        ("ed25519: as it should be", nil),
    ])
    func `counts where a PIN is demanded only if the token asked for one`(
        name: String, want: SignatureError?
    ) throws {
        let row = try #require(Row.all.first { $0.name == name })
        let signature = try Signature(armored: Array(row.signature.utf8))
        var found: SignatureError?
        do throws(SignatureError) {
            try signature.verify(
                Array(row.message.utf8), namespace: "git", demandsVerifiedUser: true)
        } catch {
            found = error
        }
        #expect(found == want)
    }

    @Test func `is stricter only where the table says why`() {
        let table =
            (try? String(
                contentsOf: folder.appending(path: "../../docs/signatures.md"), encoding: .utf8))
        for reason in Set(Row.all.compactMap(\.stricter)) {
            #expect(table?.contains("| `\(reason)` |") == true, "\(reason)")
        }
    }
}

/// Judges the rows, and asks the real `ssh-keygen` about them.
private struct Desk {
    let ring: KeyRing
    let signers: AllowedSigners
    let revoked: RevokedKeys

    init() throws {
        ring = try KeyRing()
        signers = try AllowedSigners(parsing: read("signers"))
        revoked = try RevokedKeys(parsing: read("revoked"), of: .ssh)
        try ring.scratch.write("signers", read("signers"))
        try ring.scratch.write("revoked", read("revoked"))
    }

    /// `good`, or the name of the first thing wrong.
    func verdict(on row: Row) -> String {
        let signature: Signature
        do throws(SignatureError) {
            signature = try Signature(armored: Array(row.signature.utf8))
            try signature.verify(Array(row.message.utf8), namespace: "git")
        } catch {
            return name(error)
        }
        let clock = Array(row.time)
        let stamp =
            "\(String(clock[0..<4]))-\(String(clock[4..<6]))-\(String(clock[6..<8]))T"
            + "\(String(clock[8..<10])):\(String(clock[10..<12])):\(String(clock[12..<14]))Z"
        guard let time = Date(timestamp: stamp) else { return "improper row" }
        guard isAllowed(signature, row.principal, time) else {
            return refuses(signature.certificate, row.principal, time)
                ? "certificate" : "not-allowed"
        }
        if row.revoking, let since = revoked.revocation(of: signature), since <= time {
            return "revoked"
        }
        return "good"
    }

    private func refuses(_ certificate: Certificate?, _ person: String, _ time: Date) -> Bool {
        do throws(CertificateError) {
            try certificate?.authorize(person, at: time)
            return false
        } catch {
            return true
        }
    }

    private func isAllowed(_ signature: Signature, _ person: String, _ time: Date) -> Bool {
        if let certificate = signature.certificate {
            return signers.entry(allowing: certificate, as: person, in: "git", at: time) != nil
        }
        return signers.entry(allowing: signature.publicKey, as: person, in: "git", at: time) != nil
    }

    func sshKeygenAccepts(_ row: Row) async throws -> Bool {
        try ring.scratch.write("signature", row.signature)
        var words = [
            "ssh-keygen", "-Y", "verify", "-f", "signers", "-I", row.principal, "-n", "git",
            "-s", "signature", "-Overify-time=\(row.time)",
        ]
        if row.revoking { words += ["-r", "revoked"] }
        return try await ring.run(words, input: row.message).status == 0
    }

    private func name(_ error: SignatureError) -> String {
        switch error {
        case .malformed: "malformed"
        case .unsupported: "unsupported"
        case .wrongNamespace: "wrong-namespace"
        case .weakKey: "weak-key"
        case .severalSignatures: "several"
        case .trailingData: "trailing"
        case .userAbsent: "user-absent"
        case .userUnverified: "user-unverified"
        case .otherHost: "other-host"
        case .bad: "bad"
        }
    }
}
