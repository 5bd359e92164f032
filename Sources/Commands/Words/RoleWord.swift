import RegistryCore

extension Role {
    /// Reads a role that a person typed, or says which there are.
    init(checking text: String) throws(RegistryError) {
        guard let role = Role(rawValue: text) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw RegistryError(
                .usage, "'\(text.printable)' is no role.", remedy: "Use one of \(roles).")
        }
        self = role
    }
}
