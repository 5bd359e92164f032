extension Certificate {
    /// The fields of a certificate's blob that matter here, in their order there.
    struct Fields {
        /// The certified key's own blob.
        let key: [UInt8]
        let kind: UInt32
        let principals: [String]
        let validAfter: UInt64
        let validBefore: UInt64
        let criticalOptions: [String]
        let authority: [UInt8]
        let signed: [UInt8]
        let signature: [UInt8]

        init(of blob: [UInt8], keyType: String) throws(WireError) {
            var reader = SSHReader(blob)
            _ = try reader.readString()
            _ = try reader.readString()  // a nonce, so that the authority signs nothing foreseeable
            let start = reader.count
            _ = try KeyMaterial.fields(of: keyType, from: &reader)
            let end = reader.count
            var key: [UInt8] = []
            key.appendSSHString(keyType.utf8)
            self.key = key + blob[(blob.count - start)..<(blob.count - end)]
            _ = try reader.readUInt64()  // the serial number
            kind = try reader.readUInt32()
            _ = try reader.readString()  // what the authority calls it
            principals = try Self.strings(in: reader.readString())
            validAfter = try reader.readUInt64()
            validBefore = try reader.readUInt64()
            criticalOptions = try Self.names(in: reader.readString())
            _ = try Self.names(in: reader.readString())  // extensions, which may be passed over
            _ = try reader.readString()  // reserved
            authority = try reader.readString()
            signed = Array(blob[..<(blob.count - reader.count)])
            signature = try reader.readString()
            try reader.finish()
        }

        private static func strings(in bytes: [UInt8]) throws(WireError) -> [String] {
            var reader = SSHReader(bytes)
            var strings: [String] = []
            while reader.count > 0 {
                strings.append(String(decoding: try reader.readString(), as: UTF8.self))
            }
            return strings
        }

        /// The names of a list of names and values.
        private static func names(in bytes: [UInt8]) throws(WireError) -> [String] {
            var reader = SSHReader(bytes)
            var names: [String] = []
            while reader.count > 0 {
                names.append(try reader.readName())
                _ = try reader.readString()
            }
            return names
        }
    }
}
