package import RegistryCore

/// What can go wrong between us and Git: facts only; the layer above writes the sentences.
package enum GitError: Error, Equatable {
    // Opening
    /// No repository at `path`, or at any folder above it where the search went upwards.
    case notARepository(path: String)
    /// The repository names its objects by another hash than SHA-1, such as `sha256`.
    case unsupportedObjectFormat(String)
    /// The repository keeps its refs in another way than files, such as `reftable`.
    case unsupportedRefStorage(String)
    /// Objects are absent by intent, to be fetched from `remote` when read.
    case partialClone(remote: String)
    /// The repository demands an `extensions.<name>` that libgit2 does not know.
    case unsupportedExtension(String)

    // Objects
    /// No such object.
    case missing(ObjectID)
    /// The object is there, but its bytes do not inflate or do not have its name.
    case corrupt(ObjectID)
    /// The object's bytes are not what an object of its kind looks like.
    case malformed(ObjectID)
    /// The object is a `found`, where only a `wanted` makes sense.
    case wrongKind(ObjectID, found: ObjectKind, wanted: ObjectKind)
    /// The object inflates to `size` bytes, and the caller takes at most `limit`.
    case tooLarge(ObjectID, size: Int, limit: Int)
    /// More of something than the caller takes.
    case tooMany(GitLimit, limit: Int)
    /// Not a path inside a tree: empty, absolute, or with a component Git does not store.
    case invalidPath(String)
    /// A message with a NUL byte, which Git does not store.
    case invalidMessage

    // Refs
    /// Not a full ref name (`git check-ref-format`).
    case invalidReference(String)
    /// Somebody else moved, made, removed or holds the ref, or another ref's name is in its way.
    case conflict(reference: String)

    // The program
    /// A value that `git` could take for an option, or could not take at all.
    case invalidArgument(String)
    /// There is no `git` on the `PATH`.
    case programMissing
    /// `git` could not be started, fed or read.
    case notRun(command: String, reason: String)
    /// `git` ended with `status`; `message` is the end of what it said.
    case failed(command: String, status: Int32, message: String)

    // The library
    /// libgit2 refused: its return code, its error class (`git2/errors.h`) and its words.
    case library(code: Int, class: Int, message: String)
}
