import Artifacts
package import RegistryCore
import Synchronization

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
        let source = try await source()
        do { return try await source.size(of: digest) } catch { throw explain(error) }
    }

    /// Which of these the registry holds, and `caller` may read.
    func readable(
        _ pointers: [Pointer], by caller: Caller
    ) async throws(RegistryError) -> Set<Pointer> {
        let namespaces = try policy().readableNamespaces(of: caller)
        var visible: [Pointer] = []
        for pointer in pointers {
            if let namespaces, try await !isNamed(pointer.digest, in: namespaces) { continue }
            visible.append(pointer)
        }
        let source = try source()
        do {
            let sizes = try await source.sizes(of: visible.map(\.digest))
            return Set(zip(visible, sizes).filter { $0.size == $1 }.map(\.0))
        } catch {
            throw explain(error)
        }
    }

    /// Keeps what `next` gives, if it is what was promised; or keeps nothing.
    ///
    /// - Throws: `corrupt` if the bytes are others, `storageFailed` if they break off or find no
    ///   room.
    package nonisolated func receive(
        _ pointer: Pointer, from next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws(RegistryError) {
        let store = try await store()
        do {
            try await store.put(
                .stream { () async throws(StoreError) in
                    do { return try await next() } catch { throw .interrupted }
                }, expecting: pointer)
        } catch {
            throw explain(error)
        }
    }

    /// Keeps short artifacts, which wait for the disk together.
    ///
    /// - Throws: `corrupt` if the bytes of one are others than its name says, and then others may
    ///   have been kept.
    package nonisolated func receive(
        _ artifacts: [(bytes: [UInt8], pointer: Pointer)]
    ) async throws(RegistryError) {
        let store = try await store()
        do {
            _ = try await store.put(
                together: artifacts.map { (.bytes($0.bytes), $0.pointer) }, progress: .silent)
        } catch {
            throw explain(error)
        }
    }

    /// All bytes of a short artifact, verified.
    package nonisolated func bytes(of pointer: Pointer) async throws(RegistryError) -> [UInt8] {
        let source = try await source()
        let pieces = Mutex<[UInt8]>([])
        do {
            try await source.get(pointer.digest, range: nil) { chunk in
                pieces.withLock { $0 += chunk }
            }
        } catch {
            throw explain(error)
        }
        return pieces.withLock(\.self)
    }

    /// Whether an upload has arrived and is what it should be, as far as that can be found out
    /// while a client waits: what is too long for that is hashed on, and again by whoever pushes
    /// its name meanwhile.
    ///
    /// - Throws: `artifactMissing` or `corrupt`.
    package nonisolated func verify(_ pointer: Pointer) async throws(RegistryError) {
        let store = try await store()
        _ = try await errands.isDone(.verification(pointer)) { () async throws(StoreError) in
            try await store.adopt(pointer)
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
        let source = try await source()
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
