import RegistryCore
import SystemPackage

/// Makes `path` a verified copy of what `reader` reads; what was there is replaced in one step, or
/// left as it is.
func deliver(
    _ reader: SourceReader, as pointer: Pointer, to path: String, progress: Progress
) async throws(StoreError) {
    let target = FilePath(path)
    guard let name = target.lastComponent?.string else { throw .wrongFileType(path) }
    let folder = try Folder(making: target.removingLastComponent().string)
    var staged = try StagedFile(in: folder, permissions: 0o666)
    _ = try await staged.fill(from: reader, expecting: pointer, progress: progress)
    try staged.file.sync()
    try staged.keep(as: name, in: folder)
    try folder.sync()
}
