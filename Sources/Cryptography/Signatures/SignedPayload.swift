/// A Git object taken apart: what was signed, and the signature.
///
/// Git takes the last of several signatures, glues several headers together and ignores what
/// follows. Here an object has one signature, of its own kind, at its end, or counts as malformed.
package struct SignedPayload: Equatable, Sendable {
    /// Which kind of signature an object bears.
    package enum Kind: Sendable {
        case none, ssh, openPGP
    }

    /// Decides who can verify `signature`.
    package let kind: Kind
    /// The bytes the signature covers; the whole object if it bears none.
    package let payload: [UInt8]
    /// The armoured signature, from its `BEGIN` line to its `END` line; empty if there is none.
    package let signature: [UInt8]

    /// Takes apart a tag object's content: the signature follows the message.
    package init(tag bytes: [UInt8]) throws(SignatureError) {
        // Git drops such headers from what it verifies, so they would pass unsigned.
        guard !headerLines(of: bytes).contains(where: isSignatureHeader) else {
            throw .malformed(.signatureHeader)
        }
        let starts = lines(of: bytes[...]).filter { Armor(startOf: $0) != nil }.map(\.startIndex)
        guard starts.count <= 1 else { throw .severalSignatures }
        try self.init(
            payload: Array(bytes[..<(starts.first ?? bytes.endIndex)]),
            signature: starts.first.map { Array(bytes[$0...]) })
    }

    /// Takes apart a commit object's content: the signature is the header `gpgsig`, its later lines
    /// indented by a space.
    package init(commit bytes: [UInt8]) throws(SignatureError) {
        let header = headerLines(of: bytes)
        let starts = header.indices.filter { isSignatureHeader(header[$0]) }
        guard starts.allSatisfy({ header[$0].starts(with: commitHeader) }) else {
            throw .malformed(.signatureHeader)
        }
        guard starts.count <= 1 else { throw .severalSignatures }
        guard let start = starts.first else {
            try self.init(payload: bytes, signature: nil)
            return
        }
        let (first, rest) = (header[start], header[(start + 1)...].prefix(while: isIndented))
        let end = rest.last?.endIndex ?? first.endIndex
        try self.init(
            payload: Array(bytes[..<first.startIndex] + bytes[end...]),
            signature: first.dropFirst(commitHeader.count) + rest.flatMap { $0.dropFirst() })
    }

    /// Demands of a signature, if there is one, to be exactly one armoured block.
    private init(payload: [UInt8], signature: [UInt8]?) throws(SignatureError) {
        (self.payload, self.signature) = (payload, signature ?? [])
        guard let signature else {
            kind = .none
            return
        }
        guard let armor = Armor(startOf: signature[...]) else { throw .malformed(.notArmored) }
        _ = try armor.body(of: signature)
        kind =
            switch armor {
            case .ssh: .ssh
            case .openPGP, .openPGPMessage: .openPGP
            case .x509: throw .unsupported(algorithm: "x509")
            }
    }
}

private let commitHeader = Array("gpgsig ".utf8)

/// Whether Git takes a header for a signature: by how it begins, whatever follows.
private func isSignatureHeader(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: "gpgsig".utf8)
}

private func isIndented(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == UInt8(ascii: " ")
}

/// The lines before the first empty one, which parts an object's headers from its message.
private func headerLines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    lines(of: bytes[...]).prefix { $0.first != UInt8(ascii: "\n") }
}
