import Git
package import RegistryCore

/// An issuer whose tokens a registry's policy lets count, and where its keys come from.
package struct KeySource: Hashable, Sendable {
    package let issuer: IssuerURL
    /// A file on this machine, for an issuer that can't be reached from it; `nil`: asked for.
    let file: String?
}

extension ServedCatalog {
    /// The issuers whose tokens count here.
    package func keySources() throws(RegistryError) -> [KeySource] {
        try (policy().issuers ?? []).map { rules throws(RegistryError) in
            let file = try translate("cairn.\(rules.url).jwks") { () throws(GitError) in
                try catalog.repository.config("cairn.\(rules.url).jwks")
            }
            return KeySource(issuer: rules.url, file: file.map { absolute($0) })
        }
    }

    /// Whom verified claims stand for here; `nil` for nobody.
    package func caller(showing proof: TokenProof) throws(RegistryError) -> Caller? {
        guard try keySources().contains(proof.source) else { return nil }
        return try policy().caller(claiming: proof.claims)
    }

    /// A path as the registry's configuration means it: from the registry's own folder.
    private nonisolated func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }
}
