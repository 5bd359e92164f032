/// A model, and which of its versions is meant: `fraud/detector@production`.
package struct Reference: Hashable, Sendable {
    package let model: ModelName
    package let selector: Selector

    package init(model: ModelName, selector: Selector) {
        self.model = model
        self.selector = selector
    }

    /// How a version is named: tried in the order of the cases, so an alias never hides a stage.
    package enum Selector: Hashable, Sendable {
        case version(VersionNumber)
        case latest
        case commit(ObjectID)
        /// A stage if the policy has one of that name, otherwise an alias.
        case pointer(String)
    }

    /// Reads `ns/name@selector`; without `@` the newest version is meant.
    package init(checking text: String) throws(RegistryError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let model = try ModelName(checking: String(parts[0]))
        guard parts.count == 2 else {
            self.init(model: model, selector: .latest)
            return
        }
        guard let selector = Selector(parsing: String(parts[1])) else {
            throw RegistryError(
                .nameInvalid, "'\(parts[1].printable)' selects no version.",
                remedy: "Write \(model)@v3, @latest, @<stage>, @<alias> or @<full commit id>.")
        }
        self.init(model: model, selector: selector)
    }
}

extension Reference.Selector {
    /// Reads what follows the `@`; `nil` when no version could ever be called so.
    package init?(parsing text: String) {
        if let number = VersionNumber(parsing: text) {
            self = .version(number)
        } else if text == "latest" {
            self = .latest
        } else if let commit = ObjectID(parsing: text) {
            self = .commit(commit)
        } else if StageName(parsing: text) != nil {
            self = .pointer(text)
        } else {
            return nil
        }
    }
}

extension Reference: CustomStringConvertible {
    package var description: String {
        switch selector {
        case .version(let number): "\(model)@\(number)"
        case .latest: "\(model)@latest"
        case .commit(let id): "\(model)@\(id)"
        case .pointer(let name): "\(model)@\(name)"
        }
    }
}
