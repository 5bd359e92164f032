import Registry
import RegistryCore
import Testing

@Suite struct `A transition without an audit log` {
    /// Only the merge says when the stage moved, and only the tag when somebody approved.
    @Test(arguments: [("1790000000 +0000", []), ("4000000000 +0000", [ErrorCode.approvalsMissing])])
    func `counts no approval that claims to have come later`(
        date: String, codes: [ErrorCode]
    ) async throws {
        let bench = try await Bench()
        try await bench.require(try await bench.sign(bench.statement(), date: date))
        let merge = try await bench.merge(bench.facts.proposal, into: bench.facts.open)
        try await bench.require("\(merge):\(stage("production"))")
        try await bench.git("clone", "--quiet", bench.catalog, "clone", in: bench.folder)
        let request = VerificationRequest(stage: "production")
        let untimed = try await bench.verify(request, in: "\(bench.folder)/clone")
        #expect(untimed.objections.map(\.code) == codes)
        #expect(try await bench.verify(request).objections == [])
    }
}
