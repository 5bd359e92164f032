import RegistryCore

func checkPointer(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let pointer = Pointer(parsing: bytes) else { return false }
    try require(pointer.encoded == bytes, "one artifact has two pointers")
    try require(pointer.size >= 0, "an artifact has fewer than no bytes")
    try require(bytes.count <= Pointer.longest, "a pointer is longer than the longest")
    return true
}

func checkNames(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    let taken = [
        try checkName(ModelName.self, text), try checkName(StageName.self, text),
        try checkName(AliasName.self, text), try checkName(Person.self, text),
        try checkName(GroupName.self, text), try checkPath(text), try checkReference(text),
        try checkRef(text),
    ]
    return taken.contains(true)
}

/// A name is its text: no second spelling, nothing that git or a shell could take for an option.
private func checkName<Name: TextualName>(
    _ type: Name.Type, _ text: String
) throws(BrokenProperty) -> Bool {
    guard let name = Name(parsing: text) else { return false }
    try require(
        name.description.utf8.elementsEqual(text.utf8), "\(type) has two spellings")
    try require(isInert(text), "\(type) has control characters in it")
    try require(!text.hasPrefix("-") && !text.hasPrefix("."), "\(type) begins like an option")
    // A group is in no ref and no path.
    try require(type == GroupName.self || !text.contains(".."), "\(type) climbs")
    return true
}

/// A path in the store and in a folder that `fetch` writes stays below it, on every system.
private func checkPath(_ text: String) throws(BrokenProperty) -> Bool {
    guard let path = ArtifactPath(parsing: text) else { return false }
    try require(path.description.utf8.elementsEqual(text.utf8), "a path has two spellings")
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in parts {
        let part = String(decoding: Array(part), as: UTF8.self)
        try require(
            !["", ".", "..", ".git"].contains(part.lowercased()), "a path leaves its folder")
        try require(!part.hasPrefix("-"), "a part of a path begins like an option")
    }
    try require(isInert(text) && !text.utf8.contains(UInt8(ascii: "\\")), "a path misleads")
    if let folded = ArtifactPath(parsing: path.folded) {
        try require(folded.folded == path.folded, "folding a path again changes it")
    }
    return true
}

private func checkReference(_ text: String) throws(BrokenProperty) -> Bool {
    guard let reference = try? Reference(checking: text) else { return false }
    let again = try? Reference(checking: reference.description)
    try require(again == reference, "a reference is not what it says")
    return true
}

private func checkRef(_ text: String) throws(BrokenProperty) -> Bool {
    guard let ref = CatalogRef(parsing: text) else { return false }
    try require(isInert(text), "a ref has control characters in it")
    try require(ref.description.utf8.elementsEqual(text.utf8), "a ref has two names")
    return true
}

/// Whether nothing in it would act on a terminal or end a line.
func isInert(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
}
