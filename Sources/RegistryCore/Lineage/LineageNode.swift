/// Something that a version was made from, or that was made from it, and so on from there.
package struct LineageNode: Hashable, Sendable {
    package let subject: LineageSubject
    /// How the two belong together: the role of a data set, or `base`.
    package let role: String?
    /// The version of a data set, as the record has it.
    package var edition: String?
    /// `sha256:…` of a data set, as the record has it.
    package var digest: String?
    /// In the order of the records that say so.
    package var next: [LineageNode] = []
    /// Whether it stands elsewhere in the tree as well, and there with what comes next.
    package var isRepeated = false

    package init(
        _ subject: LineageSubject, role: String?, edition: String? = nil, digest: String? = nil
    ) {
        self.subject = subject
        self.role = role
        self.edition = edition
        self.digest = digest
    }
}
