import Glibc
import SystemPackage

/// An open regular file, closed when nobody uses it any more.
///
/// A class, because the task that reads and the task that writes hold it at the same time.
final class OpenFile: Sendable {
    let path: String
    private let descriptor: FileDescriptor

    /// How many bytes are written before they are sent to the disk.
    private static let stride: Int64 = 8 << 20

    /// Takes over a descriptor and closes it, too, if it is not of a regular file.
    init(_ descriptor: FileDescriptor, path: String) throws(StoreError) {
        self.descriptor = descriptor
        self.path = path
        guard try status().type == .regular else { throw .wrongFileType(path) }
    }

    /// Opens a file of the user's, through any symbolic link.
    convenience init(reading path: String) throws(StoreError) {
        // Without O_NONBLOCK a named pipe would hold us until somebody writes to it.
        let descriptor = try located(at: path) { () throws(Errno) in
            try FileDescriptor.workingFolder.open(path, O_RDONLY | O_NONBLOCK)
        }
        try self.init(descriptor, path: path)
    }

    deinit {
        // Closing alone would leave a lock, if there is one, to a process that is being started
        // right now: it has the file, too, until it becomes another program.
        descriptor.unlock()
        try? descriptor.close()
    }

    func status() throws(StoreError) -> Stat {
        try located(at: path) { () throws(Errno) in try Stat(descriptor) }
    }

    func stamp() throws(StoreError) -> FileStamp {
        FileStamp(try status())
    }

    /// Fills `chunk` from `offset` on; it is empty only at the end.
    func read(
        into chunk: inout Chunk, at offset: Int64, atMost limit: Int64 = .max
    ) throws(StoreError) {
        chunk.count = try located(at: path) { () throws(Errno) in
            let count = Int(clamping: limit)
            return try descriptor.read(into: &chunk.bytes, atMost: count, at: offset)
        }
    }

    /// Writes `chunk` after all that was written before, and now and then starts that on its way
    /// to the disk, so that little is left to wait for in `sync`.
    func write(_ chunk: Chunk) throws(StoreError) {
        try write(chunk.filled)
        let start = chunk.offset / Self.stride * Self.stride
        guard chunk.offset + Int64(chunk.count) >= start + Self.stride else { return }
        descriptor.startWriteback(from: start, count: Self.stride)
    }

    /// Writes `bytes` after all that was written before.
    func write(_ bytes: some Sequence<UInt8>) throws(StoreError) {
        do {
            try descriptor.writeAll(bytes)
        } catch {
            throw StoreError(error as? Errno ?? .ioError, at: path)
        }
    }

    /// Writes `bytes` where they belong, whatever lies around it.
    func write(_ bytes: some Sequence<UInt8>, at offset: Int64) throws(StoreError) {
        do {
            try descriptor.writeAll(toAbsoluteOffset: offset, bytes)
        } catch {
            throw StoreError(error as? Errno ?? .ioError, at: path)
        }
    }

    /// Makes the file so many bytes long; what is new of it are zeros that take no room.
    func resize(to size: Int64) throws(StoreError) {
        do {
            try descriptor.resize(to: size)
        } catch {
            throw StoreError(error as? Errno ?? .ioError, at: path)
        }
    }

    /// Throws `diskFull` unless all of the file that takes no room yet can come to take some.
    func requireRoom() throws(StoreError) {
        try located(at: path) { () throws(Errno) in
            let status = try Stat(descriptor)
            guard let room = try descriptor.room() else { return }
            if status.size - status.sizeAllocated > room { throw .noSpace }
        }
    }

    /// Begins to write a part of the file to the disk, and waits for nothing.
    func startWriteback(from offset: Int64, count: Int64) {
        descriptor.startWriteback(from: offset, count: count)
    }

    /// Shares the blocks of `other`; false where the file system cannot, and nothing is changed.
    func clone(_ other: OpenFile) -> Bool {
        descriptor.clone(other.descriptor)
    }

    func setPermissions(_ permissions: mode_t) throws(StoreError) {
        try located(at: path) { () throws(Errno) in try descriptor.setPermissions(permissions) }
    }

    /// Waits for the file's lock, and keeps it until the file is closed.
    func lock() throws(StoreError) {
        try located(at: path) { () throws(Errno) in try descriptor.lock() }
    }

    /// Takes the file's lock; false while somebody else has it.
    func tryLock() throws(StoreError) -> Bool {
        try located(at: path) { () throws(Errno) in try descriptor.tryLock() }
    }

    func sync() throws(StoreError) {
        try located(at: path) { () throws(Errno) in try descriptor.sync() }
    }
}
