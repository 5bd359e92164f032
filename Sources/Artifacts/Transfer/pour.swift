import Cryptography
import RegistryCore

/// Reads a source to its end in one pass, hashes it, and hands every chunk to `deliver`.
///
/// While a chunk is delivered by a task of its own, this one hashes it and reads the next, so a
/// transfer takes as long as the slower of the two. Two chunks are in memory at any time. The last
/// one, as far as that is known, is delivered here: of many short artifacts it is the only one.
///
/// - Parameter expecting: Stops at the first byte too many, so that an endless stream ends too.
/// - Returns: What the bytes turned out to be: `expecting`, if that was given.
/// - Throws: `wrongSize`, `corrupt`, `changedWhileReading`, `interrupted`, and whatever the source
///   and `deliver` throw.
@discardableResult
func pour(
    _ source: SourceReader, expecting: Pointer?, progress: Progress,
    deliver: @escaping @Sendable (Chunk) async throws(StoreError) -> Void = { _ in }
) async throws(StoreError) -> Pointer {
    var reader = source
    var hash = SHA256()
    var size: Int64 = 0
    var current = reader.makeChunk()
    var next = reader.makeChunk()
    try expecting?.check(size: reader.size)
    try await reader.fill(&current)
    while current.count > 0 {
        guard !Task.isCancelled else { throw .interrupted }
        size += Int64(current.count)
        try expecting?.check(sizeSoFar: size)
        let chunk = current
        if size == expecting?.size ?? reader.size {
            hash.update(chunk.bytes.span.extracting(..<chunk.count))
            try await deliver(chunk)
            try await reader.fill(&next)
        } else {
            async let delivery = Result { () async throws(StoreError) in
                try await deliver(chunk)
            }
            hash.update(chunk.bytes.span.extracting(..<chunk.count))
            try await reader.fill(&next)
            try await delivery.get()
        }
        progress.report(Int64(chunk.count))
        swap(&current, &next)
    }
    try reader.checkUnchanged()
    let found = Pointer(digest: hash.finish(), size: size)
    try expecting?.check(found)
    return found
}
