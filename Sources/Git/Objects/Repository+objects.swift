import CGit
import Cryptography
package import RegistryCore

extension Repository {
    /// Kind and size of an object, without inflating it; `nil` if there is none.
    package func header(of id: ObjectID) throws(GitError) -> ObjectHeader? {
        try database.header(of: id)
    }

    /// The bytes of a blob of at most `limit` bytes.
    package func blob(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8] {
        try bytes(of: id, as: .blob, limit: limit)
    }

    /// An object exactly as stored, of at most `limit` bytes: what a signature was made over.
    package func rawObject(
        _ id: ObjectID, limit: Int
    ) throws(GitError) -> (kind: ObjectKind, bytes: [UInt8]) {
        guard let header = try header(of: id) else { throw .missing(id) }
        return (header.kind, try inflate(id, header, limit: limit))
    }

    /// Keeps `bytes` as a blob and returns its name.
    package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
        try write(bytes, as: .blob)
    }

    /// The bytes of an object of one kind and at most `limit` bytes.
    ///
    /// Of a blob, kind and size are known from the header, so a hostile one is refused before it
    /// inflates. Git has read every commit, tag and tree whole before it let it in, and looking for
    /// the header of one that is stored as a difference costs half of what reading it does.
    func bytes(of id: ObjectID, as kind: ObjectKind, limit: Int) throws(GitError) -> [UInt8] {
        if kind == .blob { return try inflate(id, require(id, is: kind), limit: limit) }
        let object: (header: ObjectHeader, bytes: [UInt8])
        do throws(GitError) { object = try inflate(id) } catch {
            try require(id, is: kind)
            throw error
        }
        guard object.header.kind == kind else {
            throw .wrongKind(id, found: object.header.kind, wanted: kind)
        }
        guard object.header.size <= limit else {
            throw .tooLarge(id, size: object.header.size, limit: limit)
        }
        return object.bytes
    }

    /// Throws unless there is such an object, and it is of that kind.
    @discardableResult
    func require(_ id: ObjectID, is kind: ObjectKind) throws(GitError) -> ObjectHeader {
        guard let header = try header(of: id) else { throw .missing(id) }
        guard header.kind == kind else {
            throw .wrongKind(id, found: header.kind, wanted: kind)
        }
        return header
    }

    func write(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
        var name = git_oid()
        try unsafe check(
            database.use { unsafe git_odb_write(&name, $0, bytes, bytes.count, kind.type) })
        return ObjectID(name)
    }

    private func inflate(
        _ id: ObjectID, _ header: ObjectHeader, limit: Int
    ) throws(GitError) -> [UInt8] {
        guard header.size <= limit else {
            throw .tooLarge(id, size: header.size, limit: limit)
        }
        return try inflate(id).bytes
    }

    /// Reads the whole object, and holds it to its name.
    private func inflate(
        _ id: ObjectID
    ) throws(GitError) -> (header: ObjectHeader, bytes: [UInt8]) {
        var name = git_oid(id)
        do throws(GitError) {
            let object = try unsafe Handle(freedBy: git_odb_object_free) { object in
                unsafe database.use { unsafe git_odb_read(&object, $0, &name) }
            }
            let (kind, bytes) = unsafe object.use { object in
                let start = unsafe git_odb_object_data(object)
                let count = unsafe git_odb_object_size(object)
                return unsafe (
                    ObjectKind(git_odb_object_type(object)),
                    Array(UnsafeRawBufferPointer(start: start, count: count))
                )
            }
            guard let kind else { throw .malformed(id) }
            guard isTrusted || namer.name(of: bytes, kind: kind.rawValue) == id else {
                throw .corrupt(id)
            }
            return (ObjectHeader(kind: kind, size: bytes.count), bytes)
        } catch {
            throw reading(id, failedWith: error)
        }
    }
}
