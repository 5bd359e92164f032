import RegistryCore
import SystemPackage

/// Staged files that get their names together: the disk is waited for twice for all of them, and
/// not three times for each.
///
/// What is waited for is the file system as a whole, with whatever others have written to it
/// lately. So this is for many small files, which would wait longer one by one, and not for a few.
struct FilesTogether {
    /// As many are staged at once, each an open file.
    static let most = 100

    private struct Item {
        let file: WaitingFile
        let name: String
        let folder: Folder
    }

    private var items: [Item] = []
    /// Those that were asked for, by path.
    private var folders: [String: Folder] = [:]

    /// Stages a verified copy of what `reader` reads; folders are opened once for all of them.
    mutating func add(
        _ reader: SourceReader, as pointer: Pointer, at path: String, progress: Progress
    ) async throws(StoreError) {
        let place = try place(path)
        let file = try StagedFile(in: place.folder, permissions: 0o666)
        _ = try await file.fill(from: reader, expecting: pointer, progress: progress)
        items.append(Item(file: WaitingFile(file), name: place.name, folder: place.folder))
    }

    /// Stages a file of these bytes, which everybody may read.
    mutating func add(_ bytes: [UInt8], at path: String) throws(StoreError) {
        let place = try place(path)
        let file = try StagedFile(in: place.folder, permissions: 0o644)
        try file.file.write(bytes)
        try file.file.setPermissions(0o644)
        items.append(Item(file: WaitingFile(file), name: place.name, folder: place.folder))
    }

    private mutating func place(_ path: String) throws(StoreError) -> Place {
        let parent = FilePath(path).removingLastComponent().string
        let place = try Place(path, in: folders[parent])
        folders[parent] = place.folder
        return place
    }

    /// Gives every file its name, over whatever has it now, and returns once all of that would
    /// survive a loss of power. Those without one when this throws are gone.
    func keep() throws(StoreError) {
        var systems: [DeviceID: Folder] = [:]
        var areWhole = true
        for folder in folders.values {
            systems[try folder.device()] = folder
            if try !folder.syncsAsAWhole() { areWhole = false }
        }
        if areWhole { for folder in systems.values { try folder.syncFileSystem() } }
        for item in items {
            if !areWhole { try item.file.sync() }
            try item.file.keep(as: item.name, in: item.folder)
        }
        if areWhole {
            for folder in systems.values { try folder.syncFileSystem() }
        } else {
            for folder in folders.values { try folder.sync() }
        }
    }
}

/// A staged file that waits with others: there are no arrays of what can't be copied.
final class WaitingFile {
    private var file: StagedFile

    init(_ file: consuming StagedFile) {
        self.file = file
    }

    func stamp() throws(StoreError) -> FileStamp {
        try file.file.stamp()
    }

    func sync() throws(StoreError) {
        try file.file.sync()
    }

    func keep(as name: String, in folder: Folder) throws(StoreError) {
        try file.keep(as: name, in: folder)
    }
}
