import FoundationEssentials
import Registry
import RegistryCore
import Support
import Testing

@Suite struct `What is read of a registry` {
    private let model: ModelName

    init() throws {
        model = try ModelName(checking: "fraud/detector")
    }

    private func reference(_ text: String) throws -> Reference {
        try Reference(checking: "\(model)@\(text)")
    }

    private func register(
        _ files: [String: String], auc: Double, depth: String, in registry: ScratchRegistry
    ) async throws {
        let folder = "files-\(depth)"
        for (name, text) in files { try registry.scratch.write("\(folder)/\(name)", text) }
        var registration = Registration(model: model)
        registration.paths = files.keys.map { "\(folder)/\($0)" }
        registration.message = "Depth \(depth)"
        registration.metrics = [
            MeasuredMetric(dataset: "payments", split: "test", name: "auc", value: auc)
        ]
        registration.parameters = ["depth": depth]
        registration.detects = false
        _ = try await registry.workspace().register(registration)
    }

    /// A registry in which bob must approve what goes to production.
    private func guarded() async throws -> ScratchRegistry {
        let registry = try await ScratchRegistry()
        try await registry.makePerson("bob")
        let bob = try Person(checking: "bob@example.com")
        let workspace = try await registry.workspace()
        _ = try await workspace.addPerson(
            NewPerson(person: bob, publicKey: try registry.key(of: "bob"), role: .contributor))
        let policy =
            try await registry.file("registry.yaml") + """
                    approvals: [{count: 1, from: bob@example.com}]

                """
        try await workspace.commitToMain("Demand bob's approval") {
            (_) throws(RegistryError) in
            [try workspace.writing(Array(policy.utf8), to: "registry.yaml")]
        }
        return registry
    }

    @Test func `says who brought a version to a stage, and whose approval counted`() async throws {
        let registry = try await guarded()
        try await register(["model.bin": "one"], auc: 0.9, depth: "8", in: registry)
        let (staging, production) = (
            try StageName(checking: "staging"), try StageName(checking: "production")
        )
        let alice = try await registry.workspace()
        _ = try await alice.promote(try reference("v1"), to: staging, reason: nil)
        _ = try await alice.promote(try reference("v1"), to: production, reason: "October data")
        #expect(try await alice.show(try reference("v1")).signed?.approvals.isEmpty == true)

        let bob = try await registry.workspace("bob")
        let draft = try await bob.draftDecision(
            .approve, on: model, stage: production, proposal: nil, words: DecisionWords())
        _ = try await bob.sign(draft)
        _ = try await bob.promote(try reference("v1"), to: production, reason: nil)

        var listing = try await alice.models(in: production)
        let shown = try all { try listing.next() }
        #expect(shown.map(\.by) == ["bob@example.com"])
        #expect(shown.map(\.claimed) == [false])
        let log = try await alice.catalog.deployments(of: model, in: production)
        #expect(log.map(\.reason) == ["October data"])
        #expect(log.map { $0.approvers?.map(\.description) } == [["bob@example.com"]])
        let version = try await alice.show(try reference("production"))
        #expect(version.stages == [staging, production])
        #expect(version.signed?.approvals.map(\.counted) == [true])
        #expect(version.signed?.approvals.map(\.proposal) == [draft.proposal])
        var summaries = try alice.models()
        let models = try all { try summaries.next() }
        #expect(models.map(\.stages) == [["staging": .first, "production": .first]])
        #expect(models.map(\.state) == [.active])
    }

    @Test func `compares two versions in numbers, fields, files and lines`() async throws {
        let registry = try await ScratchRegistry()
        try await register(
            ["labels.txt": "cat\ndog\n", "model.bin": "\0one"], auc: 0.9, depth: "8", in: registry)
        try await register(
            ["labels.txt": "cat\nbird\ndog\n", "model.bin": "\0two"], auc: 0.95, depth: "9",
            in: registry)
        let workspace = try await registry.workspace()
        let found = try await workspace.difference(
            from: try reference("v1"), to: try reference("latest"))
        #expect(found.metrics.map(\.metric) == ["auc on payments/test"])
        #expect(found.metrics.map(\.new) == [0.95])
        #expect(found.parameters.map { [$0.field, $0.old, $0.new] } == [["depth", "8", "9"]])
        #expect(found.fields.map(\.field) == ["description"])
        #expect(found.artifacts.map(\.path.description) == ["labels.txt", "model.bin"])
        #expect(found.texts.map(\.path) == ["artifacts/labels.txt"])
        #expect(found.texts.first?.lines == ["@@ -1,2 +1,3 @@", " cat", "+bird", " dog"])

        let log = try workspace.catalog.versions(of: model, metrics: ["auc"])
        #expect(log.map(\.version.value) == [2, 1])
        #expect(log.map { $0.metrics["auc on payments/test"] } == [0.95, 0.9])
    }

    @Test func `compares the tensors of two versions`() async throws {
        let registry = try await ScratchRegistry()
        for file in [
            safetensors("aaaabbbb"), safetensors("aaaaBBBB"), safetensors("aaaaBBBB", type: "I8"),
        ] {
            try await register(["m.safetensors": file], auc: 0.9, depth: "8", in: registry)
        }
        let workspace = try await registry.workspace()
        let numbers = try await workspace.difference(
            from: try reference("v1"), to: try reference("v2"))
        let found = try #require(numbers.tensors.first)
        #expect(found.changes.map(\.tensor) == ["b"])
        #expect(found.changes.allSatisfy { $0.old == $0.new })
        #expect([found.same, found.unread] == [1, 0])
        let forms = try await workspace.difference(
            from: try reference("v2"), to: try reference("v3"))
        #expect(
            forms.tensors.first?.changes.map { [$0.tensor, $0.old?.type, $0.new?.type] }
                == [["b", "U8", "I8"]])
    }

    /// Two tensors of four bytes each.
    private func safetensors(_ numbers: String, type: String = "U8") -> String {
        let header =
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"\#(type)","#
            + #""shape":[4],"data_offsets":[4,8]}}"#
        let length = [UInt8(header.utf8.count)] + [UInt8](repeating: 0, count: 7)
        return String(decoding: length, as: UTF8.self) + header + numbers
    }

    @Test(arguments: [
        ("version: 1", "", []), ("version: 2", "", [ErrorCode.versionNumberWrong]),
        ("version: 1", "stray.txt", [.pathRefused]),
        ("versoin: 1", "", [.manifestInvalid]),
    ])
    func `is what the hook says of commits that were not pushed`(
        line: String, stray: String, codes: [ErrorCode]
    ) async throws {
        let registry = try await ScratchRegistry()
        let clone = registry.scratch.file("clone")
        let session = registry.session(in: registry.scratch.path)
        _ = try await session.clone(registry.path, into: clone, program: "/usr/bin/true")
        let folder = "clone/models/fraud/detector"
        try registry.scratch.write(
            "\(folder)/model.yaml", "schema: cairn.model/v1\nname: fraud/detector\n")
        try registry.scratch.write("\(folder)/version.yaml", "schema: cairn.version/v1\n\(line)\n")
        if !stray.isEmpty { try registry.scratch.write("\(folder)/\(stray)", "stray") }
        for words in [["add", "."], ["commit", "-q", "-m", "A version"]] {
            _ = try await shell(
                ["git"] + words, in: clone, environment: registry.environment(of: "alice"))
        }
        let report = try await Workspace.open(registry.session(in: clone)).check(nil)
        #expect(report.objections.map(\.code) == codes)
        #expect(report.versions == (codes.isEmpty ? ["fraud/detector@v1"] : []))

        let push = try await shell(
            ["git", "push", "-q", "origin", "HEAD:main"], in: clone,
            environment: registry.environment(of: "alice"))
        #expect((push.status == 0) == report.ok, "\(push.text)")
        for code in codes { #expect(push.errors.contains("[\(code.rawValue)]")) }
    }

    @Test(arguments: ["--all", "HEAD~1", "main@{1}", "..", "HEAD..", "refs/heads/main", "nowhere"])
    func `never comes by git's own language of revisions`(range: String) async throws {
        let registry = try await ScratchRegistry()
        let clone = registry.scratch.file("clone")
        _ = try await registry.session(in: registry.scratch.path)
            .clone(registry.path, into: clone, program: "/usr/bin/true")
        let workspace = try await Workspace.open(registry.session(in: clone))
        let error = await #expect(throws: RegistryError.self) {
            _ = try await workspace.check(range)
        }
        #expect(error?.objections.map(\.code) == [.versionMissing])
    }
}

/// Everything that `next` finds.
private func all<Item>(_ next: () throws -> Item?) rethrows -> [Item] {
    var items: [Item] = []
    while let item = try next() { items.append(item) }
    return items
}
