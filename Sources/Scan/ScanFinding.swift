/// One reason not to trust a file.
package struct ScanFinding: Hashable, Sendable, Codable {
    package let code: ScanCode
    /// Where inside the file, such as `archive/data.pkl`; `nil` for the file itself.
    package let member: String?
    /// What is wrong, as one sentence.
    package let sentence: String

    init(_ code: ScanCode, in member: String?, _ sentence: String) {
        self.code = code
        self.member = member
        self.sentence = sentence
    }
}

/// What kind of reason it is, by its short name: a promise to programs.
package enum ScanCode: String, Hashable, Sendable, Codable, CaseIterable {
    /// A pickle imports what is not known to be harmless.
    case pickleImport = "pickle-import"
    /// A pickle's imports can't be told without running it.
    case pickleUnclear = "pickle-unclear"
    /// What should be a pickle is none.
    case pickleMalformed = "pickle-malformed"
    /// A program or a script.
    case executable
    /// An archive that two readers could take for two things, or none can read.
    case archiveMalformed = "archive-malformed"
    /// A member's name leads out of the folder it is unpacked to.
    case archivePath = "archive-path"
    case archiveLink = "archive-link"
    case archiveDuplicate = "archive-duplicate"
    /// It would become far larger than it is, or has far too many members.
    case archiveBomb = "archive-bomb"
    /// An archive inside an archive that can't be looked into.
    case archiveNested = "archive-nested"
    case safetensorsMalformed = "safetensors-malformed"
    case ggufMalformed = "gguf-malformed"
    case onnxMalformed = "onnx-malformed"
}
