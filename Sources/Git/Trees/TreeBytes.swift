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
        // An entry of a catalog has some thirty bytes.
        places.reserveCapacity(bytes.count / 32)
        var start = 0
        while start < bytes.count {
            guard let place = place(at: start), places.last.map({ isBefore($0, place) }) ?? true
            else { return nil }
            places.append(place)
            start = place.end
        }
        guard !hasRepeatedName else { return nil }
    }

    /// The entry at a place, as a value of its own.
    func entry(_ place: Place) -> TreeEntry {
        TreeEntry(
            name: Array(bytes[place.name]), mode: place.mode,
            id: ObjectID(rawBytes: bytes[place.id..<place.end]))
    }

    /// The entry called `name`; `nil` if there is none.
    func entry(named name: [UInt8]) -> TreeEntry? {
        places.first { $0.name.count == name.count && bytes[$0.name].elementsEqual(name) }
            .map(entry)
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

    /// Git's order: by bytes, a folder's name counting as if it ended in a slash.
    private func isBefore(_ left: Place, _ right: Place) -> Bool {
        let common = min(left.name.count, right.name.count)
        for index in 0..<common {
            let one = bytes[left.name.lowerBound + index]
            let other = bytes[right.name.lowerBound + index]
            if one != other { return one < other }
        }
        return byte(common, of: left) < byte(common, of: right)
    }

    private func byte(_ index: Int, of place: Place) -> UInt8 {
        guard index == place.name.count else { return bytes[place.name.lowerBound + index] }
        return place.mode.isTree ? UInt8(ascii: "/") : 0
    }

    private func place(at start: Int) -> Place? {
        guard let space = index(of: UInt8(ascii: " "), from: start),
            let mode = mode(start..<space), let end = index(of: 0, from: space + 1),
            end > space + 1, bytes.count - end > 20,
            !bytes[(space + 1)..<end].contains(UInt8(ascii: "/"))
        else { return nil }
        return Place(start: start, name: (space + 1)..<end, mode: mode)
    }

    private func index(of byte: UInt8, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    private func mode(_ digits: Range<Int>) -> FileMode? {
        guard (1...11).contains(digits.count), bytes[digits.lowerBound] != UInt8(ascii: "0")
        else { return nil }
        var number: UInt64 = 0
        for digit in bytes[digits] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
            number = number << 3 | UInt64(digit - UInt8(ascii: "0"))
        }
        return UInt32(exactly: number).map(FileMode.init(rawValue:))
    }
}
