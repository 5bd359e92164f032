import CLinux
import Glibc
import SystemPackage

/// The system calls that swift-system lacks or hands out as raw pointers: all `unsafe` code of the
/// store, so that the rest of it need not be read for that.
extension FileDescriptor {
    /// Stands for the working directory where a call wants a folder.
    static let workingFolder = FileDescriptor(rawValue: AT_FDCWD)

    /// `openat(2)`, always close-on-exec.
    func open(
        _ name: String, _ flags: CInt, permissions: mode_t = 0
    ) throws(Errno) -> FileDescriptor {
        let opened = try retrying {
            unsafe openat(rawValue, name, flags | O_CLOEXEC, permissions)
        }
        return FileDescriptor(rawValue: opened)
    }

    /// `mkdirat(2)`, with the permissions that the umask leaves.
    func makeFolder(_ name: String) throws(Errno) {
        try retrying { unsafe mkdirat(rawValue, name, 0o777) }
    }

    /// `renameat(2)`: replaces what is there in one step.
    func rename(_ name: String, to folder: FileDescriptor, as other: String) throws(Errno) {
        try retrying { unsafe renameat(rawValue, name, folder.rawValue, other) }
    }

    /// `unlinkat(2)` of anything but a folder.
    func unlink(_ name: String) throws(Errno) {
        try retrying { unsafe unlinkat(rawValue, name, 0) }
    }

    /// One `pread(2)` into `bytes`; the number of bytes read, zero only at the end.
    func read(into bytes: inout [UInt8], atMost count: Int, at offset: Int64) throws(Errno) -> Int {
        try retrying {
            unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.pread(
                    rawValue, buffer.baseAddress, min(count, buffer.count), off_t(offset))
            }
        }
    }

    /// The names in this folder, in no order, without `.` and `..`.
    func names() throws(Errno) -> [String] {
        let listing = try open(".", O_RDONLY | O_DIRECTORY)
        guard let stream = unsafe fdopendir(listing.rawValue) else {
            let error = Errno(rawValue: errno)
            try? listing.close()
            throw error
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names.filter { $0 != "." && $0 != ".." }
    }
}

extension FileDescriptor {
    /// `fsync(2)`. A file system that knows no such thing has kept all it can.
    func sync() throws(Errno) {
        do {
            try retrying { fsync(rawValue) }
        } catch .invalidArgument, .notSupported {
            return
        }
    }

    /// `syncfs(2)` of the file system that this lies on: all that was written there before is on
    /// the disk, or, since Linux 5.8, an error.
    func syncFileSystem() throws(Errno) {
        try retrying { syncfs(rawValue) }
    }

    /// Whether `syncFileSystem` does what it says: FUSE takes it for done and tells nobody, as a
    /// rule (fs/fuse/inode.c, `fuse_sync_fs`).
    func syncsAsAWhole() throws(Errno) -> Bool {
        var status = statfs()
        try retrying { unsafe fstatfs(rawValue, &status) }
        return status.f_type != 0x6573_5546
    }

    /// How many bytes there is room for on the file system that this lies on (`fstatvfs(3)`);
    /// `nil` where that says nothing, as over some networks.
    func room() throws(Errno) -> Int64? {
        var status = statvfs()
        try retrying { unsafe fstatvfs(rawValue, &status) }
        guard status.f_blocks > 0 else { return nil }
        let (bytes, isMore) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: status.f_frsize))
        return isMore ? .max : bytes
    }

    /// Begins to write a part of the file to the disk, and waits for nothing. That is what Linux
    /// makes of this advice while the pages are dirty; `sync_file_range(2)`, made for it, is hidden
    /// from Swift behind `_GNU_SOURCE`.
    func startWriteback(from offset: Int64, count: Int64) {
        _ = posix_fadvise(rawValue, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
    }

    /// `flock(2)`, exclusive: waits for whoever has the lock, in this process or another.
    func lock() throws(Errno) {
        try retrying { flock(rawValue, LOCK_EX) }
    }

    /// `flock(2)`, exclusive; false while somebody else has the lock.
    func tryLock() throws(Errno) -> Bool {
        do {
            try retrying { flock(rawValue, LOCK_EX | LOCK_NB) }
            return true
        } catch .wouldBlock {
            return false
        }
    }

    /// Gives the lock back; the end of the process would do so too.
    func unlock() {
        _ = flock(rawValue, LOCK_UN)
    }

    /// `fchmod(2)`.
    func setPermissions(_ permissions: mode_t) throws(Errno) {
        try retrying { fchmod(rawValue, permissions) }
    }

    /// Makes this empty file share all blocks of `other` until one of them is written to
    /// (`ioctl_ficlone(2)`); false where the file system cannot.
    func clone(_ other: FileDescriptor) -> Bool {
        let ficlone: UInt = 0x4004_9409
        return ioctl(rawValue, ficlone, other.rawValue) == 0
    }

    /// Runs a call again while signals interrupt it.
    @discardableResult
    private func retrying<Answer: SignedInteger>(_ call: () -> Answer) throws(Errno) -> Answer {
        while true {
            let answer = call()
            guard answer < 0 else { return answer }
            let error = Errno(rawValue: errno)
            guard error == .interrupted else { throw error }
        }
    }
}
