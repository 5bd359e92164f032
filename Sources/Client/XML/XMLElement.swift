/// One element of a small XML document: its name without a prefix, its text, what it contains.
struct XMLElement: Hashable, Sendable {
    let name: String
    /// The text directly in it, entities resolved.
    var text = ""
    var children: [XMLElement] = []

    /// The text of the first child of that name.
    subscript(name: String) -> String? {
        children.first { $0.name == name }?.text
    }

    /// All children of that name.
    func all(_ name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }
}
