import FoundationEssentials
import SystemPackage

/// Small files of the machine, read for what they say of it; what can't be read says nothing.
enum HostFile {
    /// The most bytes such a file may have.
    private static let longest = 1 << 20

    /// The names in a folder, in order; none where there is no such folder.
    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// The lines of a file; none where there is no such file, or a huge one.
    static func lines(of path: String) -> [Substring] {
        // Files under /proc have a size of nothing and text nevertheless.
        guard let status = try? Stat(FilePath(path), followTargetSymlink: true),
            status.size <= longest,
            let data = FileManager.default.contents(atPath: path)
        else { return [] }
        return String(decoding: data, as: UTF8.self)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
}
