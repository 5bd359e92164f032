import FoundationEssentials

/// Builds SSH wire format, right or wrong as the test wants it, apart from the code under test.
enum Wire {
    static func string(_ text: String) -> [UInt8] {
        string(Array(text.utf8))
    }

    static func string(_ bytes: [UInt8]) -> [UInt8] {
        uint32(UInt32(bytes.count)) + bytes
    }

    static func uint32(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}

/// The fields of an SSH signature, to be changed one by one and put together again.
struct SignatureFields: Sendable {
    var preamble = Array("SSHSIG".utf8)
    var version: UInt32 = 1
    var publicKey: [UInt8]
    var namespace: [UInt8]
    var reserved: [UInt8]
    var hash: [UInt8]
    var algorithm: [UInt8]
    var signature: [UInt8]
    var insideTail: [UInt8] = []
    var tail: [UInt8] = []

    /// Takes a good signature apart.
    init(armored: [UInt8]) throws {
        let lines = String(decoding: armored, as: UTF8.self).split(separator: "\n")
        let text = lines.dropFirst().dropLast().joined()
        var rest = Array(Data(base64Encoded: text) ?? Data())[...]
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        func string() -> [UInt8] {
            take(take(4).reduce(0) { $0 << 8 | Int($1) })
        }
        _ = take(6 + 4)
        (publicKey, namespace, reserved, hash) = (string(), string(), string(), string())
        rest = string()[...]
        (algorithm, signature) = (string(), string())
    }

    var blob: [UInt8] {
        let inner = Wire.string(algorithm) + Wire.string(signature) + insideTail
        let outer = [publicKey, namespace, reserved, hash, inner].flatMap { Wire.string($0) }
        return preamble + Wire.uint32(version) + outer + tail
    }

    var armored: [UInt8] {
        armor(base64(blob))
    }
}

/// Puts base64 between the lines of an SSH signature, 70 characters a line as OpenSSH does.
func armor(_ text: String) -> [UInt8] {
    var lines = ["-----BEGIN SSH SIGNATURE-----"]
    var rest = text[...]
    while !rest.isEmpty {
        lines.append(String(rest.prefix(70)))
        rest = rest.dropFirst(70)
    }
    lines += ["-----END SSH SIGNATURE-----", ""]
    return Array(lines.joined(separator: "\n").utf8)
}

/// Base64 in one line.
func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
}
