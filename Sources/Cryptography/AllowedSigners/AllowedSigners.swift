package import FoundationEssentials

/// Who may sign with which key, as OpenSSH writes it (ALLOWED SIGNERS in ssh-keygen(1)).
///
/// One line a key: principals, perhaps options, the key, perhaps a comment. OpenSSH skips a line it
/// cannot read; here the whole text is refused, since a signer who was meant to be listed, and is
/// not, should be noticed by who writes the list, not by who needs the signature.
package struct AllowedSigners: Sendable {
    /// The longest list there is to read, in bytes.
    package static let longest = 1 << 20

    /// In the order of their lines.
    package let entries: [Entry]

    /// Reads a list with lines of any system's ends, blank ones and comments after `#`.
    package init(parsing text: String) throws(AllowedSignersError) {
        guard text.utf8.count <= Self.longest else {
            throw AllowedSignersError(line: 1, reason: .tooLong(limit: Self.longest))
        }
        var entries: [Entry] = []
        for (index, line) in lines(of: Array(text.utf8)[...]).enumerated() {
            do throws(AllowedSignersError.Reason) {
                guard let entry = try Entry(parsing: line, number: index + 1) else { continue }
                entries.append(entry)
            } catch {
                throw AllowedSignersError(line: index + 1, reason: error)
            }
        }
        self.entries = entries
    }

    /// All lines that name `key`, whatever they allow it.
    package func entries(for key: PublicKey) -> [Entry] {
        entries.filter { $0.key == key }
    }

    /// The first line that lets `key` sign as `principal`, for `namespace` and at `date`: there is
    /// one exactly if `ssh-keygen -Y verify` accepts a good signature of that key.
    package func entry(
        allowing key: PublicKey, as principal: String, in namespace: String, at date: Date
    ) -> Entry? {
        entries(for: key).first {
            !$0.isCertificateAuthority && $0.matches(principal: principal)
                && $0.permits(namespace: namespace) && $0.isValid(at: date)
        }
    }

    /// The first line of an authority that lets `certificate` sign as `principal`, for `namespace`
    /// and at `date`: if there is one, `ssh-keygen -Y verify` accepts a good signature with it.
    package func entry(
        allowing certificate: Certificate, as principal: String, in namespace: String,
        at date: Date
    ) -> Entry? {
        guard (try? certificate.authorize(principal, at: date)) != nil else { return nil }
        return entries(for: certificate.authority).first {
            $0.isCertificateAuthority && $0.matches(principal: principal)
                && $0.permits(namespace: namespace) && $0.isValid(at: date)
        }
    }

    /// The principals of the first line with `key` that is valid at `date`, as
    /// `ssh-keygen -Y find-principals` prints them; none if that line does not permit `namespace`.
    ///
    /// `ssh-keygen` looks at the namespace only afterwards, and so does Git: a later line that
    /// permits it is not looked for.
    package func principals(
        for key: PublicKey, at date: Date, namespace: String
    ) -> [String] {
        let first = entries(for: key).first {
            !$0.isCertificateAuthority && $0.isValid(at: date)
        }
        guard let first, first.permits(namespace: namespace) else { return [] }
        return Array(first.principals.prefix { !$0.isEmpty })
    }
}
