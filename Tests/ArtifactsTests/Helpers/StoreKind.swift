import Artifacts
import Support

/// Every kind of store there is: another one is another case here, and passes the same suite.
enum StoreKind: CaseIterable, Sendable {
    case files, remote, s3

    /// Those that can be tried here: a bucket only where `make test-s3` has started one.
    static var allCases: [StoreKind] {
        TestBucket.environment == nil ? [.files, .remote] : [.files, .remote, .s3]
    }

    /// An empty store of this kind, in a folder or under a prefix of the test's own.
    func open(in scratch: Scratch) -> any ArtifactStore {
        switch self {
        case .files: FileStore(in: scratch)
        case .remote: RemoteStore(MemoryObjects(), temporaryFolder: scratch.path)
        case .s3: TestBucket.open(in: scratch).store
        }
    }
}

extension FileStore {
    /// An empty store in `objects`, with its records in `verified`.
    init(in scratch: Scratch) {
        self.init(root: scratch.file("objects"), records: scratch.file("verified"))
    }
}
