/// A signed commit or tag, taken apart where Git takes it apart.
package struct SignedObject: Equatable, Sendable {
    /// The exact bytes the signature was made over.
    package let payload: [UInt8]
    /// The armoured signature; of a tag, with all that follows it.
    package let signature: [UInt8]

    /// Splits a tag's bytes at the last line that begins a signature (`gpg-interface.c`); `nil` if
    /// there is none.
    package init?(tag bytes: [UInt8]) {
        let starts = bytes.indices.filter { $0 == 0 || bytes[$0 - 1] == UInt8(ascii: "\n") }
        let armours = Self.armours.map { Array("-----BEGIN \($0)-----".utf8) }
        let isSignature = { (start: Int) in armours.contains { bytes[start...].starts(with: $0) } }
        guard let start = starts.last(where: isSignature) else { return nil }
        payload = Array(bytes[..<start])
        signature = Array(bytes[start...])
    }

    /// Lifts a commit's `gpgsig` header out of its bytes; `nil` if it has none, or more than one
    /// header that Git might take for a signature.
    package init?(commit bytes: [UInt8]) {
        var payload: [UInt8] = []
        var signature: [ArraySlice<UInt8>] = []
        var isSignature = false
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end != rest.startIndex {
            let line = rest[..<end]
            let isFolded = line.first == UInt8(ascii: " ")
            rest = rest[(end + 1)...]
            if !isFolded {
                isSignature = line.starts(with: "gpgsig".utf8)
            }
            if isSignature, !isFolded {
                guard line.starts(with: "gpgsig ".utf8), signature.isEmpty else { return nil }
            }
            if isSignature {
                signature.append(line.dropFirst(isFolded ? 1 : "gpgsig ".utf8.count))
            } else {
                payload += line + [UInt8(ascii: "\n")]
            }
        }
        guard !signature.isEmpty else { return nil }
        self.payload = payload + rest
        self.signature = Array(signature.joined(separator: "\n".utf8)) + "\n".utf8
    }

    private static let armours = [
        "PGP SIGNATURE", "PGP MESSAGE", "SIGNED MESSAGE", "SSH SIGNATURE",
    ]
}
