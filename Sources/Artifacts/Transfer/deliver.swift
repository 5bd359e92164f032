package import RegistryCore
import SystemPackage

/// Makes `path` a verified copy of what `source` gives; what was there is replaced in one step, or
/// left as it is.
package func deliver(
    _ source: ArtifactSource, as pointer: Pointer, to path: String, progress: Progress
) async throws(StoreError) {
    try await blocking { () async throws(StoreError) in
        try await deliver(SourceReader(source), as: pointer, to: path, progress: progress)
    }
}

/// Makes verified copies of short artifacts, which wait for the disk together.
package func deliver(
    together items: [(source: ArtifactSource, pointer: Pointer, path: String)],
    progress: Progress
) async throws(StoreError) {
    try await blocking { () async throws(StoreError) in
        var files = FilesTogether()
        for (source, pointer, path) in items {
            try await files.add(
                SourceReader(source), as: pointer, at: path, progress: progress)
        }
        try files.keep()
    }
}

/// Makes `path` a verified copy of what `reader` reads.
func deliver(
    _ reader: SourceReader, as pointer: Pointer, to path: String, progress: Progress
) async throws(StoreError) {
    let place = try Place(path)
    var staged = try StagedFile(in: place.folder, permissions: 0o666)
    _ = try await staged.fill(from: reader, expecting: pointer, progress: progress)
    try staged.file.sync()
    try staged.keep(as: place.name, in: place.folder)
    try place.folder.sync()
}

/// Where a file is to be.
struct Place {
    let folder: Folder
    let name: String

    /// Makes the folders above `path`, unless they are at hand.
    init(_ path: String, in folder: Folder? = nil) throws(StoreError) {
        let target = FilePath(path)
        guard let name = target.lastComponent?.string else { throw .wrongFileType(path) }
        self.name = name
        if let folder {
            self.folder = folder
        } else {
            self.folder = try Folder(making: target.removingLastComponent().string)
        }
    }
}
