import Glibc
import RegistryCore

/// A tree with its entries found but left where they lie: a folder may have a thousand, of which a
/// reader wants one, or the two that differ from another tree's.
struct TreeBytes {
    private let bytes: [UInt8]
    private(set) var places: [Place] = []

    /// The length in bytes of the tree itself.
    var size: Int { bytes.count }

    /// Where one entry lies.
    struct Place {
        let start: Int
        let name: Range<Int>
        let mode: FileMode

        /// Where the 20 bytes of the object's name begin.
        var id: Int { name.upperBound + 1 }
        /// Where the next entry begins.
        var end: Int { id + 20 }
    }

    /// The tree without entries.
    static let empty = TreeBytes()

    private init() {
        bytes = []
    }

    /// Finds the entries; `nil` unless Git itself would have written these bytes.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard let places = unsafe bytes.withUnsafeBytes({ unsafe findPlaces(in: $0) }) else {
            return nil
        }
        self.places = places
        guard !hasRepeatedName else { return nil }
    }

    /// The entry at a place, as a value of its own.
    func entry(_ place: Place) -> TreeEntry {
        TreeEntry(
            name: Array(bytes[place.name]), mode: place.mode,
            id: ObjectID(rawBytes: bytes.span.extracting(place.id..<place.end)))
    }

    /// The entry called `name`; `nil` if there is none.
    func entry(named name: [UInt8]) -> TreeEntry? {
        // A file and a folder of one name stand apart, and a tree has one of them at the most.
        (place(of: name, asFolder: true) ?? place(of: name, asFolder: false)).map(entry)
    }

    /// Where the entry of that name and kind lies, found by halving.
    private func place(of name: [UInt8], asFolder isFolder: Bool) -> Place? {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            let place = places[middle]
            let order = unsafe bytes.withUnsafeBytes { bytes in
                unsafe name.withUnsafeBytes { name in
                    unsafe compare(bytes[place.name], place.mode.isTree, name[...], isFolder)
                }
            }
            if order == 0 { return place }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The places at which two trees differ, in order, each side's entry where it has one.
    func differences(
        to new: TreeBytes
    ) -> [(old: TreeEntry?, new: TreeEntry?)] {
        var pairs: [(old: TreeEntry?, new: TreeEntry?)] = []
        var (left, right) = (places[...], new.places[...])
        while let old = left.first, let other = right.first {
            if isSame(old, other, in: new) {
                left.removeFirst()
                right.removeFirst()
                continue
            }
            let (one, two) = (entry(old), new.entry(other))
            if !(two < one) { left.removeFirst() }
            if !(one < two) { right.removeFirst() }
            pairs.append((two < one ? nil : one, one < two ? nil : two))
        }
        return pairs + left.map { (entry($0), nil) } + right.map { (nil, new.entry($0)) }
    }
}

extension TreeBytes {
    private func isSame(_ place: Place, _ other: Place, in new: TreeBytes) -> Bool {
        place.end - place.start == other.end - other.start
            && bytes[place.start..<place.end].elementsEqual(new.bytes[other.start..<other.end])
    }

    /// The order lets a file and a folder of one name stand apart; nothing else can repeat.
    private var hasRepeatedName: Bool {
        let isFolder = places.map(\.mode.isTree)
        guard isFolder.contains(true), isFolder.contains(false) else { return false }
        return Set(places.map { bytes[$0.name] }).count != places.count
    }
}

/// Git's order: by bytes, a folder's name counting as if it ended in a slash; below zero where the
/// left name comes first.
private func compare(
    _ left: Slice<UnsafeRawBufferPointer>, _ leftIsFolder: Bool,
    _ right: Slice<UnsafeRawBufferPointer>, _ rightIsFolder: Bool
) -> Int {
    let (one, other) = unsafe (
        UnsafeRawBufferPointer(rebasing: left), UnsafeRawBufferPointer(rebasing: right)
    )
    let common = min(one.count, other.count)
    if common > 0, let start = one.baseAddress, let end = other.baseAddress {
        let order = unsafe memcmp(start, end, common)
        guard order == 0 else { return Int(order) }
    }
    let slash = { (isFolder: Bool) in isFolder ? Int(UInt8(ascii: "/")) : 0 }
    return unsafe (one.count > common ? Int(one[common]) : slash(leftIsFolder))
        - (other.count > common ? Int(other[common]) : slash(rightIsFolder))
}

/// The entries of a tree, in order; `nil` unless Git would have written them so.
private func findPlaces(in bytes: UnsafeRawBufferPointer) -> [TreeBytes.Place]? {
    var places: [TreeBytes.Place] = []
    // An entry of a catalog has some thirty bytes.
    places.reserveCapacity(bytes.count / 32)
    var start = 0
    while start < bytes.count {
        guard let place = unsafe findPlace(at: start, in: bytes) else { return nil }
        if let last = places.last {
            let order = unsafe compare(
                bytes[last.name], last.mode.isTree, bytes[place.name], place.mode.isTree)
            guard order < 0 else { return nil }
        }
        places.append(place)
        start = place.end
    }
    return places
}

private func findPlace(at start: Int, in bytes: UnsafeRawBufferPointer) -> TreeBytes.Place? {
    guard let (mode, name) = unsafe findMode(at: start, in: bytes),
        let end = unsafe find(0, in: bytes, name..<bytes.count), end > name,
        bytes.count - end > 20,
        unsafe find(UInt8(ascii: "/"), in: bytes, name..<end) == nil
    else { return nil }
    return TreeBytes.Place(start: start, name: name..<end, mode: mode)
}

/// The octal number at `start`, of eleven digits at the most, and where the name after it begins.
private func findMode(
    at start: Int, in bytes: UnsafeRawBufferPointer
) -> (FileMode, name: Int)? {
    var number: UInt64 = 0
    for index in start..<min(start + 12, bytes.count) {
        let byte = unsafe bytes[index]
        guard byte != UInt8(ascii: " ") else {
            guard index > start, unsafe bytes[start] != UInt8(ascii: "0") else { return nil }
            return UInt32(exactly: number).map { (FileMode(rawValue: $0), index + 1) }
        }
        guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
        number = number << 3 | UInt64(byte - UInt8(ascii: "0"))
    }
    return nil
}

private func find(
    _ byte: UInt8, in bytes: UnsafeRawBufferPointer, _ range: Range<Int>
) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let found = unsafe memchr(base + range.lowerBound, CInt(byte), range.count)
    return unsafe found.map { unsafe base.distance(to: UnsafeRawPointer($0)) }
}
