package import RegistryCore

/// What `--dataset` takes: which data, in which version, and the digest that proves it.
package struct DatasetWord: Word {
    package let name: String
    package let version: String
    package let digest: Digest?

    package static let noun = "a data set"
    package static let grammar =
        "<name>@<version>[=sha256:<64 hex digits>], such as payments-2026-10@3"

    /// Splits at the first `=`, and before it at the last `@`.
    package init?(parsing text: String) {
        let (subject, proof) = text.cut(at: "=") ?? (text, nil)
        guard let (name, version) = subject.cut(atLast: "@"), name.isPlainName, version.isPlainName
        else { return nil }
        digest = proof.flatMap { proof in
            proof.hasPrefix("sha256:") ? Digest(parsing: proof.dropFirst("sha256:".count)) : nil
        }
        guard proof == nil || digest != nil else { return nil }
        self.name = name
        self.version = version
    }

    package var description: String {
        "\(name)@\(version)\(digest.map { "=sha256:\($0)" } ?? "")"
    }
}
