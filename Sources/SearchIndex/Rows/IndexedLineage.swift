package import RegistryCore

/// A data set that a version was trained on or measured with.
package struct IndexedDataset: Equatable, Sendable {
    package let name: String
    /// The version of the data set.
    package let edition: String?
    package let role: String?
    package let digest: String?
    package let uri: String?
    /// Whether the record lists it, and not only an evaluation names it.
    package let isInput: Bool

    /// Those that the record lists, then those that only its evaluations name, each once.
    static func all(of manifest: VersionManifest) -> [IndexedDataset] {
        let inputs = (manifest.datasets ?? []).map(IndexedDataset.init(input:))
        var known = Set(inputs.map(\.name))
        let measured = (manifest.evaluations ?? []).map(\.dataset)
            .filter { known.insert($0).inserted }
        return inputs + measured.map(IndexedDataset.init(measured:))
    }

    private init(input: Dataset) {
        name = input.name
        edition = input.version
        role = input.role
        digest = input.digest
        uri = input.uri
        isInput = true
    }

    private init(measured name: String) {
        self.name = name
        edition = nil
        role = nil
        digest = nil
        uri = nil
        isInput = false
    }
}

/// What a version was built on, taken apart.
package struct IndexedBase: Equatable, Sendable {
    /// As the record has it: `fraud/detector@v3`, `hf:org/model@<commit>`.
    package let reference: String
    /// What stands before the colon; empty for a model of this registry.
    package let scheme: String
    /// What stands between the colon and the `@`.
    package let name: String
    /// The version, where the reference names one of this registry by its number.
    package let number: VersionNumber?

    package init(_ reference: String) {
        self.reference = reference
        let scheme = reference.prefix { isSchemeCharacter($0) }
        let hasScheme = !scheme.isEmpty && reference.dropFirst(scheme.count).first == ":"
        self.scheme = hasScheme ? String(scheme) : ""
        let rest = hasScheme ? reference.dropFirst(scheme.count + 1) : reference[...]
        let parts = rest.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts.first.map(String.init) ?? ""
        number = hasScheme || parts.count < 2 ? nil : VersionNumber(parsing: parts[1])
    }
}

private func isSchemeCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
}
