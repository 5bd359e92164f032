/// The bytes of a hash, at most 32 of them, without a heap allocation.
///
/// Two halves and not one `SIMD32`, because that is aligned to 32 bytes, and async frames are
/// allocated at multiples of 16: Swift 6.3.1 writes past the end of one that keeps such a value
/// across an `await` (docs/decisions/0004).
struct HashBytes: Hashable, Sendable {
    private let low: SIMD16<UInt8>
    private let high: SIMD16<UInt8>

    init(_ vector: SIMD32<UInt8>) {
        low = vector.lowHalf
        high = vector.highHalf
    }

    /// By eight bytes, which are as good as all of a hash, and not one byte after another.
    func hash(into hasher: inout Hasher) {
        hasher.combine((0..<8).reduce(0 as UInt64) { $0 << 8 | UInt64(low[$1]) })
    }

    /// The byte at `index`, of 0 to 31.
    subscript(index: Int) -> UInt8 {
        index < 16 ? low[index] : high[index - 16]
    }
}
