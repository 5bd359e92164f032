package import RegistryCore

/// What `lineage` takes: a version, a data set, or what lies elsewhere.
package enum LineageWord: Word {
    case version(Reference)
    case dataset(String)
    /// As records name it as their base, with a scheme: `hf:org/model`.
    case elsewhere(String)

    package static let noun = "something that has lineage"
    package static let grammar =
        "a version such as fraud/detector@v3, dataset:<name>, or a base such as hf:org/model"

    package init?(parsing text: String) {
        if let reference = try? Reference(checking: text) {
            self = .version(reference)
            return
        }
        guard let (scheme, name) = text.cut(at: ":"), scheme.isPlainName, name.isPlainName else {
            return nil
        }
        self = scheme == "dataset" ? .dataset(name) : .elsewhere(text)
    }

    package var description: String {
        switch self {
        case .version(let reference): reference.description
        case .dataset(let name): "dataset:\(name)"
        case .elsewhere(let name): name
        }
    }
}
