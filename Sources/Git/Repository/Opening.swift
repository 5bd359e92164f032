import CGit

/// Opens with libgit2, and turns its answer into one of our facts.
func openRepository(
    _ path: String?, _ flags: git_repository_open_flag_t
) throws(GitError) -> Handle {
    let isReadable = path.map { !$0.isEmpty && !$0.utf8.contains(0) } ?? true
    guard isReadable else { throw .notARepository(path: path ?? "") }
    do throws(GitError) {
        return try unsafe Handle(freedBy: git_repository_free) { repository in
            unsafe git_repository_open_ext(&repository, path, flags.rawValue, nil)
        }
    } catch {
        throw opening(path, failedWith: error)
    }
}

private func opening(_ path: String?, failedWith error: GitError) -> GitError {
    guard case .library(let code, _, let message) = error else { return error }
    guard code != Int(GIT_ENOTFOUND.rawValue) else { return .notARepository(path: path ?? ".") }
    let prefix = "unsupported extension name extensions."
    guard message.hasPrefix(prefix) else { return error }
    return .unsupportedExtension(String(message.dropFirst(prefix.count)))
}

/// Throws if libgit2 opened what it cannot read right, whatever `core.repositoryformatversion`
/// says.
func refuseUnsupported(_ settings: borrowing Settings) throws(GitError) {
    if let format = try settings["extensions.objectformat"], format.lowercased() != "sha1" {
        throw .unsupportedObjectFormat(format)
    }
    if let storage = try settings["extensions.refstorage"], storage.lowercased() != "files" {
        throw .unsupportedRefStorage(storage)
    }
}

/// Throws for a partial clone, where a wrong "object is missing" costs more than a refusal.
///
/// Asked of the configuration whatever `core.repositoryformatversion` says: `git` itself honours
/// `extensions.partialClone` under version 0.
func refusePartial(_ settings: borrowing Settings) throws(GitError) {
    if let remote = try settings["extensions.partialclone"] {
        throw .partialClone(remote: remote)
    }
    if let remote = try settings.promisor() {
        throw .partialClone(remote: remote)
    }
}

/// Has a repository open its packs anew, under a spelling of their folder that is this reader's.
///
/// libgit2 keeps one open pack for each path (`git_mwindow_get_pack`), and a lock that every look
/// into it takes: two readers of one pack spent a sixth of their time waiting.
func givePacks(of reader: Int, to repository: borrowing Handle) throws(GitError) {
    guard let directory = unsafe repository.use({ unsafe git_repository_commondir($0) }) else {
        return
    }
    let objects =
        unsafe String(cString: directory) + "objects" + String(repeating: "/.", count: reader)
    let database = try unsafe Handle(freedBy: git_odb_free) { odb in
        unsafe git_odb_open(&odb, objects)
    }
    try check(
        unsafe repository.use { repository in
            unsafe database.use { unsafe git_repository_set_odb(repository, $0) }
        })
}
