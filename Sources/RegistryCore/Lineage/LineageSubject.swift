/// What lineage leads from and to.
package enum LineageSubject: Hashable, Sendable {
    /// A version of this registry.
    case version(ModelName, VersionNumber)
    /// A data set, by its name.
    case dataset(String)
    /// What a record names as its base and is no version here, as it stands there:
    /// `hf:org/model@<commit>`.
    case elsewhere(String)
}

extension LineageSubject: CustomStringConvertible {
    package var description: String {
        switch self {
        case .version(let model, let number): "\(model)@\(number)"
        case .dataset(let name): "dataset:\(name)"
        case .elsewhere(let reference): reference
        }
    }
}
