import RegistryCore

// What the grammars of docs/format.md let be a name, so that programs know it beforehand. The few
// names that these let through and Cairn does not are nobody's.
extension Schema {
    static let namespace = text(pattern: #"^(?!.*\.\.)[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$"#)
    static let modelName = text(
        pattern: #"^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?/[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$"#)
    static let pointer = text(pattern: "^[a-z][a-z0-9-]{0,30}$")
    static let selector = text(
        pattern: "^@?(v[1-9][0-9]{0,8}|[0-9a-f]{40}|[a-z][a-z0-9-]{0,30})$")
    static let versionNumber = integer(1...VersionNumber.largest)
    static let objectID = text(pattern: "^[0-9a-f]{40}$")
    static let sha256 = text(pattern: "^[0-9a-f]{64}$")
    static let versionDigest = text(pattern: "^sha256:[0-9a-f]{64}$")
    static let person = text(pattern: "^[^@ ]+@[^@ ]+$")
    static let state = choice(of: Annotations.State.self)
    static let kind = choice(of: Transition.Kind.self)
    static let risk = choice(of: Risk.self)
    static let texts = map(text())
}
