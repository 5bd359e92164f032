import RegistryCore

extension Pointer {
    /// Throws `wrongSize` if a length known before reading is another.
    func check(size actual: Int64?) throws(StoreError) {
        guard let actual, actual != size else { return }
        throw .wrongSize(digest, expected: size, actual: actual)
    }

    /// Throws `wrongSize` once there are too many bytes.
    func check(sizeSoFar actual: Int64) throws(StoreError) {
        guard actual > size else { return }
        throw .wrongSize(digest, expected: size, actual: actual)
    }

    /// Throws unless `found` is this very pointer.
    func check(_ found: Pointer) throws(StoreError) {
        try check(size: found.size)
        guard found.digest == digest else {
            throw .corrupt(expected: digest, actual: found.digest)
        }
    }
}
