import Artifacts
import Cryptography
import RegistryCore

/// Bytes that differ from place to place, the same in every run.
func sample(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
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
        return pieces.all.flatMap(\.self)
    }
}
