import Git
import Registry
import RegistryCore
import Testing

struct `Finding the commit of a version` {
    /// Two models in turn, and where each of their versions came to `main`.
    private let lab: Lab
    private let main: [ObjectID]
    private let versions: [(model: ModelName, number: VersionNumber, place: Int)]

    init() async throws {
        lab = try await Lab()
        let models = [
            try ModelName(checking: "fraud/detector"), try ModelName(checking: "nlp/tagger"),
        ]
        for turn in 0..<5 {
            var registration = Registration(model: models[turn % 2])
            registration.detects = false
            registration.message = "\(turn)"
            _ = try await lab.workspace().register(registration)
        }
        main = try await lab.git("rev-list", "--first-parent", "--reverse", "main")
            .split(separator: "\n").compactMap { ObjectID(parsing: $0) }
        let first = main.count - 5
        versions = (0..<5).map {
            (models[$0 % 2], VersionNumber($0 / 2 + 1), first + $0)
        }
    }

    /// Asks about every version at every commit of `main`.
    private func ask(_ catalog: Catalog, newestFirst: Bool) throws {
        let places = main.indices
        for place in newestFirst ? Array(places.reversed()) : Array(places) {
            for (model, number, made) in versions {
                let found = try catalog.commit(of: model, number, on: main[place])
                #expect(found == (made <= place ? main[made] : nil), "\(model)@\(number) \(place)")
            }
        }
    }

    private func catalog(_ folder: String) throws -> Catalog {
        try Catalog.open(folder, environment: lab.environment())
    }

    @Test(arguments: [false, true])
    func `answers for any commit of main, with an index and without`(newestFirst: Bool) async throws
    {
        try ask(try catalog(lab.registry), newestFirst: newestFirst)
        try await lab.git("clone", "-q", lab.registry, "../plain", in: lab.work)
        let plain = try catalog("\(lab.work)/../plain")
        try ask(plain, newestFirst: newestFirst)
        try ask(plain, newestFirst: !newestFirst)
    }

    @Test func `answers for a commit that is not on main yet`() async throws {
        try await lab.git("clone", "-q", lab.registry, "../plain", in: lab.work)
        let plain = "\(lab.work)/../plain"
        try await lab.git("commit", "-q", "--allow-empty", "-m", "Next", in: plain)
        let next = try #require(
            ObjectID(parsing: try await lab.git("rev-parse", "HEAD", in: plain)))
        let catalog = try catalog(plain)
        for (model, number, place) in versions {
            #expect(try catalog.commit(of: model, number, on: next) == main[place])
        }
    }

    @Test func `believes no index entry that names a later commit`() async throws {
        let (model, number, place) = versions[0]
        for catalog in [try catalog(lab.registry), try await searched()] {
            try await lab.git(
                "update-ref", "refs/versions/\(model)/\(number)", "\(main[place + 1])")
            #expect(try catalog.commit(of: model, number, on: main[main.count - 1]) == main[place])
        }
    }

    /// A catalog that has read the line of `main` already.
    private func searched() async throws -> Catalog {
        let (model, number, place) = versions[1]
        try await lab.git("update-ref", "-d", "refs/versions/\(model)/\(number)")
        let catalog = try catalog(lab.registry)
        #expect(try catalog.commit(of: model, number, on: main[main.count - 1]) == main[place])
        return catalog
    }
}
