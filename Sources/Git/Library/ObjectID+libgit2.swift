import CGit
import RegistryCore

extension git_oid {
    /// The same name as libgit2 wants it.
    init(_ id: ObjectID) {
        self.init()
        unsafe withUnsafeMutableBytes(of: &self.id) { unsafe $0.copyBytes(from: id.rawBytes) }
    }
}

extension ObjectID {
    /// The same name as libgit2 gave it.
    init(_ oid: git_oid) {
        self = unsafe withUnsafeBytes(of: oid.id) { unsafe ObjectID(rawBytes: $0) }
    }
}
