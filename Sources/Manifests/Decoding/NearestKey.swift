/// The key that somebody who wrote `key` most likely meant; `nil` if none is near enough.
func nearestKey(to key: String, in known: Set<String>) -> String? {
    let candidates = known.sorted().map { (key: $0, distance: editDistance(key, $0)) }
    let nearest = candidates.min { $0.distance < $1.distance }
    return nearest.flatMap { $0.distance <= tolerance(for: key) ? $0.key : nil }
}

/// How many slips a word may contain and still be recognised: one in short words, three in long.
func tolerance(for key: String) -> Int {
    min(3, max(1, key.unicodeScalars.prefix(12).count / 3))
}

/// How many characters must be inserted, removed, replaced or swapped with their neighbour to make
/// `left` into `right` (optimal string alignment); keys too long to be anyone's slip are far apart.
func editDistance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars.prefix(65)), Array(right.unicodeScalars))
    guard left.count <= 64, right.count <= 64 else { return .max }
    var beforeLast: [Int] = [], last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let change = left[row] == right[column] ? 0 : 1
            var least = min(last[column + 1] + 1, current[column] + 1, last[column] + change)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                least = min(least, beforeLast[column - 1] + 1)
            }
            current.append(least)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
