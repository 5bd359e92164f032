import Cryptography
import FoundationEssentials
import Registry
import RegistryCore

func checkArmor(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let signature = try? Signature(armored: bytes) else { return false }
    try require(!signature.namespace.isEmpty, "a signature is for no namespace")
    // Nobody signed this, so a fuzzer that finds a signature of it has broken the verifier.
    let message = Array("what nobody signed".utf8)
    try require(!isGood(signature, over: message), "a signature of nothing verifies")
    let padded = bytes + [UInt8(ascii: "\n"), UInt8(ascii: "\n")]
    try require((try? Signature(armored: padded)) == nil, "what follows a signature is ignored")
    return true
}

private func isGood(_ signature: Signature, over message: [UInt8]) -> Bool {
    (try? signature.verify(message, namespace: signature.namespace)) != nil
}

/// Armors the bytes as OpenSSH does: base64 in lines of 70.
func checkSSHSIG(_ blob: [UInt8]) throws(BrokenProperty) -> Bool {
    let base64 = Array(Data(blob).base64EncodedData())
    var lines = "-----BEGIN SSH SIGNATURE-----\n"
    for start in stride(from: 0, to: base64.count, by: 70) {
        let line = base64[start..<min(start + 70, base64.count)]
        lines += String(decoding: line, as: UTF8.self) + "\n"
    }
    return try checkArmor(Array("\(lines)-----END SSH SIGNATURE-----\n".utf8))
}

func checkSigners(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let list = try? AllowedSigners(parsing: text) else {
        try require((try? Signers(parsing: bytes)) == nil, "what can't be read is a list")
        return false
    }
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    try require(list.entries.count <= lines, "a line has two entries")
    for entry in list.entries {
        try require(list.entries(for: entry.key).contains(entry), "a key is not found again")
        // A tab is a blank, as for OpenSSH; a catalog's own list holds addresses alone.
        let principals = entry.principals.map { $0.filter { $0 != "\t" } }
        try require(principals.allSatisfy(isInert), "a principal has control characters")
    }
    guard let signers = try? Signers(parsing: bytes) else { return true }
    for key in signers.keys {
        try require(signers.owner(of: key.publicKey) == key, "a key has two owners")
    }
    return true
}

func checkRevoked(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let lists = [
        try? RevokedKeys(parsing: text, of: .ssh), try? RevokedKeys(parsing: text, of: .openPGP),
    ].compactMap(\.self)
    for list in lists {
        for entry in list.entries {
            let since = list.revocation(of: entry.key)
            try require(since.map { $0 <= entry.since } == true, "a revoked key is not revoked")
            try require(isInert(entry.key.description), "a key has control characters")
        }
        let doubled = list.adding(list)
        try require(doubled.entries == list.entries, "a list added to itself grows")
    }
    return !lists.isEmpty
}
