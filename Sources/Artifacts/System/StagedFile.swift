import Glibc
import RegistryCore

/// A file being written under a name nobody looks at, which goes if it is dropped before `keep`.
///
/// So a failure or a cancellation needs no clean-up code. What `kill -9` leaves behind is found by
/// its place and age.
struct StagedFile: ~Copyable {
    let file: OpenFile
    private let folder: Folder
    private let name: String
    private var isKept = false

    /// Makes an empty file in `folder`, which must be on the file system of its final place.
    init(in folder: Folder, permissions: mode_t) throws(StoreError) {
        name = ".cairn-" + String(UInt64.random(in: .min ... .max), radix: 16)
        file = try folder.makeFile(name, permissions: permissions)
        self.folder = folder
    }

    deinit {
        if !isKept { try? folder.remove(name) }
    }

    /// Takes in all of a source, in one pass over it, by sharing its blocks where that is possible.
    ///
    /// - Throws: As `pour` does.
    func fill(
        from reader: SourceReader, expecting: Pointer?, progress: Progress
    ) async throws(StoreError) -> Pointer {
        guard let original = reader.file, file.clone(original) else {
            let file = file
            return try await pour(
                reader, expecting: expecting, progress: progress
            ) { (chunk) throws(StoreError) in try file.write(chunk) }
        }
        let found = try await pour(
            try SourceReader(file), expecting: expecting, progress: progress)
        try reader.checkUnchanged()
        return found
    }

    /// Gives the file its final name, over whatever file has it now. Durable only after
    /// `file.sync()` before and `target.sync()` after.
    mutating func keep(as final: String, in target: Folder) throws(StoreError) {
        try folder.rename(name, to: target, as: final)
        isKept = true
    }
}
