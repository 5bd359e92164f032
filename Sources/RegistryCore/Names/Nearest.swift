/// The name that somebody who wrote `word` most likely meant, the first of several; `nil` if none
/// is near enough.
package func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let candidates = names.map { (name: $0, distance: editDistance(word, $0)) }
    let nearest = candidates.min { $0.distance < $1.distance }
    return nearest.flatMap { $0.distance <= slipsForgiven(in: word) ? $0.name : nil }
}

/// Whether `word` is most likely a slip of `name`.
package func isNear(_ word: String, to name: String) -> Bool {
    editDistance(word, name) <= slipsForgiven(in: word)
}

/// One in short words, three in long ones.
private func slipsForgiven(in word: String) -> Int {
    min(3, max(1, word.unicodeScalars.prefix(12).count / 3))
}

/// How many characters must be inserted, removed, replaced or swapped with their neighbour to make
/// `left` into `right` (optimal string alignment); words too long to be a slip are far apart.
package func editDistance(_ left: String, _ right: String) -> Int {
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
