import FoundationEssentials

/// What a Git that was killed leaves among its objects: half-written packs, and the quarantine of a
/// push that never was.
struct Leftovers {
    /// The `objects` folder of a repository.
    let folder: String

    /// Nothing that Git writes is in the making for longer, in seconds.
    private static let longest = 24.0 * 60 * 60

    /// Removes what is older than a day; returns the paths, seen from `objects`.
    func sweep(now: Date) -> [String] {
        let quarantines = names(in: "").filter { name in
            name.hasPrefix("incoming-") || name.hasPrefix("tmp_objdir-")
        }
        let packs = names(in: "pack").filter { name in
            name.hasPrefix("tmp_") || name.hasPrefix(".tmp-")
        }
        let old = (quarantines + packs.map { "pack/\($0)" }).filter { isOld($0, now: now) }
        return old.filter { name in
            (try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")) != nil
        }.sorted()
    }

    private func names(in place: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? []
    }

    private func isOld(_ name: String, now: Date) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        guard let changed = attributes?[.modificationDate] as? Date else { return false }
        return now.timeIntervalSince(changed) > Self.longest
    }
}
