import CGit

/// The four kinds of object Git stores.
package enum ObjectKind: String, Sendable {
    case blob, tree, commit, tag

    init?(_ type: git_object_t) {
        switch type {
        case GIT_OBJECT_BLOB: self = .blob
        case GIT_OBJECT_TREE: self = .tree
        case GIT_OBJECT_COMMIT: self = .commit
        case GIT_OBJECT_TAG: self = .tag
        default: return nil
        }
    }

    var type: git_object_t {
        switch self {
        case .blob: GIT_OBJECT_BLOB
        case .tree: GIT_OBJECT_TREE
        case .commit: GIT_OBJECT_COMMIT
        case .tag: GIT_OBJECT_TAG
        }
    }
}

/// What is known of an object before it is read.
package struct ObjectHeader: Equatable, Sendable {
    package let kind: ObjectKind
    /// Bytes once inflated.
    package let size: Int
}

/// The most bytes read of an object whose size is not the caller's to choose.
package enum ObjectLimit {
    /// 1 MiB: a message, its headers and a signature.
    package static let text = 1 << 20
    /// 16 MiB: some 400,000 entries.
    package static let tree = 16 << 20
}
