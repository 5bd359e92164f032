import Cryptography
package import RegistryCore
import Synchronization
import SystemPackage

/// A file that arrives in parts, in any order and by several hands at once, and that the death of
/// whoever writes it does not undo.
///
/// Behind the artifact's own bytes lies one byte for each part, which is 1 once the part is there;
/// they are cut off in the end. After a loss of power a mark may be true of no part, so they only
/// spare work: what counts is the hash of the whole. It follows the parts from the first one on and
/// reads them back while the system still has them in memory, so each byte is written once and
/// read once, and is never in ours for longer than a chunk is.
package final class PartialFile: Sendable {
    /// How the names of such files begin in a store.
    static let prefix = "parts-"

    package let pointer: Pointer
    package let plan: PartPlan
    let file: OpenFile
    private let folder: Folder
    private let name: String
    private let front: FrontHash
    private let state: Mutex<PartStates>

    /// Goes on with the file called `name`, or begins it. Its lock is ours until this value ends.
    ///
    /// - Throws: `busy` while another process or another value has it.
    init(
        _ pointer: Pointer, name: String, in folder: Folder, permissions: UInt32
    ) throws(StoreError) {
        self.pointer = pointer
        self.name = name
        self.folder = folder
        plan = PartPlan(size: pointer.size)
        file = try folder.lockedFile(name, permissions: permissions, busy: pointer.digest)
        let length = pointer.size + Int64(plan.count)
        if try file.status().size != length {
            try file.resize(to: 0)
            try file.resize(to: length)
        }
        var marks = Chunk(Array(repeating: 0, count: plan.count))
        try file.read(into: &marks, at: pointer.size)
        state = Mutex(PartStates(marks.filled.map { $0 == 1 ? .present : .lacking }))
        front = FrontHash(file)
    }

    /// The parts that are there, in order.
    package var present: [Int] { state.withLock(\.present) }

    /// Whether every part is there.
    package var isWhole: Bool { present.count == plan.count }

    /// The length in bytes of the parts that are there.
    package var arrived: Int64 { present.reduce(0) { $0 + Int64(plan.length(of: $1)) } }

    /// Takes the right to write the first part that nobody writes yet, and those lacking after it.
    ///
    /// - Returns: `nil` if every part is there or being written.
    package func claim(atMost most: Int) -> Range<Int>? {
        state.withLock { $0.claim(atMost: most) }
    }

    /// Takes the right to write one part; false if it is there, and `busy` if somebody writes it.
    package func claim(_ part: Int) throws(StoreError) -> Bool {
        switch state.withLock({ $0.claim(part) }) {
        case .lacking: return true
        case .present: return false
        case .claimed: throw .busy(pointer.digest)
        }
    }

    /// Writes the parts that were claimed, which `next` gives one after the other. Each counts as
    /// soon as all of it is there, whatever becomes of those after it.
    ///
    /// Nothing is written of a file that can't become whole: it would lie there with its parts, and
    /// leave room for nothing else.
    ///
    /// - Throws: `diskFull` where there is no room for all that is lacking, `wrongSize` for more
    ///   bytes than they have, `interrupted` for fewer, and what `next` throws.
    package func receive(
        _ parts: Range<Int>, progress: Progress = .silent,
        from next: @escaping @Sendable () async throws(StoreError) -> [UInt8]?
    ) async throws(StoreError) {
        try await blocking { () async throws(StoreError) in
            defer { self.state.withLock { $0.release(parts) } }
            try self.file.requireRoom()
            try await self.write(parts, SourceReader(.stream(next)), progress)
        }
    }

    private func write(
        _ parts: Range<Int>, _ source: SourceReader, _ progress: Progress
    ) async throws(StoreError) {
        let span = plan.span(of: parts)
        var reader = source
        var chunk = Chunk([])
        var offset = span.lowerBound
        var part = parts.lowerBound
        while true {
            guard !Task.isCancelled else { throw .interrupted }
            try await reader.fill(&chunk)
            guard chunk.count > 0 else { break }
            let end = offset + Int64(chunk.count)
            guard end <= span.upperBound else {
                throw .wrongSize(pointer.digest, expected: pointer.size, actual: end)
            }
            try file.write(chunk.filled, at: offset)
            progress.report(Int64(chunk.count))
            offset = end
            while part < parts.upperBound, offset >= plan.span(of: part).upperBound {
                try mark(part)
                part += 1
                try await hashOn()
            }
        }
        guard offset == span.upperBound else { throw .interrupted }
    }

    private func mark(_ part: Int) throws(StoreError) {
        try file.write([1], at: pointer.size + Int64(part - 1))
        state.withLock { $0.arrive(part) }
    }

    /// Hashes the parts that follow what is hashed, unless somebody else is at it.
    private func hashOn() async throws(StoreError) {
        guard state.withLock({ $0.beginHashing() }) else { return }
        defer { state.withLock { $0.isHashing = false } }
        while let part = state.withLock(\.nextToHash) {
            try await front.advance(to: plan.span(of: part).upperBound)
            state.withLock { $0.hashed = part }
        }
    }

    /// Makes the whole file what it is to be, and durable; all that is left is its name.
    ///
    /// - Throws: `interrupted` while parts are lacking, `busy` while somebody else does the same,
    ///   and `corrupt` if the bytes are others; then nothing is left of them.
    func complete() async throws(StoreError) {
        guard isWhole else { throw .interrupted }
        try await hashOn()
        guard state.withLock({ $0.beginCompleting() }) else { throw .busy(pointer.digest) }
        let found = await front.finish()
        guard found == pointer.digest else {
            try folder.remove(name)
            throw .corrupt(expected: pointer.digest, actual: found)
        }
        try file.resize(to: pointer.size)
        try file.sync()
    }

    /// Gives the file its final name, over whatever file has it now.
    func keep(as final: String, in target: Folder) throws(StoreError) {
        try folder.rename(name, to: target, as: final)
    }

    /// Removes the file, which nobody needs any more.
    package func discard() throws(StoreError) {
        try folder.remove(name)
    }
}
