import Glibc
import RegistryCore
import SystemPackage

/// A folder held open, so that whatever is done in it is done in this very folder, and never
/// through a symbolic link put in its place.
final class Folder: Sendable {
    let path: String
    private let descriptor: FileDescriptor

    private init(_ descriptor: FileDescriptor, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens the folder at `path`, which may be a symbolic link to one; an empty path is the
    /// working directory, as where a file is named without a folder.
    convenience init(at path: String) throws(StoreError) {
        let path = path.isEmpty ? "." : path
        let descriptor = try located(at: path) { () throws(Errno) in
            try FileDescriptor.workingFolder.open(path, O_RDONLY | O_DIRECTORY)
        }
        self.init(descriptor, path: path)
    }

    /// Opens the folder at `path`, after making it and all above it durably.
    convenience init(making path: String) throws(StoreError) {
        do {
            try self.init(at: path)
        } catch .noSuchFile {
            let whole = FilePath(path)
            guard let name = whole.lastComponent?.string else { throw .noSuchFile(path) }
            let parent = whole.removingLastComponent().string
            let made = try Folder(making: parent).makeFolder(name)
            self.init(try made.duplicate(), path: path)
        }
    }

    deinit { try? descriptor.close() }

    private func duplicate() throws(StoreError) -> FileDescriptor {
        try located(at: path) { () throws(Errno) in
            try descriptor.open(".", O_RDONLY | O_DIRECTORY)
        }
    }

    /// The path of what is called `name` here, for people to read.
    func path(of name: String) -> String {
        "\(path)/\(name)"
    }

    /// Opens a folder in this one; refuses a symbolic link.
    func folder(_ name: String) throws(StoreError) -> Folder {
        let opened = try located(at: path(of: name)) { () throws(Errno) in
            try descriptor.open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        }
        return Folder(opened, path: path(of: name))
    }

    /// Opens a folder in this one, after making it if it is not there: durably, unless nobody would
    /// miss it.
    func makeFolder(_ name: String, durably: Bool = true) throws(StoreError) -> Folder {
        do {
            return try folder(name)
        } catch .noSuchFile {
            do throws(Errno) {
                try descriptor.makeFolder(name)
            } catch .fileExists {
                return try folder(name)
            } catch {
                throw StoreError(error, at: path(of: name))
            }
            if durably { try sync() }
            return try folder(name)
        }
    }
}

extension Folder {
    /// Opens a regular file for reading; refuses a symbolic link and everything else.
    func file(_ name: String) throws(StoreError) -> OpenFile {
        try file(name, O_RDONLY | O_NONBLOCK)
    }

    /// Makes a file that was not there before.
    func makeFile(_ name: String, permissions: mode_t) throws(StoreError) -> OpenFile {
        try file(name, O_RDWR | O_CREAT | O_EXCL, permissions: permissions)
    }

    /// Opens a file to be written in place, after making it if it is not there.
    func fileToUpdate(_ name: String, permissions: mode_t) throws(StoreError) -> OpenFile {
        try file(name, O_RDWR | O_CREAT | O_NONBLOCK, permissions: permissions)
    }

    /// Opens or makes a file that is ours alone as long as it is open.
    ///
    /// - Throws: `busy` while somebody else has it.
    func lockedFile(
        _ name: String, permissions: mode_t, busy digest: Digest
    ) throws(StoreError) -> OpenFile {
        while true {
            let file = try fileToUpdate(name, permissions: permissions)
            guard try file.tryLock() else { throw .busy(digest) }
            // Before we had the lock, somebody may have removed it or given it another name.
            if try status(of: name)?.inode == file.status().inode { return file }
        }
    }

    private func file(
        _ name: String, _ flags: CInt, permissions: mode_t = 0
    ) throws(StoreError) -> OpenFile {
        let opened = try located(at: path(of: name)) { () throws(Errno) in
            try descriptor.open(name, flags | O_NOFOLLOW, permissions: permissions)
        }
        return try OpenFile(opened, path: path(of: name))
    }

    /// What stands at `name`, symbolic links not followed; `nil` for nothing.
    func status(of name: String) throws(StoreError) -> Stat? {
        do {
            return try Stat(FilePath(name), relativeTo: descriptor, flags: .symlinkNoFollow)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw StoreError(error, at: path(of: name))
        }
    }

    /// Whether its file system can be synced as a whole.
    func syncsAsAWhole() throws(StoreError) -> Bool {
        try located(at: path) { () throws(Errno) in try descriptor.syncsAsAWhole() }
    }

    /// Tells file systems apart.
    func device() throws(StoreError) -> DeviceID {
        try located(at: path) { () throws(Errno) in try Stat(descriptor).deviceID }
    }

    /// Moves a file, over whatever file is there, in one step.
    func rename(_ name: String, to folder: Folder, as other: String) throws(StoreError) {
        try located(at: folder.path(of: other)) { () throws(Errno) in
            try descriptor.rename(name, to: folder.descriptor, as: other)
        }
    }

    /// Removes a file; one that is not there is no error.
    func remove(_ name: String) throws(StoreError) {
        do {
            try descriptor.unlink(name)
        } catch .noSuchFileOrDirectory {
            return
        } catch {
            throw StoreError(error, at: path(of: name))
        }
    }

    /// All names here, in ascending order.
    func names() throws(StoreError) -> [String] {
        try located(at: path) { () throws(Errno) in try descriptor.names() }.sorted()
    }

    /// Makes what was renamed or made here survive a loss of power.
    func sync() throws(StoreError) {
        try located(at: path) { () throws(Errno) in try descriptor.sync() }
    }

    /// Makes whatever was done on its file system survive a loss of power.
    func syncFileSystem() throws(StoreError) {
        try located(at: path) { () throws(Errno) in try descriptor.syncFileSystem() }
    }

    /// Runs `body` while no other thread or process is in such a `body` for this folder.
    func locked<Answer>(
        _ body: () throws(StoreError) -> Answer
    ) throws(StoreError) -> Answer {
        try located(at: path) { () throws(Errno) in try descriptor.lock() }
        defer { descriptor.unlock() }
        return try body()
    }
}
