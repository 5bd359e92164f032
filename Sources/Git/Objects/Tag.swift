package import RegistryCore

/// An annotated tag's fields, as values.
package struct Tag: Hashable, Sendable {
    package let id: ObjectID
    /// What is tagged; one level only, so it may be a tag again.
    package let target: ObjectID
    package let targetKind: ObjectKind
    /// The name inside the object, which no ref is bound to repeat.
    package let name: String
    package let tagger: Identity?
    /// All below the headers, a signature included; bytes that are not UTF-8 are replaced.
    package let message: String

    /// Reads the fields from a tag's bytes; `nil` if they are not those of a tag.
    ///
    /// Given only the bytes that a signature covers, every field is one it covers.
    package init?(_ id: ObjectID, parsing bytes: [UInt8]) {
        var reader = HeaderReader(bytes)
        guard let target = reader.id("object"),
            let kind = reader.value("type").flatMap(ObjectKind.init(named:)),
            let name = reader.value("tag").flatMap({ String(validating: $0, as: UTF8.self) })
        else { return nil }
        let tagger = reader.value("tagger")
        self.id = id
        self.target = target
        targetKind = kind
        self.name = name
        self.tagger = tagger.flatMap(Identity.init(parsing:))
        guard tagger == nil || self.tagger != nil else { return nil }
        message = reader.message()
    }
}

extension ObjectKind {
    fileprivate init?(named bytes: ArraySlice<UInt8>) {
        self.init(rawValue: String(decoding: bytes, as: UTF8.self))
    }
}
