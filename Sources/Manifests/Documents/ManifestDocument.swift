/// A manifest before it is one: a tree that words of the command line may change and add to.
package struct ManifestDocument: Equatable, Sendable {
    private var root: Node

    /// Reads YAML or JSON, of at most 1 MiB and nested 32 deep.
    package init(parsing bytes: [UInt8], path: String) throws(ManifestError) {
        root = try YAMLReader.read(bytes, path: path)
    }

    /// The tree of `value`; errors say that it stands in `path`.
    package init(encoding value: some Encodable, path: String) {
        root = NodeEncoder.encode(value, path: path)
    }

    /// The manifest that the tree spells, or what stands in its way.
    package func decode<Value: Decodable>(_ type: Value.Type) throws(ManifestError) -> Value {
        try NodeDecoder.decode(type, from: root)
    }

    /// This tree with everything that `other` says laid over it: maps merge, all else is replaced.
    package func merging(_ other: ManifestDocument) -> ManifestDocument {
        if other.root.isNothing { return self }
        var merged = self
        merged.root.merge(other.root)
        return merged
    }

    /// Sets what `dottedKey` leads to, and makes the lists and maps on the way.
    ///
    /// A number leads into a list, and the one after the last adds an entry: `datasets.0.name`.
    /// `\.` is a dot inside a key: `environment.packages.ruamel\.yaml`. A `text` that begins with
    /// a bracket or a quote is read as YAML, any other is taken as it is; an empty one makes a
    /// field absent.
    package mutating func set(_ dottedKey: String, to text: String) throws(ManifestError) {
        let origin = Origin(path: "--set \(dottedKey)")
        let steps = steps(of: dottedKey)
        guard steps.count <= Node.depthLimit else {
            throw ManifestError(origin: origin, problem: .tooDeep(limit: Node.depthLimit))
        }
        try root.set(steps[...], to: try value(of: text, at: origin))
    }
}

private func value(of text: String, at origin: Origin) throws(ManifestError) -> Node {
    guard let first = text.unicodeScalars.first, "[{'\"".unicodeScalars.contains(first) else {
        return Node(content: .scalar(text, isPlain: true), origin: origin)
    }
    return try YAMLReader.read(Array(text.utf8), path: origin.path)
}

/// The keys and indexes between the dots that no backslash stands before.
private func steps(of dottedKey: String) -> [String] {
    var steps = [""]
    var isEscaped = false
    for character in dottedKey {
        if character == ".", !isEscaped {
            steps.append("")
        } else if character == "\\", !isEscaped {
            isEscaped = true
            continue
        } else {
            steps[steps.count - 1].append(character)
        }
        isEscaped = false
    }
    return steps
}
