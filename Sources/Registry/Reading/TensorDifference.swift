import Artifacts
package import RegistryCore
import Scan
import Synchronization

/// How the tensors of one artifact differ between two versions.
package struct TensorDifference: Encodable, Sendable {
    /// Below `artifacts/`.
    package let path: ArtifactPath
    /// Those that are not the same, by name.
    package let changes: [TensorChange]
    /// How many are the same, number by number.
    package let same: Int
    /// How many are of one form, and were not compared further: reading them takes too long here.
    package let unread: Int
}

/// A tensor that differs: `old` and `new` are equal where the numbers do.
package struct TensorChange: Encodable, Sendable {
    package let tensor: String
    /// `nil` if the tensor is new.
    package let old: TensorForm?
    /// `nil` if the tensor is gone.
    package let new: TensorForm?
}

/// Compares the tensors of artifacts whose bytes are at hand.
struct TensorComparison {
    let stores: [any ArtifactStore]
    /// How many bytes of numbers may be read of each side.
    var mostBytes: Int64

    /// - Returns: `nil` for files that have no tensors, or can't be read here.
    mutating func difference(of artifact: ArtifactChange) async -> TensorDifference? {
        let kind = FileKind(ofName: "\(artifact.path)")
        guard let old = artifact.old, let new = artifact.new,
            let before = await source(of: old), let after = await source(of: new),
            let left = try? await TensorReader(before).tensors(as: kind),
            let right = try? await TensorReader(after).tensors(as: kind)
        else { return nil }
        let others = Dictionary(right.map { ($0.name, $0) }) { first, _ in first }
        var changes: [TensorChange] = []
        var (same, unread) = (0, 0)
        for tensor in left {
            let other = others[tensor.name]
            if let other, other.form == tensor.form {
                switch await isSame(tensor, in: before, other, in: after) {
                case true?: same += 1
                case false?: changes.append(TensorChange(tensor, other))
                case nil: unread += 1
                }
            } else {
                changes.append(TensorChange(tensor, other))
            }
        }
        let known = Set(left.map(\.name))
        changes += right.filter { !known.contains($0.name) }.map { TensorChange(nil, $0) }
        return TensorDifference(
            path: artifact.path, changes: changes.sorted { $0.tensor < $1.tensor }, same: same,
            unread: unread)
    }

    /// Whether two tensors have the same numbers; `nil` if that would take too much reading.
    private mutating func isSame(
        _ tensor: Tensor, in source: ScanSource<StoreError>, _ other: Tensor,
        in otherSource: ScanSource<StoreError>
    ) async -> Bool? {
        guard let place = tensor.place, let otherPlace = other.place,
            place.count <= mostBytes
        else { return nil }
        guard place.count == otherPlace.count else { return false }
        let size = Int64(place.count)
        mostBytes -= size
        for offset in stride(from: Int64(0), to: size, by: Self.step) {
            let count = min(Int64(Self.step), size - offset)
            guard
                let bytes = try? await source.bytes(place.lowerBound + offset, count),
                let others = try? await otherSource.bytes(otherPlace.lowerBound + offset, count)
            else { return nil }
            if bytes != others { return false }
        }
        return true
    }

    /// How many bytes are compared at once.
    private static let step = 1 << 20

    private func source(of pointer: PointerReport) async -> ScanSource<StoreError>? {
        for store in stores where (try? await store.size(of: pointer.sha256)) == pointer.size {
            return ScanSource(Pointer(digest: pointer.sha256, size: pointer.size), in: store)
        }
        return nil
    }
}

extension TensorChange {
    fileprivate init(_ old: Tensor?, _ new: Tensor?) {
        tensor = (old ?? new)?.name ?? ""
        self.old = old?.form
        self.new = new?.form
    }
}

extension ScanSource<StoreError> {
    /// The bytes of an artifact, where a store has them.
    init(_ pointer: Pointer, in store: any ArtifactStore) {
        self.init(size: pointer.size) { range async throws(StoreError) in
            let bytes = Mutex<[UInt8]>([])
            try await store.get(pointer.digest, range: range) { chunk in
                bytes.withLock { $0 += chunk }
            }
            return bytes.withLock(\.self)
        }
    }
}
