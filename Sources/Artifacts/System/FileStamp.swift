import Glibc
import SystemPackage

/// What tells whether a file is still the one seen before: nobody writes to a file and leaves all
/// three as they were, unless on purpose.
struct FileStamp: Hashable, Sendable {
    let inode: UInt64
    /// In bytes.
    let size: Int64
    /// In nanoseconds since 1970.
    let modified: Int64

    init(_ status: Stat) {
        inode = UInt64(status.inode.rawValue)
        size = status.size
        modified = nanoseconds(status.st_mtim)
    }

    /// Reads what `text` wrote, and nothing else.
    init?(parsing text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let inode = UInt64(words[0]), let size = Int64(words[1]),
            let modified = Int64(words[2])
        else { return nil }
        self.inode = inode
        self.size = size
        self.modified = modified
    }

    /// The three numbers with a space between them.
    var text: String {
        "\(inode) \(size) \(modified)"
    }
}

/// A time of the file system in nanoseconds since 1970, which lasts until 2262.
func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
