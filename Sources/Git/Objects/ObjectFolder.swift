import CGit
package import RegistryCore

/// A folder of objects by itself, such as the quarantine that holds what a push brought.
package struct ObjectFolder: ~Copyable {
    private let database: Handle

    /// Opens the folder at `path`, and what its own `info/alternates` name; of those that git's
    /// variables name it knows nothing.
    package init(opening path: String) throws(GitError) {
        Libgit2.ready
        database = try unsafe Handle(freedBy: git_odb_free) { unsafe git_odb_open(&$0, path) }
    }

    /// The names of the objects, in no order, and one more than `limit` at the most; some stand
    /// there twice if two packs have them.
    package func objects(limit: Int) throws(GitError) -> [ObjectID] {
        var listing = Listing(limit: limit)
        try unsafe withUnsafeMutablePointer(to: &listing) { listing throws(GitError) in
            try unsafe check(
                database.use { database in
                    unsafe git_odb_foreach(
                        database,
                        { id, listing in
                            guard let id = unsafe id, let listing = unsafe listing else { return 0 }
                            return unsafe listing.assumingMemoryBound(to: Listing.self).pointee
                                .take(ObjectID(id.pointee))
                        }, listing)
                })
        }
        return listing.ids
    }

    private struct Listing {
        let limit: Int
        var ids: [ObjectID] = []

        /// Whether libgit2 is to stop.
        mutating func take(_ id: ObjectID) -> CInt {
            ids.append(id)
            return ids.count > limit ? 1 : 0
        }
    }

    /// Kind and size of an object, without inflating it.
    package func header(of id: ObjectID) throws(GitError) -> ObjectHeader {
        guard let header = try database.header(of: id) else { throw .missing(id) }
        return header
    }
}

extension Handle {
    /// Kind and size of an object of this database, without inflating it; `nil` if there is none.
    borrowing func header(of id: ObjectID) throws(GitError) -> ObjectHeader? {
        var name = git_oid(id)
        var size = 0
        var type = GIT_OBJECT_INVALID
        do throws(GitError) {
            let code = unsafe use { unsafe git_odb_read_header(&size, &type, $0, &name) }
            guard try found(code) else { return nil }
        } catch {
            throw reading(id, failedWith: error)
        }
        guard let kind = ObjectKind(type) else { throw .malformed(id) }
        return ObjectHeader(kind: kind, size: size)
    }
}

/// Tells bytes that are wrong from a disk that cannot be read.
func reading(_ id: ObjectID, failedWith error: GitError) -> GitError {
    guard case .library(let code, let kind, _) = error else { return error }
    let damage = [GIT_ERROR_ZLIB, GIT_ERROR_ODB, GIT_ERROR_OBJECT].map { Int($0.rawValue) }
    let isDamage = code == Int(GIT_EMISMATCH.rawValue) || damage.contains(kind)
    return isDamage ? .corrupt(id) : error
}
