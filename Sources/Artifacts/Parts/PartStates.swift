/// How far each part of a file is.
struct PartStates: Sendable {
    enum Part: Sendable {
        case lacking
        /// Somebody is writing it.
        case claimed
        /// It is there, and is never written again.
        case present
    }

    /// By number, which counts from 1.
    private var parts: [Part]
    /// Whether somebody is hashing.
    var isHashing = false
    /// How many parts from the first on have been hashed.
    var hashed = 0
    private var isCompleting = false

    init(_ parts: [Part]) {
        self.parts = parts
    }

    /// The parts that are there.
    var present: [Int] { parts.indices.filter { parts[$0] == .present }.map { $0 + 1 } }

    /// The part that comes next, if it is there.
    var nextToHash: Int? {
        hashed < parts.count && parts[hashed] == .present ? hashed + 1 : nil
    }

    /// What the part was before it was claimed.
    mutating func claim(_ part: Int) -> Part {
        let before = parts[part - 1]
        if before == .lacking { parts[part - 1] = .claimed }
        return before
    }

    mutating func claim(atMost most: Int) -> Range<Int>? {
        guard let first = parts.firstIndex(of: .lacking) else { return nil }
        let run = parts[first...].prefix(most).prefix { $0 == .lacking }
        for index in run.indices { parts[index] = .claimed }
        return run.startIndex + 1..<run.endIndex + 1
    }

    mutating func arrive(_ part: Int) {
        parts[part - 1] = .present
    }

    /// Gives back what was claimed and did not come.
    mutating func release(_ claimed: Range<Int>) {
        for part in claimed where parts[part - 1] == .claimed { parts[part - 1] = .lacking }
    }

    /// Whether it is up to the caller to hash.
    mutating func beginHashing() -> Bool {
        guard !isHashing else { return false }
        isHashing = true
        return true
    }

    /// Whether all is hashed, and it is up to the caller to end it.
    mutating func beginCompleting() -> Bool {
        guard hashed == parts.count, !isCompleting else { return false }
        isCompleting = true
        return true
    }
}
