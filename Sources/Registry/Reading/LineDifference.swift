/// What a reader needs of two texts: the lines that differ, a few around them, and nothing else, in
/// the unified format (`diff -u`).
struct LineDifference {
    private var lines: [Line] = []

    /// Equal lines shown before and after a change.
    private static let context = 3
    /// Comparing costs the product of what differs, so longer texts are not compared.
    private static let most = 1000

    /// One line of the answer: in both texts, or in one of them.
    private enum Line {
        case both(Substring)
        case old(Substring)
        case new(Substring)

        var text: String {
            switch self {
            case .both(let line): " \(line)"
            case .old(let line): "-\(line)"
            case .new(let line): "+\(line)"
            }
        }

        var isChange: Bool { if case .both = self { false } else { true } }
        var isInOld: Bool { if case .new = self { false } else { true } }
        var isInNew: Bool { if case .old = self { false } else { true } }
    }

    /// Compares two texts; `nil` where more than a thousand lines between the first and the last
    /// that differ would have to be compared.
    init?(from old: String, to new: String) {
        let old = lineList(old), new = lineList(new)
        let head = zip(old, new).prefix { $0 == $1 }.count
        let rest = (old.dropFirst(head), new.dropFirst(head))
        let tail = zip(rest.0.reversed(), rest.1.reversed()).prefix { $0 == $1 }.count
        let before = rest.0.dropLast(tail), after = rest.1.dropLast(tail)
        guard max(before.count, after.count) <= Self.most else { return nil }
        lines = old.prefix(head).map(Line.both)
        compare(Array(before), Array(after))
        lines += old.suffix(tail).map(Line.both)
    }

    /// Takes both texts in step: what was removed, what was inserted, and what is in both.
    private mutating func compare(_ old: [Substring], _ new: [Substring]) {
        let difference = new.difference(from: old)
        var removed: Set<Int> = [], inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                lines.append(.old(old[left]))
                left += 1
            } else if inserted.contains(right) {
                lines.append(.new(new[right]))
                right += 1
            } else {
                lines.append(.both(old[left]))
                left += 1
                right += 1
            }
        }
    }

    /// The hunks, each under its `@@ -<line>,<count> +<line>,<count> @@`; empty for equal texts.
    var unified: [String] {
        hunks.flatMap { range in
            [header(of: range)] + lines[range].map(\.text)
        }
    }

    private var hunks: [Range<Int>] {
        var hunks: [Range<Int>] = []
        for index in lines.indices where lines[index].isChange {
            let start = max(0, index - Self.context)
            let end = min(lines.count, index + Self.context + 1)
            if let last = hunks.last, start <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks
    }

    private func header(of range: Range<Int>) -> String {
        "@@ -\(span(range, \.isInOld)) +\(span(range, \.isInNew)) @@"
    }

    /// As in POSIX `diff -u`: the number of the first line and how many there are, or the line
    /// before where there is none.
    private func span(_ range: Range<Int>, _ isThere: (Line) -> Bool) -> String {
        let before = lines[..<range.lowerBound].filter(isThere).count
        let count = lines[range].filter(isThere).count
        return count == 1 ? "\(before + 1)" : "\(count == 0 ? before : before + 1),\(count)"
    }
}

/// The lines of a text; the end of the last one is not a line of its own.
private func lineList(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
}
