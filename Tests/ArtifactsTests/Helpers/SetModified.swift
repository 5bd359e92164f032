import Glibc
import SystemPackage

/// Gives a file the time of writing that it had before.
func setModified(_ path: String, _ before: Stat) throws {
    let times = [before.st_atim, before.st_mtim]
    guard unsafe utimensat(AT_FDCWD, path, times, 0) == 0 else { throw Errno(rawValue: errno) }
}
