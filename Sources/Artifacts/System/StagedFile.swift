import Glibc
import RegistryCore
import SystemPackage

/// A file being written under a name nobody looks at, which goes if it is dropped before `keep`.
///
/// So a failure or a cancellation needs no clean-up code. Who writes holds the file's lock, which
/// ends with the process: what `kill -9` leaves behind is known by that nobody holds it.
struct StagedFile: ~Copyable {
    /// How the names of such files begin.
    static let prefix = ".cairn-"

    let file: OpenFile
    private let folder: Folder
    private let name: String
    private var isKept = false

    /// Makes an empty file in `folder`, which must be on the file system of its final place.
    init(in folder: Folder, permissions: mode_t) throws(StoreError) {
        while true {
            let name = Self.prefix + String(UInt64.random(in: .min ... .max), radix: 16)
            let file = try folder.makeFile(name, permissions: permissions)
            try file.lock()
            // Before we had the lock, somebody who clears up may have had it.
            guard try file.status().linkCount > 0 else { continue }
            self.name = name
            self.file = file
            self.folder = folder
            return
        }
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
