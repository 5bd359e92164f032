import CGit
import RegistryCore

extension git_oid {
    /// The same name as libgit2 wants it.
    init(_ id: ObjectID) {
        self.init()
        unsafe withUnsafeMutableBytes(of: &self.id) { bytes in
            for index in bytes.indices { unsafe bytes[index] = id[index] }
        }
    }
}

extension ObjectID {
    /// The same name as libgit2 gave it.
    init(_ oid: git_oid) {
        self = unsafe withUnsafeBytes(of: oid.id) { bytes in
            unsafe ObjectID(rawBytes: Span(_unsafeElements: bytes.bindMemory(to: UInt8.self)))
        }
    }
}
