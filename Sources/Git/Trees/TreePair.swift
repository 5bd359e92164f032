import Glibc

/// Two trees as Git stores them, of which only the stretch that differs is taken apart: a folder of
/// a thousand entries mostly differs in one.
struct TreePair {
    let old: [UInt8]
    let new: [UInt8]

    /// The entries that differ, with equal ones among them perhaps; `nil` unless Git itself would
    /// have written these bytes.
    var differing: (old: TreeBytes, new: TreeBytes)? {
        let start = lastBoundary(in: new, upTo: commonPrefix)
        let suffix = commonSuffix(after: start)
        var (oldEnd, newEnd) = (
            firstBoundary(in: old, from: start, notBefore: old.count - suffix),
            firstBoundary(in: new, from: start, notBefore: new.count - suffix)
        )
        // Equal bytes are equal entries only if entries begin at the same one.
        if old.count - oldEnd != new.count - newEnd { (oldEnd, newEnd) = (old.count, new.count) }
        guard let before = TreeBytes(Array(old[start..<oldEnd])),
            let after = TreeBytes(Array(new[start..<newEnd]))
        else { return nil }
        return (before, after)
    }

    private var commonPrefix: Int {
        let most = min(old.count, new.count)
        return unsafe old.withUnsafeBytes { left in
            unsafe new.withUnsafeBytes { right in
                var index = 0
                while index + 8 <= most,
                    unsafe left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                        == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                { index += 8 }
                while index < most, unsafe left[index] == right[index] { index += 1 }
                return index
            }
        }
    }

    private func commonSuffix(after start: Int) -> Int {
        let most = min(old.count, new.count) - start
        return unsafe old.withUnsafeBytes { left in
            unsafe new.withUnsafeBytes { right in
                var count = 0
                while count + 8 <= most,
                    unsafe left.loadUnaligned(
                        fromByteOffset: left.count - 8 - count, as: UInt64.self)
                        == right.loadUnaligned(
                            fromByteOffset: right.count - 8 - count, as: UInt64.self)
                { count += 8 }
                while count < most,
                    unsafe left[left.count - 1 - count] == right[right.count - 1 - count]
                { count += 1 }
                return count
            }
        }
    }

    /// The last byte, of those up to `limit`, at which an entry begins.
    private func lastBoundary(in tree: [UInt8], upTo limit: Int) -> Int {
        var boundary = 0
        while let end = end(ofEntryAt: boundary, in: tree), end <= limit { boundary = end }
        return boundary
    }

    /// The first byte, of those from `limit` on, at which an entry begins, or the tree ends.
    private func firstBoundary(in tree: [UInt8], from start: Int, notBefore limit: Int) -> Int {
        var boundary = start
        while boundary < limit {
            guard let end = end(ofEntryAt: boundary, in: tree) else { return tree.count }
            boundary = end
        }
        return boundary
    }

    /// An entry is its mode, its name, a NUL and the 20 bytes of an object's name.
    private func end(ofEntryAt start: Int, in tree: [UInt8]) -> Int? {
        let zero: Int? = unsafe tree.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress else { return nil }
            let found = unsafe memchr(base + start, 0, bytes.count - start)
            return unsafe found.map { unsafe base.distance(to: UnsafeRawPointer($0)) }
        }
        guard let zero, zero + 21 <= tree.count else { return nil }
        return zero + 21
    }
}
