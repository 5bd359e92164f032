/// An SSH signature over a message, as `ssh-keygen -Y sign` and Git make it
/// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig).
///
/// Whatever is accepted here, `ssh-keygen -Y verify` accepts too. It also lets through a version
/// below 1, bytes in the reserved field and integers with needless zeros; those are refused here,
/// because each would be a second spelling of the same signature.
package struct Signature: Sendable {
    /// The key that claims to have signed.
    package let publicKey: PublicKey
    /// What says whose key that is, where the signature brings it along.
    package let certificate: Certificate?
    /// What the signature was made for, such as `git`; never empty.
    package let namespace: String
    /// What the message was hashed with before it was signed: SHA-256 or SHA-512.
    package let hash: HashFunction

    /// The signature proper, as keys of that type encode it.
    let bytes: [UInt8]

    /// Reads an armoured signature of at most 64 KiB, its `END` line being the last.
    package init(armored: [UInt8]) throws(SignatureError) {
        let lines = try Armor.ssh.body(of: armored)
        guard let blob = decodeBase64(lines.filter { $0 != UInt8(ascii: "\n") }) else {
            throw .malformed(.notBase64)
        }
        let fields: Fields
        do throws(WireError) {
            fields = try Fields(of: blob)
        } catch {
            throw .malformed(.encoding(error))
        }
        try self.init(fields)
    }

    private init(_ fields: Fields) throws(SignatureError) {
        guard fields.preamble == Fields.preamble else { throw .malformed(.notSSHSIG) }
        guard fields.version == 1 else { throw .malformed(.version(fields.version)) }
        guard !fields.namespace.isEmpty else { throw .malformed(.noNamespace) }
        guard fields.reserved.isEmpty else { throw .malformed(.reservedField) }
        guard let hash = HashFunction(rawValue: fields.hash), hash != .sha384 else {
            throw .unsupported(algorithm: fields.hash)
        }
        (publicKey, certificate) = try Self.signer(fields.publicKey)
        (namespace, self.hash, bytes) = (fields.namespace, hash, fields.signature)
    }
}

extension Signature {
    /// The key in `blob`, which is a key or a certificate of one.
    private static func signer(
        _ blob: [UInt8]
    ) throws(SignatureError) -> (PublicKey, Certificate?) {
        let key: PublicKey
        do throws(KeyError) { key = try PublicKey(blob: blob) } catch {
            throw .malformed(.key(error))
        }
        let certificate = try Certificate(in: key)
        return (certificate?.publicKey ?? key, certificate)
    }

    /// The fields of a signature's blob, in their order there.
    private struct Fields {
        static let preamble = Array("SSHSIG".utf8)

        let preamble: [UInt8]
        let version: UInt32
        let publicKey: [UInt8]
        let namespace: String
        let reserved: [UInt8]
        let hash: String
        let signature: [UInt8]

        init(of blob: [UInt8]) throws(WireError) {
            var reader = SSHReader(blob)
            preamble = try reader.readBytes(Self.preamble.count)
            version = try reader.readUInt32()
            publicKey = try reader.readString()
            namespace = try reader.readName()
            reserved = try reader.readString()
            hash = try reader.readName()
            signature = try reader.readString()
            try reader.finish()
        }
    }

    /// What is signed in a message's place: the purpose and the message's hash.
    func signedData(for message: [UInt8]) -> [UInt8] {
        Self.signedData(for: message, namespace: namespace, hash: hash)
    }

    static func signedData(
        for message: [UInt8], namespace: String, hash: HashFunction
    ) -> [UInt8] {
        Fields.preamble + purpose(namespace, hash, hash.hash(message))
    }

    /// What the signed data and the signature itself have in common, and what each has after it.
    static func purpose(
        _ namespace: String, _ hash: HashFunction, _ last: [UInt8]
    ) -> [UInt8] {
        var data: [UInt8] = []
        data.appendSSHString(namespace.utf8)
        data.appendSSHString([])
        data.appendSSHString(hash.rawValue.utf8)
        data.appendSSHString(last)
        return data
    }

    /// A signature of version 1, armoured: what reading it gives back.
    static func armored(
        _ bytes: [UInt8], by key: PublicKey, namespace: String, hash: HashFunction
    ) -> [UInt8] {
        var blob = Fields.preamble + [0, 0, 0, 1]
        blob.appendSSHString(key.blob)
        return Armor.ssh.armored(blob + purpose(namespace, hash, bytes))
    }
}
