import FoundationEssentials
import SystemPackage

extension Folder {
    /// Removes `name`, which lies where files are written, unless somebody is still writing it.
    ///
    /// - Returns: Whether it goes, or would go but for `dryRun`.
    /// - Parameter deadline: What can be gone on with stays if it was written to after this.
    func removeAbandoned(
        _ name: String, before deadline: Date, dryRun: Bool
    ) throws(StoreError) -> Bool {
        let file: OpenFile
        do { file = try self.file(name) } catch .noSuchFile, .wrongFileType {
            return false
        }
        guard try file.tryLock() else { return false }
        if name.hasPrefix(PartialFile.prefix), try Date(file.status().st_mtim) >= deadline {
            return false
        }
        if !dryRun { try remove(name) }
        return true
    }
}

/// Removes from a folder what `writeDurably` had begun when its process died.
///
/// - Returns: The paths of what went, or would go but for `dryRun`.
package func removeAbandonedFiles(
    in path: String, dryRun: Bool
) throws(StoreError) -> [String] {
    guard let folder = try Folder(ifPresent: path) else { return [] }
    var removed: [String] = []
    for name in try folder.names() where name.hasPrefix(StagedFile.prefix) {
        guard
            try folder.removeAbandoned(
                name, before: .distantFuture, dryRun: dryRun)
        else { continue }
        removed.append(folder.path(of: name))
    }
    return removed
}
