import RegistryCore

extension Pointer {
    /// Says that a transfer begun before goes on, `bytes` of which are there.
    func resumption(from bytes: Int64) -> String {
        "Resuming \("\(digest)".prefix(12)): \(ByteCount(bytes)) of \(ByteCount(size)) are there "
            + "already."
    }
}
