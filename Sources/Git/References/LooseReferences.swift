import FoundationEssentials

/// The refs of a repository that have a file of their own: those that moved since they were packed.
struct LooseReferences {
    /// The repository's common directory.
    let directory: String

    /// The names at and below `folder`, ordered by their bytes; what git is about to write, or
    /// could not have written, is left out.
    func names(under folder: String) -> [String] {
        var names: [String] = []
        collect(folder, into: &names)
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func collect(_ name: String, into names: inout [String]) {
        var isFolder = false
        let path = "\(directory)/\(name)"
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder else {
            if isReferenceName(name) { names.append(name) }
            return
        }
        for child in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            collect("\(name)/\(child)", into: &names)
        }
    }
}
