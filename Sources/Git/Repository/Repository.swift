import CGit
import Cryptography

/// One Git repository on disk, read and written through libgit2.
///
/// A handle for one thread at a time, so not `Sendable`: open one where it is needed, or put an
/// actor around it. Nothing here moves a ref; that is `GitProgram.commitRefs`.
@safe
package struct Repository: ~Copyable {
    let handle: Handle
    let database: Handle
    let memory = ObjectMemory()
    let namer = ObjectNamer()
    /// Whether objects are read as git reads them, with zlib's checksum alone to tell damage, and
    /// not hashed again.
    package let isTrusted: Bool

    /// Opens exactly the Git directory or work tree at `path`, without a search upwards.
    ///
    /// Like every way to open one, it refuses a repository that libgit2 would misread: SHA-256
    /// names, refs not in files, partial clones, unknown extensions.
    package init(opening path: String) throws(GitError) {
        try self.init(path, GIT_REPOSITORY_OPEN_NO_SEARCH)
    }

    /// Opens a partial clone in which all that is going to be read is known to be: libgit2 fetches
    /// nothing, and to it an object that was left out is missing.
    package init(openingPartial path: String) throws(GitError) {
        try self.init(path, GIT_REPOSITORY_OPEN_NO_SEARCH, mayBePartial: true)
    }

    /// Opens the repository that `path` lies in, searching upwards as `git` does.
    ///
    /// - Parameters:
    ///   - isTrusted: For reading millions of objects of which nothing but a cache is made.
    ///   - reader: Those that read side by side in one process, each with a number of its own, have
    ///     packs of their own and don't wait for one another.
    package init(
        discovering path: String, isTrusted: Bool = false, reader: Int = 0
    ) throws(GitError) {
        try self.init(
            path, git_repository_open_flag_t(rawValue: 0), isTrusted: isTrusted, reader: reader)
    }

    /// Opens what the process's `GIT_DIR` and its companions name, as a hook must.
    ///
    /// Inside `pre-receive` the pushed objects lie in a quarantine that only
    /// `GIT_OBJECT_DIRECTORY` reveals (githooks(5)), and what is written here lands there too.
    package init(fromEnvironment: Void) throws(GitError) {
        try self.init(nil, GIT_REPOSITORY_OPEN_FROM_ENV)
    }

    private init(
        _ path: String?, _ flags: git_repository_open_flag_t, mayBePartial: Bool = false,
        isTrusted: Bool = false, reader: Int = 0
    ) throws(GitError) {
        self.isTrusted = isTrusted
        Libgit2.ready
        let handle = try openRepository(path, flags)
        let settings = try Settings(of: handle)
        try refuseUnsupported(settings)
        if !mayBePartial { try refusePartial(settings) }
        if reader > 0 { try givePacks(of: reader, to: handle) }
        database = try unsafe Handle(freedBy: git_odb_free) { odb in
            unsafe handle.use { unsafe git_repository_odb(&odb, $0) }
        }
        self.handle = handle
    }
}

extension Repository {
    /// The absolute path of the Git directory, without a slash at its end.
    package var gitDirectory: String {
        unsafe handle.use { unsafe folder(git_repository_path($0)) } ?? ""
    }

    /// The absolute path of the Git directory that linked work trees share; else `gitDirectory`.
    package var commonDirectory: String {
        unsafe handle.use { unsafe folder(git_repository_commondir($0)) } ?? gitDirectory
    }

    /// The absolute path of the work tree, without a slash at its end; `nil` if bare.
    package var workTree: String? {
        unsafe handle.use { unsafe folder(git_repository_workdir($0)) }
    }

    /// Whether the repository has no work tree.
    package var isBare: Bool {
        unsafe handle.use { unsafe git_repository_is_bare($0) == 1 }
    }

    /// Whether history was cut off when it was cloned (`--depth`).
    package var isShallow: Bool {
        unsafe handle.use { unsafe git_repository_is_shallow($0) == 1 }
    }

    private func folder(_ path: UnsafePointer<CChar>?) -> String? {
        guard let path = unsafe path else { return nil }
        let text = unsafe String(cString: path)
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
