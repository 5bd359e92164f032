import Artifacts
import Cryptography
import RegistryCore

/// Bytes that look random, the same in every run. They repeat after a prime number of bytes, so
/// that no two mebibytes are alike and long samples are made quickly.
func sample(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    var bytes = (0..<4_099).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
    while bytes.count < count { bytes += bytes }
    return Array(bytes.prefix(count))
}

extension Pointer {
    /// What `bytes` must be kept as.
    init(of bytes: [UInt8]) {
        self.init(digest: Digest(hashing: bytes), size: Int64(bytes.count))
    }
}

extension ArtifactStore {
    /// All bytes of an artifact, or a part of them.
    func read(_ digest: Digest, range: Range<Int64>? = nil) async throws -> [UInt8] {
        let pieces = Pieces()
        try await get(digest, range: range) { pieces.take($0) }
        // Not `joined()`, which without optimization takes seconds a megabyte.
        return pieces.all.reduce(into: []) { $0 += $1 }
    }
}
