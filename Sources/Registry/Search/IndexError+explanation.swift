import RegistryCore
import SearchIndex

extension IndexError {
    /// Whether the file is of no more use.
    var wantsRebuild: Bool {
        switch self {
        case .missing, .otherFormat, .damaged: true
        case .busy, .interrupted, .disk, .library: false
        }
    }
}

/// Turns what SQLite said of the index into the sentence and the remedy that a person needs.
func explain(_ error: IndexError) -> RegistryError {
    switch error {
    case .missing, .otherFormat, .damaged:
        RegistryError(
            .corrupt, "The search index can't be read.",
            remedy: "Run `cairn index rebuild`: it is made from Git, and nothing is lost.")
    case .busy:
        RegistryError(
            .conflict, "Somebody else has been writing to the search index for seconds.",
            remedy: "Try again.")
    case .interrupted:
        RegistryError(
            .tooMuch, "The search took longer than it may.",
            remedy: "Ask for less: name a model, a stage or a metric.")
    case .disk(let reason):
        RegistryError(
            .storageFailed, "The search index can't be written: \(reason.printable)",
            remedy: "See whether the disk is full, and who owns the registry's folder.")
    case .library(let reason):
        RegistryError(
            .internal, "SQLite failed: \(reason.printable)",
            remedy: "Run `cairn index rebuild`; if that fails, too, report this as a bug of Cairn.")
    }
}
