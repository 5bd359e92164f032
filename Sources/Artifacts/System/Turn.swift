import Glibc
import SystemPackage

/// The right of one process on this machine to go next; it ends with the value, or the process.
package struct Turn: ~Copyable {
    private let file: FileDescriptor

    /// Takes the turn that the file at `path` stands for; `nil` while another process has it.
    ///
    /// The file is made if it is not there, and stays: whoever removed it could not tell who waits.
    package static func take(at path: String) throws(StoreError) -> Turn? {
        _ = try Folder(making: FilePath(path).removingLastComponent().string)
        let file = try located(at: path) { () throws(Errno) in
            try FileDescriptor.workingFolder.open(
                path, O_WRONLY | O_CREAT | O_NOFOLLOW, permissions: 0o600)
        }
        let turn = Turn(file: file)
        guard try located(at: path, { () throws(Errno) in try file.tryLock() }) else { return nil }
        return turn
    }

    private init(file: FileDescriptor) {
        self.file = file
    }

    deinit {
        // Closing alone is not enough: a process that is being started right now has the file, too,
        // until it becomes another program.
        file.unlock()
        try? file.close()
    }
}
