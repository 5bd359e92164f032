import Artifacts
import Git
import RegistryCore

/// Turns a fact from below into the sentence and the remedy that a person needs.
///
/// - Parameter what: What was being read or done, as the middle of a sentence.
func explain(_ error: GitError, _ what: String) -> RegistryError {
    switch error {
    case .notARepository(let path):
        RegistryError(
            .catalogMissing, "'\(path.printable)' is no Git repository, and so no catalog.",
            remedy: "Name one with -R <path or url>, or make one with `cairn init`.")
    case .unsupportedObjectFormat(let format):
        unsupported(
            "its object format is \(format.printable), and Cairn reads sha1 only",
            "Clone it with `git -c init.defaultObjectFormat=sha1`, or make it anew with "
                + "`cairn init`.")
    case .unsupportedRefStorage(let storage):
        unsupported(
            "it keeps its refs as \(storage.printable), and Cairn reads files only",
            "Run `git refs migrate --ref-format=files` in it.")
    case .partialClone(let remote):
        unsupported(
            "it is a partial clone of '\(remote.printable)', in which objects are missing",
            "Clone it again without --filter: `cairn clone <url>`.")
    case .unsupportedExtension(let name):
        unsupported(
            "it uses the extension '\(name.printable)', which Cairn does not know",
            "Clone it again with `cairn clone <url>`.")
    case .missing(let id):
        RegistryError(
            .corrupt, "The object \(id) is missing (\(what)).",
            remedy: "In a shallow clone run `git fetch --unshallow`; else run `git fsck`.")
    case .corrupt(let id), .malformed(let id):
        RegistryError(
            .corrupt, "The object \(id) is damaged (\(what)).",
            remedy: "Run `git fsck` and restore it from a clone.")
    case .wrongKind(let id, let found, let wanted):
        RegistryError(
            .treeRefused,
            "\(id) is a \(found.rawValue) where a \(wanted.rawValue) belongs (\(what)).",
            remedy: "Remake the commit or tag that names it.")
    case .tooLarge(let id, let size, let limit):
        RegistryError(
            .manifestTooLarge,
            "\(id) has \(ByteCount(Int64(size))), and \(ByteCount(Int64(limit))) is the most "
                + "(\(what)).",
            remedy: "Keep large files as artifacts: `cairn add`.")
    case .tooMany(let things, let limit):
        RegistryError(
            .tooMuch, "There are more than \(limit) \(things) (\(what)).",
            remedy: "Split it into smaller parts.")
    case .conflict(let reference):
        RegistryError(
            .conflict, "Somebody else moved \(reference) at the same moment.",
            remedy: "Fetch, look at what changed, and try again.")
    case .invalidReference(let name):
        RegistryError(
            .refRefused, "'\(name.printable)' is no ref name.", remedy: "Use a valid name.")
    case .invalidPath(let path), .invalidArgument(let path):
        RegistryError(
            .nameInvalid, "'\(path.printable)' can't be used here.",
            remedy: "Use a plain name that does not begin with '-'.")
    case .invalidMessage:
        RegistryError(
            .nameInvalid, "A message may not contain NUL bytes.", remedy: "Take them out.")
    case .programMissing:
        RegistryError(
            .toolMissing, "There is no program `git` on the PATH.",
            remedy: "Install git 2.39 or later.")
    case .notRun(let command, let reason):
        RegistryError(
            .toolMissing, "`\(command.printable)` could not be run: \(reason.printable)",
            remedy: "See whether git works in this folder.")
    case .failed(let command, _, let message):
        RegistryError(
            .unreachable, "`\(command.printable)` failed: \(message.oneLine)",
            remedy: "Run the command by hand to see more.")
    case .library(_, _, let message):
        RegistryError(
            .internal, "libgit2 failed (\(what)): \(message.printable)",
            remedy: "Run `git fsck`; if it is clean, report this as a bug of Cairn.")
    }
}

private func unsupported(_ why: String, _ remedy: String) -> RegistryError {
    RegistryError(
        .catalogUnsupported, "This repository can't be used: \(why).", remedy: remedy)
}

extension String {
    /// The text with a full stop, unless it ends a sentence already.
    var endingSentence: String {
        hasSuffix("?") || hasSuffix(".") ? self : self + "."
    }

    /// The text on one line, for the middle of a message.
    var oneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " / ").printable
    }
}

extension RegistryError {
    /// The error that was thrown, where the compiler lost its type on the way.
    init(any error: any Error) {
        self =
            error as? RegistryError
            ?? RegistryError(
                .internal, "Something unforeseen went wrong: \(error).",
                remedy: "Report this as a bug of Cairn.")
    }
}

/// Turns a store's fact into the sentence and the remedy that a person needs.
func explain(_ error: StoreError) -> RegistryError {
    switch error {
    case .missing(let digest):
        RegistryError(
            .artifactMissing, "The store does not have \(digest).",
            remedy: "Ask whoever registered it to run `cairn upload`.")
    case .corrupt(let expected, let actual):
        RegistryError(
            .corrupt,
            "The bytes of \(expected) are not what they should be: they hash to \(actual).",
            remedy: "Run `cairn store verify`, and upload the artifact again.")
    case .damaged(let digest):
        RegistryError(
            .corrupt, "The store has found the bytes of \(digest) damaged.",
            remedy: "Run `cairn add` on the file again where it still is, and `cairn upload`.")
    case .wrongSize(let digest, let expected, let actual):
        RegistryError(
            .corrupt, "\(digest) should have \(expected) bytes and has \(actual).",
            remedy: "Run `cairn store verify`, and upload the artifact again.")
    case .outOfRange(let digest, let size):
        RegistryError(
            .usage, "The range lies outside of \(digest), which has \(size) bytes.",
            remedy: "Ask for bytes within it.")
    case .tooLarge(let digest, let size, let limit):
        RegistryError(
            .artifactTooLarge, "\(digest) has \(size) bytes, more than the \(limit) taken here.",
            remedy: "Fetch it into a file with `cairn fetch`.")
    case .noSuchFile(let path):
        RegistryError(
            .fileMissing, "There is no '\(path.printable)'.", remedy: "Name a file that exists.")
    case .wrongFileType(let path):
        RegistryError(
            .fileMissing, "'\(path.printable)' is not a regular file or folder as needed here.",
            remedy: "Name a regular file.")
    case .changedWhileReading(let path):
        RegistryError(
            .conflict, "'\(path.printable)' changed while it was read.",
            remedy: "Wait until whatever writes it is done, then try again.")
    case .diskFull(let path):
        RegistryError(
            .storageFull, "There is no space left for '\(path.printable)'.",
            remedy: "Make room, then run the command again; nothing was half written.")
    case .readOnly(let path), .noPermission(let path):
        RegistryError(
            .storageFailed, "'\(path.printable)' may not be written or read by this account.",
            remedy: "Mend its permissions, or use the account that owns the registry.")
    case .failed(let path, let errno):
        RegistryError(
            .storageFailed, "'\(path.printable)' failed: \(errno).",
            remedy: "Look at the system's log for that disk.")
    case .unavailable(let place, let reason):
        RegistryError(
            .unreachable, "The store \(place.printable) can't be used: \(reason.oneLine).",
            remedy: "Run the command again; what was sent before is not sent twice.")
    case .busy(let digest):
        RegistryError(
            .busy, "Somebody else is bringing \(digest) just now.",
            remedy: "Run the command again in a moment; what was sent before is not sent twice.")
    case .denied(let place, let reason):
        RegistryError(
            .unreachable, "The store \(place.printable) refuses: \(reason.oneLine).",
            remedy: place.hasPrefix("s3:")
                ? "See who you are there with `aws sts get-caller-identity`, and which "
                    + "AWS_PROFILE is set."
                : "See which password `git credential fill` gives for it, and what it lets you do.")
    case .interrupted:
        RegistryError(.storageFailed, "It was interrupted.", remedy: "Run the command again.")
    }
}
