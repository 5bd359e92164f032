import Support
import Testing

@Suite struct `A job's check, where Git LFS has the artifacts` {
    /// A next version of `fraud/detector` whose artifact the server has, or has not.
    private static let script = """
        cd "$1/models/fraud/detector"
        printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %s\n' "$2" "$3" \
            >artifacts/other.bin
        sed -i 's/^version: .*/version: 2/' version.yaml
        git add . && git -c filter.lfs.required=false commit -qm x && git rev-parse HEAD
        """

    @Test(arguments: [(true, Int32(0)), (false, 6)])
    func `asks that server, and believes nothing of the clone`(
        isThere: Bool, status: Int32
    ) async throws {
        let premises = try await Premises.shared.value
        let folder = "hosted-\(isThere)"
        try await premises.git("clone", "--quiet", premises.registry, folder)
        let known = `Artifacts over HTTP`.fraud
        let oid = isThere ? known.oid : sha256("nothing that is there")
        let made = try await premises.run(
            ["sh", "-ec", Self.script, "sh", folder, oid, "\(known.size)"], as: "alice")
        let commit = made.output.split(separator: "\n").last.map(String.init) ?? ""
        let outcome = try await premises.run(
            [cairn, "check", "-C", folder, "--target=main", "--proposal=\(commit)"],
            as: "alice")
        #expect(outcome.status == status, "\(made.text) \(outcome.text)")
        #expect(outcome.errors.contains("artifact-missing") != isThere)
    }
}
