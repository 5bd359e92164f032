import Artifacts
import Support

/// Every kind of store there is: another one is another case here, and passes the same suite.
enum StoreKind: CaseIterable, Sendable {
    case files

    /// An empty store of this kind, in a folder of the test's own.
    func open(in scratch: Scratch) -> any ArtifactStore {
        switch self {
        case .files: FileStore(in: scratch)
        }
    }
}

extension FileStore {
    /// An empty store in `objects`, with its records in `verified`.
    init(in scratch: Scratch) {
        self.init(root: scratch.file("objects"), records: scratch.file("verified"))
    }
}
