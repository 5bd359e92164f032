package import FoundationEssentials
import RegistryCore

/// Keys that are not to be trusted any more, and since when.
///
/// One line a key: the key, a time such as `2026-11-20T14:03:11Z`, and perhaps a reason. OpenSSH
/// takes what follows a key for a comment, so a list of SSH keys is just what
/// `ssh-keygen -Y verify -r` reads; to it they are revoked for ever and always.
package struct RevokedKeys: Sendable {
    /// The longest list there is to read, in bytes.
    package static let longest = 1 << 20

    /// How a list names its keys.
    package enum Kind: Sendable {
        /// By the key itself: its type, and base64.
        case ssh
        /// By the fingerprint of the primary key.
        case openPGP
    }

    /// A key, by what its list names it with.
    package enum Key: Hashable, Sendable, CustomStringConvertible {
        case ssh(PublicKey)
        case openPGP(OpenPGPFingerprint)

        /// The key's fingerprint.
        package var description: String {
            switch self {
            case .ssh(let key): key.fingerprint
            case .openPGP(let fingerprint): "\(fingerprint)"
            }
        }
    }

    /// One line.
    package struct Entry: Hashable, Sendable {
        /// Counted from 1.
        package let line: Int
        package let key: Key
        /// From this second on nothing that the key signed counts.
        package let since: Date
        /// What follows; often empty.
        package let reason: String
    }

    /// In the order of their lines.
    package let entries: [Entry]

    /// Nothing revoked.
    package init() {
        entries = []
    }

    /// Reads a list with lines of any system's ends, blank ones and comments after `#`.
    package init(parsing text: String, of kind: Kind) throws(RevokedKeysError) {
        guard text.utf8.count <= Self.longest else {
            throw RevokedKeysError(line: 1, reason: .tooLong(limit: Self.longest))
        }
        var entries: [Entry] = []
        for (index, line) in lines(of: Array(text.utf8)[...]).enumerated() {
            do throws(RevokedKeysError.Reason) {
                guard let entry = try Entry(parsing: line, number: index + 1, kind) else {
                    continue
                }
                entries.append(entry)
            } catch {
                throw RevokedKeysError(line: index + 1, reason: error)
            }
        }
        self.entries = entries
    }

    /// The lines of both, those that are in both once.
    package func adding(_ other: RevokedKeys) -> RevokedKeys {
        RevokedKeys(entries: entries + other.entries.filter { !entries.contains($0) })
    }

    private init(entries: [Entry]) {
        self.entries = entries
    }

    /// Since when `key` is revoked, by the earliest of its lines; `nil` if it is not.
    package func revocation(of key: Key) -> Date? {
        entries.filter { $0.key == key }.map(\.since).min()
    }

    /// Since when the key of `signature`, or the authority that vouches for it, is revoked.
    package func revocation(of signature: Signature) -> Date? {
        [signature.publicKey, signature.certificate?.authority].compactMap(\.self)
            .compactMap { revocation(of: .ssh($0)) }.min()
    }
}

/// Why a text is not a list of revoked keys, and on which line.
package struct RevokedKeysError: Error, Equatable {
    /// Counted from 1.
    package let line: Int
    /// The first thing wrong there.
    package let reason: Reason

    /// What is wrong with the line, or with the whole text.
    package enum Reason: Error, Equatable {
        /// The whole text is longer than `limit` bytes.
        case tooLong(limit: Int)
        /// A byte that moves a terminal's cursor rather than show something.
        case controlCharacter
        case key(KeyError)
        /// Not 40 hex digits in upper case.
        case notAFingerprint
        /// No time after the key, or not as `2026-11-20T14:03:11Z`.
        case improperTime(String)
    }
}
