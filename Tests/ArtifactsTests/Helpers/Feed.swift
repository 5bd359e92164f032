/// Gives bytes out in pieces.
actor Feed {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        let piece = Array(rest.prefix(700_001))
        rest = rest.dropFirst(piece.count)
        return piece
    }
}
