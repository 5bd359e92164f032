import RegistryCore
import Support
import Testing

@testable import SearchIndex

@Suite struct `Lineage` {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func `leads up to data sets and bases, and what those were made from`() async throws {
        let index = try family()
        let tree = try await tree(.up, from: .version(model("a/c"), 1), index)
        #expect(
            tree == """
                a/b@v2 (base)
                  a/a@v1 (base)
                    dataset:raw (train)
                  hf:org/model@12 (base)
                dataset:clean (train)
                """)
    }

    @Test func `leads down to what was made from it, once`() async throws {
        let index = try family()
        #expect(
            try await tree(.down, from: .dataset("raw"), index) == """
                a/a@v1 (train)
                  a/b@v1 (base)
                  a/b@v2 (base)
                    a/c@v1 (base)
                """)
        #expect(try await tree(.down, from: .version(model("a/b"), 1), index) == "")
        for name in ["hf:org/model", "hf:org/model@12"] {
            #expect(
                try await tree(.down, from: .elsewhere(name), index)
                    == "a/b@v2 (base)\n  a/c@v1 (base)")
        }
        #expect(try await tree(.down, from: .elsewhere("hf:org/model@13"), index) == "")
        #expect(try await tree(.down, from: .elsewhere("org/model"), index) == "")
    }

    @Test func `names a hidden base as one that lives elsewhere, and follows it nowhere`()
        async throws
    {
        let hidden = try index { writer in
            try writer.add("x/base", 1, 1, bases: ["hf:org/model@12"], data: ["raw"])
            try writer.add("a/b", 1, 2, bases: ["x/base@v1", "x/base@\(commit(1))"])
            try writer.add("a/c", 1, 3, bases: ["a/b@v1"], data: ["raw"])
        }
        let absent = try index { writer in
            try writer.add("a/b", 1, 2, bases: ["x/base@v1", "x/base@\(commit(1))"])
            try writer.add("a/c", 1, 3, bases: ["a/b@v1"], data: ["raw"])
        }
        for (direction, subject) in try subjects() {
            #expect(
                try await tree(direction, from: subject, hidden, in: ["a"])
                    == tree(direction, from: subject, absent), "\(direction) from \(subject)")
        }
        #expect(
            try await tree(.up, from: .version(model("a/b"), 1), hidden, in: ["a"]) == """
                x/base@v1 (base)
                x/base@\(commit(1)) (base)
                """)
        #expect(try await tree(.down, from: .elsewhere("hf:org/model"), hidden, in: ["a"]) == "")
    }

    @Test func `leads to nothing that is hidden, nor to what was made from that alone`()
        async throws
    {
        let index = try index { writer in
            try writer.add("a/a", 1, 1, data: ["raw"])
            try writer.add("x/b", 1, 2, bases: ["a/a@v1"])
            try writer.add("a/c", 1, 3, bases: ["x/b@v1"])
            for place: Int64 in 4...30 { try writer.add("x/d", Int(place), place, data: ["raw"]) }
            try writer.add("a/e", 1, 31, data: ["raw"])
        }
        #expect(
            try await tree(.down, from: .dataset("raw"), index, in: ["a"])
                == "a/a@v1 (train)\na/e@v1 (train)")
        for subject in [.version(try model("x/b"), 1), LineageSubject.version(try model("x/z"), 1)]
        {
            for direction in [LineageDirection.up, .down] {
                #expect(try await tree(direction, from: subject, index, in: ["a"]) == "")
            }
        }
        // What is hidden has no part in what is cut.
        let cut = try await index.lineage(
            .down, from: .dataset("raw"), in: ["a"], atMost: 2, within: .seconds(10))
        #expect(cut.nodes.count == 2 && !cut.isCut)
    }

    /// Whatever lineage may begin at in that small registry, and what is nowhere.
    private func subjects() throws -> [(LineageDirection, LineageSubject)] {
        let subjects: [LineageSubject] = [
            .version(try model("a/b"), 1), .version(try model("a/c"), 1),
            .version(try model("x/base"), 1), .version(try model("x/nowhere"), 1),
            .dataset("raw"), .elsewhere("x/base@v1"), .elsewhere("x/base"),
            .elsewhere("hf:org/model@12"), .elsewhere("hf:org/model"),
        ]
        return subjects.flatMap { [(.up, $0), (.down, $0)] }
    }

    @Test func `that goes in a circle ends`() async throws {
        let index = try index { writer in
            try writer.add("a/a", 1, 1, bases: ["a/b@v1"])
            try writer.add("a/b", 1, 2, bases: ["a/a@v1"])
        }
        #expect(
            try await tree(.up, from: .version(model("a/a"), 1), index)
                == "a/b@v1 (base)\n  a/a@v1 (base) again")
    }

    @Test func `is cut where it would be more than is wanted`() async throws {
        let index = try index { writer in
            for number in 1...30 { try writer.add("a/a", number, Int64(number), data: ["raw"]) }
        }
        let cut = try await index.lineage(
            .down, from: .dataset("raw"), atMost: 10, within: .seconds(10))
        #expect(cut.nodes.count == 10 && cut.isCut)
        let whole = try await index.lineage(
            .down, from: .dataset("raw"), atMost: 30, within: .seconds(10))
        #expect(whole.nodes.count == 30 && !whole.isCut)
    }

    /// c@v1 from b@v2 from a@v1 and something elsewhere; data sets at either end.
    private func family() throws -> IndexFile {
        try index { writer in
            try writer.add("a/a", 1, 1, data: ["raw"])
            try writer.add("a/b", 1, 2, bases: ["a/a@v1"])
            try writer.add("a/b", 2, 3, bases: ["a/a@\(commit(1))", "hf:org/model@12"])
            try writer.add("a/c", 1, 4, bases: ["a/b@v2"], data: ["clean"])
        }
    }

    private func index(_ fill: (IndexWriter) throws -> Void) throws -> IndexFile {
        let path = scratch.file("index-\(UInt32.random(in: 0 ... .max))")
        let build = try IndexBuild(at: path)
        try build.write(fill)
        try build.createIndexes()
        try build.finish()
        return try IndexFile(opening: path, for: .command)
    }

    private func tree(
        _ direction: LineageDirection, from subject: LineageSubject, _ index: IndexFile,
        in namespaces: Set<Namespace>? = nil
    ) async throws -> String {
        let tree = try await index.lineage(
            direction, from: subject, in: namespaces, atMost: 100, within: .seconds(10))
        #expect(!tree.isCut)
        return lines(tree.nodes).joined(separator: "\n")
    }

    private func lines(_ nodes: [LineageNode]) -> [String] {
        nodes.flatMap { node in
            let title = "\(node.subject) (\(node.role ?? "-"))" + (node.isRepeated ? " again" : "")
            return [title] + lines(node.next).map { "  \($0)" }
        }
    }
}

private func model(_ name: String) throws -> ModelName {
    try #require(ModelName(parsing: name))
}

/// The commit of whatever is at that place.
private func commit(_ place: Int64) throws -> ObjectID {
    let digits = "\(place)"
    return try #require(
        ObjectID(parsing: String(repeating: "0", count: 40 - digits.count) + digits))
}

extension LineageSubject {
    fileprivate static func version(_ model: ModelName, _ number: Int) -> LineageSubject {
        .version(model, VersionNumber(number))
    }
}

extension IndexWriter {
    fileprivate func add(
        _ name: String, _ number: Int, _ place: Int64, bases: [String] = [], data: [String] = []
    ) throws {
        var record = VersionManifest(version: VersionNumber(number))
        record.base = bases
        record.datasets = data.map { name in
            var dataset = Dataset(name: name)
            dataset.role = "train"
            return dataset
        }
        record.evaluations = [Evaluation(dataset: "raw", metrics: ["auc": 1])]
        try register(
            IndexedVersion(
                place: place, model: try model(name), commit: try commit(place), date: place,
                manifest: record))
    }
}
