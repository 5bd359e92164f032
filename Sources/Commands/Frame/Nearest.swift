/// The name that `word` is most likely a slip of; `nil` if none is near.
package func nearest(to word: String, among names: [String]) -> String? {
    let limit = max(1, min(word.count, 9) / 3)
    return names.map { (name: $0, distance: editDistance(word, $0)) }
        .filter { $0.distance <= limit }
        .min { $0.distance < $1.distance }?.name
}

/// How many letters must be added, dropped, replaced or swapped with their neighbour to get from
/// one word to the other (optimal string alignment).
package func editDistance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var rows = [Array(0...right.count)]
    for i in left.indices {
        var row = [i + 1]
        for j in right.indices {
            let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
            var best = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                best = min(best, rows[i - 1][j - 1] + 1)
            }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[left.count][right.count]
}
