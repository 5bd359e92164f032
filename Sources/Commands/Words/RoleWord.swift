import RegistryCore

extension Role {
    /// Reads a role that a person typed, or says which there are.
    init(checking text: String) throws(RegistryError) {
        self = try choice(text, "role")
    }
}

extension Reach.Scope {
    /// Reads a scope that a person typed, or says which there are.
    init(checking text: String) throws(RegistryError) {
        self = try choice(text, "scope")
    }
}

private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ noun: String
) throws(RegistryError) -> Choice {
    guard let choice = Choice(rawValue: text) else {
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw RegistryError(
            .usage, "'\(text.printable)' is no \(noun).", remedy: "Use one of \(known).")
    }
    return choice
}
