import Artifacts
package import RegistryCore

extension ServedCatalog {
    /// The length in bytes of an artifact that `caller` may read; `nil` for one that is not there
    /// and for one that is not theirs.
    package func readableSize(
        of digest: Digest, by caller: Caller
    ) async throws(RegistryError) -> Int64? {
        let namespaces = try policy().readableNamespaces(of: caller)
        if let namespaces, try await !isNamed(digest, in: namespaces) { return nil }
        return try await size(of: digest)
    }

    /// The length in bytes of an artifact, whoever asks; `nil` if it is not there.
    package nonisolated func size(of digest: Digest) async throws(RegistryError) -> Int64? {
        do { return try await source.size(of: digest) } catch { throw explain(error) }
    }

    /// Keeps what `next` gives, if it is what was promised; or keeps nothing.
    ///
    /// - Throws: `corrupt` if the bytes are others, `storageFailed` if they break off or find no
    ///   room.
    package nonisolated func receive(
        _ pointer: Pointer, from next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws(RegistryError) {
        do {
            try await store.put(
                .stream { () async throws(StoreError) in
                    do { return try await next() } catch { throw .interrupted }
                }, expecting: pointer)
        } catch {
            throw explain(error)
        }
    }

    /// Hands an artifact's bytes to `sink`, a quarter of a mebibyte at once.
    ///
    /// The last bytes of a whole artifact come only after all of them have been verified, so a
    /// damaged one never arrives whole.
    ///
    /// - Parameter range: In bytes from the start; `nil` for all.
    package nonisolated func send(
        _ digest: Digest, range: Range<Int64>?,
        into sink: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws(RegistryError) {
        let held = HeldBack(sink: sink)
        do {
            try await source.get(digest, range: range) { (chunk) async throws(StoreError) in
                try await held.take(chunk)
            }
            try await held.release()
        } catch {
            throw explain(error)
        }
    }

    private func isNamed(
        _ digest: Digest, in namespaces: Set<Namespace>
    ) async throws(RegistryError) -> Bool {
        if index.names(digest, in: namespaces) { return true }
        var fresh = index
        try await fresh.refresh(namespaces, from: catalog)
        index = fresh
        return fresh.names(digest, in: namespaces)
    }
}

/// Passes chunks on, each one later than it came.
private actor HeldBack {
    private let sink: @Sendable ([UInt8]) async throws -> Void
    private var last: [UInt8]?

    init(sink: @escaping @Sendable ([UInt8]) async throws -> Void) {
        self.sink = sink
    }

    func take(_ chunk: [UInt8]) async throws(StoreError) {
        try await release()
        last = chunk
    }

    func release() async throws(StoreError) {
        guard let chunk = last else { return }
        last = nil
        do { try await sink(chunk) } catch { throw .interrupted }
    }
}
