import FoundationEssentials

extension Remains {
    /// What `git` writes the packed refs to, holding their lock, and never looks at again.
    static let newPackedRefs = "packed-refs.new"

    /// Every lock in the repository, by its path below `folder`, and what one alone would leave in
    /// the way of the next who takes it.
    func locks() -> [String] {
        let places = ["", "objects/info", "objects/info/commit-graphs", "objects/pack"]
        let above = places.flatMap { place in
            names(in: place).filter { $0.hasSuffix(".lock") || $0 == Self.newPackedRefs }
                .map { place.isEmpty ? $0 : "\(place)/\($0)" }
        }
        return (above + everything(below: "refs").filter { $0.hasSuffix(".lock") }).sorted()
    }

    /// Every temporary file and folder among the objects, by its path below `folder`.
    func temporaries() -> [String] {
        let shards = names(in: "objects").filter { $0.utf8.count == 2 }.map { "objects/\($0)" }
        let others = ["objects", "objects/pack", "objects/info/commit-graphs"]
        return (others + shards).flatMap { place in
            names(in: place).filter { name in
                ["tmp_", ".tmp-", "incoming-"].contains { name.hasPrefix($0) }
            }.map { "\(place)/\($0)" }
        }.sorted()
    }

    /// Those of them that are dead, and removes them if it shall; `cairn` makes such files, too.
    func deadTemporaries(removing: Bool) async -> [String] {
        let makers = ["git", "cairn"]
        return removing
            ? await clear(temporaries(), programs: makers) : dead(temporaries(), programs: makers)
    }

    private func names(in place: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? []
    }

    private func everything(below place: String) -> [String] {
        let paths =
            (try? FileManager.default.subpathsOfDirectory(
                atPath: "\(folder)/\(place)")) ?? []
        return paths.map { "\(place)/\($0)" }
    }
}
