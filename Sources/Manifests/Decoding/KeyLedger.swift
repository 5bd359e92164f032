import RegistryCore

/// Which keys each map of a document was asked for, over all the containers opened on it.
///
/// A type may read one map through several containers, as a conditional rule does, so what is
/// unknown can only be told once the whole document is read.
final class KeyLedger {
    /// The keys asked for in one map.
    final class Page {
        fileprivate(set) var keys: Set<String> = []

        func note(_ key: some CodingKey) {
            keys.insert(key.stringValue)
        }
    }

    private var pages: [[Int]: Page] = [:]

    /// The page of the map at `place`: the indexes that lead to it from the root.
    func page(of place: [Int]) -> Page {
        if let page = pages[place] { return page }
        let page = Page()
        pages[place] = page
        return page
    }

    /// Refuses the first key, in the order of the file, that nothing asked for.
    func refuseUnknownKeys(in node: Node, at place: [Int] = []) throws(ManifestError) {
        switch node.content {
        case .scalar: return
        case .list(let nodes):
            for (index, node) in nodes.enumerated() where !node.isScalar {
                try refuseUnknownKeys(in: node, at: place + [index])
            }
        case .map(let entries):
            let known = pages[place]?.keys ?? []
            for (index, entry) in entries.enumerated() {
                guard known.contains(entry.key) else { throw unknown(entry, known) }
                guard !entry.value.isScalar else { continue }
                try refuseUnknownKeys(in: entry.value, at: place + [index])
            }
        }
    }

    private func unknown(_ entry: Node.Entry, _ known: Set<String>) -> ManifestError {
        ManifestError(
            origin: entry.origin,
            problem: .unknownKey(entry.key, nearest: nearest(to: entry.key, among: known.sorted())))
    }
}
