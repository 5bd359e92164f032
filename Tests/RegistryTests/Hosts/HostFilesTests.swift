import FoundationEssentials
import Registry
import RegistryCore
import Support
import Templates
import Testing

@Suite struct `What reviewing on a host takes` {
    @Test(arguments: GitHost.allCases)
    func `is in the first commit of a registry that is made for it`(host: GitHost) async throws {
        let bench = try await Bench()
        let made = try await bench.session(of: "alice").initialize(
            NewRegistry(
                folder: "\(bench.folder)/hosted", name: "hosted", admin: "alice@example.com",
                publicKey: try bench.publicKey("alice"), isTeam: true,
                program: BenchTemplate.program, host: host))
        let listed = try await bench.git(
            "ls-tree", "-r", "--name-only", "\(made.commit)", in: "\(bench.folder)/hosted")
        let mine = ReviewFile.allCases.map(\.rawValue).filter { $0.hasPrefix(".\(host.rawValue)") }
        #expect(Set(listed.split(separator: "\n").map(String.init)).isSuperset(of: mine))
        #expect(mine.count >= 2)
    }

    @Test func `has its place in every catalog, for administrators alone`() async throws {
        let bench = try await Bench()
        let files = ReviewFile.allCases.map { Change.file($0.rawValue, $0.filled([:])) }
        let commit = try await bench.commit(onto: [bench.facts.main], files)
        let refused = try await bench.push(["\(commit):refs/heads/main"], as: "bob")
        #expect(refused.codes == [.roleMissing])
        try await bench.require("\(commit):refs/heads/main", as: "alice")
    }

    @Test func `is written into a clone, and over nothing that is there`() async throws {
        let bench = try await Bench()
        try await bench.git("clone", "--quiet", bench.catalog, "clone", in: bench.folder)
        let session = bench.session(of: "alice")
        #expect(session.isClone("clone"))
        #expect(!session.isClone("registry"))
        let written = try session.write(filesOf: .github, into: "clone")
        #expect(written.files.contains(".github/workflows/cairn.yml"))
        #expect(try session.write(filesOf: .github, into: "clone").files == [])
        let owners = "\(bench.folder)/clone/.github/CODEOWNERS"
        #expect(try String(contentsOfFile: owners, encoding: .utf8).contains("alice@example.com"))
        try Data("* @somebody\n".utf8).write(to: URL(filePath: owners))
        let error = #expect(throws: RegistryError.self) {
            try session.write(filesOf: .github, into: "clone")
        }
        #expect(error?.objections.map(\.code) == [.conflict])
    }
}
