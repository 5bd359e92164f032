/// What `init` and `new` write, embedded so that one binary carries it all.
package enum Template: String, CaseIterable, Sendable {
    case attributes = ".gitattributes"
    case lfsConfig = ".lfsconfig"
    /// The policy with which one person can do it all.
    case soloPolicy = "registry-solo.yaml"
    /// The policy with which two others approve what goes to production.
    case teamPolicy = "registry-team.yaml"
    case modelCard = "model-card.md"

    /// The file as it stands in the source tree.
    package var bytes: [UInt8] {
        switch self {
        case .attributes: PackageResources.gitattributes
        case .lfsConfig: PackageResources.lfsconfig
        case .soloPolicy: PackageResources.registry_solo_yaml
        case .teamPolicy: PackageResources.registry_team_yaml
        case .modelCard: PackageResources.model_card_md
        }
    }

    /// The text with every `{{name}}` replaced by its value.
    package func filled(_ values: [String: String]) -> String {
        filling(bytes, with: values)
    }
}

/// The text of `bytes` with every `{{name}}` replaced by its value.
func filling(_ bytes: [UInt8], with values: [String: String]) -> String {
    values.reduce(into: String(decoding: bytes, as: UTF8.self)) { text, value in
        text = text.split(separator: "{{\(value.key)}}", omittingEmptySubsequences: false)
            .joined(separator: value.value)
    }
}
