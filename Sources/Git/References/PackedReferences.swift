import RegistryCore
import SystemPackage

/// The file `packed-refs`: all refs that have no file of their own, one line each, in the order of
/// their names, which makes any of them findable by halving (`refs/packed-backend.c`).
///
/// Git replaces the file and never changes it, so one open file is the refs of one moment.
@safe
struct PackedReferences: ~Copyable {
    private let file: FileDescriptor
    private let size: Int64
    /// Where the first ref's line begins.
    private let start: Int64
    private let isSorted: Bool

    /// Opens it; `nil` where nothing is packed.
    ///
    /// - Parameter directory: The repository's common directory.
    static func open(in directory: String) throws(GitError) -> PackedReferences? {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(FilePath("\(directory)/packed-refs"), .readOnly)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch {
            throw failed(error)
        }
        do {
            let size = try file.seek(offset: 0, from: .end)
            let beginning = try read(file, at: 0, count: aFewLines)
            return PackedReferences(file, size: size, beginning: beginning)
        } catch {
            try? file.close()
            throw failed(error)
        }
    }

    private init(_ file: FileDescriptor, size: Int64, beginning: [UInt8]) {
        let line = beginning.prefix { $0 != UInt8(ascii: "\n") }
        let isHeader = line.starts(with: "# pack-refs with:".utf8)
        self.file = file
        self.size = size
        start = isHeader ? Int64(line.count + 1) : 0
        isSorted =
            isHeader
            && line.split(separator: UInt8(ascii: " ")).contains { $0.elementsEqual("sorted".utf8) }
    }

    deinit { try? file.close() }

    /// The ref `folder` and all below it, in order; one more than `limit` at the most.
    borrowing func references(under folder: String, limit: Int) throws(GitError) -> [Reference] {
        do {
            // `a-b` stands between `a` and `a/b`, so what is below is a range of its own.
            let (name, below) = (Array(folder.utf8), Array("\(folder)/".utf8))
            let first = try lowerBound(of: name, from: start)
            let own = try lines(at: first, limit: 1) { $0.elementsEqual(name) }
            let found =
                try own
                + lines(at: lowerBound(of: below, from: first), limit: limit + 1) {
                    $0.starts(with: below)
                }
            return isSorted
                ? found : found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        } catch {
            throw Self.failed(error)
        }
    }

    /// The refs below `folder` that come after `name`, in order; `limit` at the most.
    borrowing func references(
        below folder: String, after name: String, limit: Int
    ) throws(GitError) -> [Reference] {
        let below = Array("\(folder)/".utf8)
        let first = name.isEmpty ? below : Array(name.utf8) + [0]
        do {
            let found = try lines(
                at: lowerBound(of: first, from: start), limit: isSorted ? limit : .max
            ) {
                $0.starts(with: below)
            }
            guard !isSorted else { return found }
            let after = found.filter { first.lexicographicallyPrecedes($0.name.utf8) }
            return Array(
                after.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
                    .prefix(limit))
        } catch {
            throw Self.failed(error)
        }
    }

    /// The refs whose lines begin at `offset` or later, for as long as `isWanted`; all that are
    /// wanted where the file is in no order.
    private borrowing func lines(
        at offset: Int64, limit: Int, while isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws -> [Reference] {
        var found: [Reference] = []
        var offset = offset
        var count = Self.aFewLines
        while offset < size, found.count < limit {
            let block = try Self.read(file, at: offset, count: count)
            var rest = block[...]
            while let line = PackedLine(taking: &rest), found.count < limit {
                if isWanted(line.name), let ref = line.reference {
                    found.append(ref)
                } else if isSorted, line.isReference {
                    return found
                }
            }
            // Not one line may be in it whole.
            guard rest.startIndex > 0 || count < Self.manyLines else { break }
            offset += Int64(rest.startIndex)
            count = min(4 * count, Self.manyLines)
        }
        return found
    }

    /// Where the line of the first ref whose name is not before `name` begins, which is not before
    /// `low`, where some line begins; where the first line begins if the file is in no order.
    private borrowing func lowerBound(of name: [UInt8], from low: Int64) throws -> Int64 {
        guard isSorted else { return start }
        var (low, high) = (low, size)
        // Mostly it is the very next line.
        if low > start, let (line, begin, _) = try firstLine(after: low, from: low),
            !line.lexicographicallyPrecedes(name)
        {
            return begin
        }
        while low < high {
            let middle = low + (high - low) / 2
            guard let (line, begin, end) = try firstLine(after: middle, from: low), begin < high
            else {
                high = middle
                continue
            }
            if line.lexicographicallyPrecedes(name) { low = end } else { high = middle }
        }
        return low
    }

    /// The first ref whose line begins at or after `offset`: its name, and where the line begins
    /// and ends. `low` is where a line is known to begin.
    private borrowing func firstLine(
        after offset: Int64, from low: Int64
    ) throws -> (name: ArraySlice<UInt8>, begin: Int64, end: Int64)? {
        try firstLine(after: offset, from: low, within: Self.aFewLines)
            ?? firstLine(after: offset, from: low, within: 2 * Self.longestLine)
    }

    private borrowing func firstLine(
        after offset: Int64, from low: Int64, within count: Int
    ) throws -> (name: ArraySlice<UInt8>, begin: Int64, end: Int64)? {
        // One byte earlier, for a line may begin right here.
        let origin = max(low, offset - 1)
        var rest = try Self.read(file, at: origin, count: count)[...]
        if offset > low {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            rest = rest[(end + 1)...]
        }
        while true {
            let begin = origin + Int64(rest.startIndex)
            guard let line = PackedLine(taking: &rest) else { return nil }
            guard line.isReference else { continue }
            return (line.name, begin, origin + Int64(rest.startIndex))
        }
    }

    /// In bytes: an id, a space, a path of `PATH_MAX`, a line end.
    private static let longestLine = 42 + 4096
    /// In bytes: what is enough nearly always, for one ref or to halve once more.
    private static let aFewLines = 512
    /// In bytes: what is read at a time of a long list.
    private static let manyLines = 1 << 16

    private static func read(
        _ file: FileDescriptor, at offset: Int64, count: Int
    ) throws -> [UInt8] {
        try unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try unsafe file.read(
                fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    private static func failed(_ error: any Error) -> GitError {
        .notRun(command: "reading packed-refs", reason: "\(error)")
    }
}

/// One line of `packed-refs`.
private struct PackedLine {
    /// The digits before the name.
    private let digits: ArraySlice<UInt8>
    let name: ArraySlice<UInt8>

    /// Takes the first line; `nil` unless all of it is there.
    init?(taking rest: inout ArraySlice<UInt8>) {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        digits = line.prefix(40)
        name = line.dropFirst(41)
    }

    /// Whether it is a ref's, and not what the tag above is of, or a comment.
    var isReference: Bool { digits.first != UInt8(ascii: "^") && digits.first != UInt8(ascii: "#") }

    var reference: Reference? {
        guard isReference, let id = ObjectID(parsing: digits)
        else { return nil }
        return Reference(name: String(decoding: name, as: UTF8.self), id: id)
    }
}
