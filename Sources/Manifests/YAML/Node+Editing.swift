/// Changes to a tree.
extension Node {
    /// Lays `other` over this node: maps merge key by key, and everything else is replaced.
    mutating func merge(_ other: Node) {
        guard case .map(var entries) = content, case .map(let others) = other.content else {
            return self = other
        }
        var indexes = Dictionary(entries.indices.map { (entries[$0].key, $0) }) { first, _ in first
        }
        for entry in others {
            if let index = indexes[entry.key] {
                entries[index].value.merge(entry.value)
            } else {
                indexes[entry.key] = entries.count
                entries.append(entry)
            }
        }
        content = .map(entries)
    }

    /// Replaces what `steps` lead to by `value`.
    mutating func set(_ steps: ArraySlice<String>, to value: Node) throws(ManifestError) {
        guard let step = steps.first else { return self = value }
        if isNothing { content = step == "0" ? .list([]) : .map([]) }
        switch content {
        case .scalar:
            throw ManifestError(
                origin: value.origin,
                problem: .noPlace(forKey: step, found: summary))
        case .list(let nodes):
            content = .list(try set(step, steps.dropFirst(), in: nodes, to: value))
        case .map(let entries):
            content = .map(try set(step, steps.dropFirst(), in: entries, to: value))
        }
    }

    private func set(
        _ step: String, _ steps: ArraySlice<String>, in nodes: [Node], to value: Node
    ) throws(ManifestError) -> [Node] {
        var nodes = nodes
        guard let index = Int(step), (0...nodes.count).contains(index) else {
            throw ManifestError(
                origin: value.origin, problem: .noSuchEntry(step, count: nodes.count))
        }
        if index == nodes.count { nodes.append(.nothing(at: value.origin)) }
        try nodes[index].set(steps, to: value)
        return nodes
    }

    private func set(
        _ step: String, _ steps: ArraySlice<String>, in entries: [Entry], to value: Node
    ) throws(ManifestError) -> [Entry] {
        var entries = entries
        let index = entries.firstIndex { $0.key == step } ?? entries.count
        if index == entries.count {
            let nothing = Node.nothing(at: value.origin)
            entries.append(Entry(key: step, origin: value.origin, value: nothing))
        }
        try entries[index].value.set(steps, to: value)
        return entries
    }
}
