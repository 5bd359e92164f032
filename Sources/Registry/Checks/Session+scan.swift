import Artifacts
import FoundationEssentials
package import RegistryCore
import Scan

extension Session {
    /// Looks at files, and at all files below folders, as the check `scan` will once they are
    /// artifacts.
    ///
    /// - Parameter paths: As they were typed; findings name files so.
    package func scan(_ paths: [String]) async throws(RegistryError) -> ScanReport {
        var report = ScanReport()
        var files: [String] = []
        for path in paths { files += try self.files(path) }
        for path in files {
            report.files += 1
            do throws(StoreError) {
                let file = try LocalFile(absolute(path))
                let source = ScanSource<StoreError>(size: file.size) { range throws(StoreError) in
                    try file.read(range)
                }
                report.found += try await FileScanner(source)
                    .findings(as: FileKind(ofName: path)).map { ScanReport.Found(path, $0) }
            } catch {
                throw explain(error)
            }
        }
        return report
    }

    /// The path itself, or in order all files below it if it is a folder.
    private func files(_ path: String) throws(RegistryError) -> [String] {
        guard isFolder(path) else { return [path] }
        let below: [String]
        do {
            below = try FileManager.default.subpathsOfDirectory(atPath: absolute(path))
        } catch {
            throw RegistryError(
                .storageFailed, "The folder '\(path.printable)' can't be read.",
                remedy: "See whether this account may read it.")
        }
        return below.sorted().map { "\(path)/\($0)" }.filter { !isFolder($0) }
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: absolute(path), isDirectory: &isFolder)
            && isFolder
    }
}
