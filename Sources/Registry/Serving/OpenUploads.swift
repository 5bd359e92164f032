import Artifacts
import Synchronization

/// The uploads in parts that are under way: kept open from one part to the next, with the hash of
/// what has come. What is closed goes on as well, after its beginning has been read once more.
final class OpenUploads: Sendable {
    private struct State {
        var files: [TransferPass.Upload: PartialFile] = [:]
        /// The least recently used first.
        var order: [TransferPass.Upload] = []

        mutating func touch(_ upload: TransferPass.Upload) {
            order.removeAll { $0 == upload }
            order.append(upload)
        }
    }

    /// As many as a server has open at once.
    private static let most = 64

    private let state = Mutex(State())

    /// The upload, if it is open.
    func file(of upload: TransferPass.Upload) -> PartialFile? {
        state.withLock { state in
            guard let file = state.files[upload] else { return nil }
            state.touch(upload)
            return file
        }
    }

    /// Keeps an upload open, and closes the one that was not used for the longest time.
    func keep(_ file: PartialFile, of upload: TransferPass.Upload) {
        state.withLock { state in
            state.files[upload] = file
            state.touch(upload)
            guard state.order.count > Self.most else { return }
            state.files[state.order.removeFirst()] = nil
        }
    }

    /// Closes an upload.
    func close(_ upload: TransferPass.Upload) {
        state.withLock { state in
            state.files[upload] = nil
            state.order.removeAll { $0 == upload }
        }
    }
}
