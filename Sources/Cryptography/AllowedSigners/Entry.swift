package import FoundationEssentials

extension AllowedSigners {
    /// One line: a key, and what signing it is trusted with.
    package struct Entry: Equatable, Sendable {
        /// Counted from 1.
        package let line: Int
        /// Vouches for the certificates it signed, and for no signature of its own.
        package let isCertificateAuthority: Bool
        /// What signatures may be for; anything if `nil`.
        package let namespaces: PatternList?
        /// The first second at which the key is valid.
        package let validAfter: Date?
        /// The last second at which the key is valid.
        package let validBefore: Date?
        /// Whether a time is written without `Z`, so that it depends on the time zone of the
        /// machine that reads it, as it does for `ssh-keygen`.
        package let dependsOnTimeZone: Bool
        /// The key itself; of an unsupported algorithm if it cannot verify here.
        package let key: PublicKey
        /// What follows the key; often empty.
        package let comment: String

        private let principalList: PatternList

        /// Who may sign with the key: patterns as written, `!` included.
        package var principals: [String] {
            principalList.patterns
        }

        /// Whether the line is for `principal`; case counts.
        package func matches(principal: String) -> Bool {
            principalList.matches(principal)
        }

        /// Whether the key may sign for `namespace`.
        package func permits(namespace: String) -> Bool {
            namespaces?.matches(namespace) ?? true
        }

        /// Whether the key is valid at `date`, in whole seconds, both ends included.
        package func isValid(at date: Date) -> Bool {
            let second = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
            return validAfter.map { $0 <= second } ?? true
                && validBefore.map { second <= $0 } ?? true
        }
    }
}

extension AllowedSigners.Entry {
    /// Reads a line with its line end; `nil` if it is blank or a comment.
    init?(parsing line: ArraySlice<UInt8>, number: Int) throws(AllowedSignersError.Reason) {
        var scanner = LineScanner(content(of: line))
        scanner.skipBlanks()
        guard let first = scanner.rest.first, first != UInt8(ascii: "#") else { return nil }
        guard !scanner.rest.contains(where: isControl) else { throw .controlCharacter }
        let principals = PatternList(parsing: try scanner.readPrincipals())
        let options = try Self.readOptions(from: &scanner)
        let key = try Self.readKey(from: &scanner)
        self.init(
            line: number, isCertificateAuthority: options.isCertificateAuthority,
            namespaces: options.namespaces, validAfter: options.validAfter?.date,
            validBefore: options.validBefore?.date,
            dependsOnTimeZone: [options.validAfter, options.validBefore]
                .contains { $0?.isLocal == true },
            key: key, comment: scanner.remainder, principalList: principals)
    }

    /// A key may come at once, and whatever is none must be options.
    private static func readOptions(
        from scanner: inout LineScanner
    ) throws(AllowedSignersError.Reason) -> SignerOptions {
        var ahead = scanner
        guard !PublicKey.isKey(type: ahead.readWord(), base64: ahead.readWord()) else {
            return SignerOptions()
        }
        guard !scanner.isAtEnd else { throw .missingKey }
        return try SignerOptions(parsing: try scanner.readOptions())
    }

    private static func readKey(
        from scanner: inout LineScanner
    ) throws(AllowedSignersError.Reason) -> PublicKey {
        let (type, base64) = (scanner.readWord(), scanner.readWord())
        guard !base64.isEmpty else { throw .missingKey }
        do throws(KeyError) {
            return try PublicKey(type: type, base64: base64)
        } catch {
            throw .key(error)
        }
    }
}
