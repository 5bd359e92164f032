import Registry
import RegistryCore
import Testing

@Suite struct `An approval with a hardware key` {
    private static let touch: UInt8 = 1
    private static let pin: UInt8 = 4

    @Test(arguments: [
        (touch, false, true), (touch | pin, false, true), (0, false, false), (pin, false, false),
        (touch, true, false), (touch | pin, true, true),
    ])
    func `counts if somebody touched it, and gave a PIN where the policy asks`(
        flags: UInt8, demandsPIN: Bool, counts: Bool
    ) async throws {
        let bench = try await Bench()
        let token = try await SoftToken(bench)
        let rules =
            policy(id: bench.facts.id)
            + (demandsPIN ? "signatures: {user_verification: true}\n" : "")
        try await bench.change(
            .file("registry.yaml", rules),
            .file("allowed_signers", try bench.signers() + "carol@example.com \(token.publicKey)\n")
        )
        let refspec = try await approval(bench, token, flags)
        let pushed = try await bench.push([refspec], as: "carol")
        #expect(pushed.codes == (counts ? [] : [.signatureBad]), "\(pushed.text)")
        let completed = try await bench.push(["\(bench.facts.proposal):\(stage("production"))"])
        #expect(completed.isAccepted == counts)
        #expect(completed.codes == (counts ? [] : [.approvalsMissing]))
    }

    /// Carol's approval, signed by the token; returns its refspec.
    private func approval(
        _ bench: Bench, _ token: SoftToken, _ flags: UInt8
    ) async throws -> String {
        let statement = bench.statement()
        let name = "refs/tags/\(statement.tagName)"
        try await bench.run(
            [
                "git", "tag", "-a", "--cleanup=verbatim", "-F", "-", "\(statement.tagName)",
                "\(statement.proposal)",
            ], in: bench.work, as: "carol", input: statement.message)
        let text = try await bench.git("cat-file", "tag", name) + "\n"
        let signature = try await token.sign(text, flags: flags)
        let id = try await bench.run(
            ["git", "hash-object", "-t", "tag", "-w", "--stdin"], in: bench.work,
            input: text + signature)
        return "\(id):\(name)"
    }
}
