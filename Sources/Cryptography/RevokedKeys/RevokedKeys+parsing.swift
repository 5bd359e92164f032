import FoundationEssentials
import RegistryCore

extension RevokedKeys.Entry {
    /// Reads a line with its line end; `nil` if it is blank or a comment.
    init?(
        parsing line: ArraySlice<UInt8>, number: Int, _ kind: RevokedKeys.Kind
    ) throws(RevokedKeysError.Reason) {
        var scanner = LineScanner(content(of: line))
        scanner.skipBlanks()
        guard let first = scanner.rest.first, first != UInt8(ascii: "#") else { return nil }
        guard !scanner.rest.contains(where: isControl) else { throw .controlCharacter }
        key =
            switch kind {
            case .ssh: .ssh(try Self.readKey(from: &scanner))
            case .openPGP: .openPGP(try Self.readFingerprint(from: &scanner))
            }
        let time = String(decoding: scanner.readWord(), as: UTF8.self)
        guard let since = Date(timestamp: time) else { throw .improperTime(time) }
        (self.line, self.since, reason) = (number, since, scanner.remainder)
    }

    private static func readKey(
        from scanner: inout LineScanner
    ) throws(RevokedKeysError.Reason) -> PublicKey {
        let (type, base64) = (scanner.readWord(), scanner.readWord())
        do throws(KeyError) {
            return try PublicKey(type: type, base64: base64)
        } catch {
            throw .key(error)
        }
    }

    private static func readFingerprint(
        from scanner: inout LineScanner
    ) throws(RevokedKeysError.Reason) -> OpenPGPFingerprint {
        let word = String(decoding: scanner.readWord(), as: UTF8.self)
        guard let fingerprint = OpenPGPFingerprint(parsing: word) else { throw .notAFingerprint }
        return fingerprint
    }
}
