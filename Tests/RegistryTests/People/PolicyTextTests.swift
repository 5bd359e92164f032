import Manifests
import RegistryCore
import Testing

@testable import Registry

@Suite struct `Somebody is added to registry.yaml` {
    private static func policy(groups: String, access: String) -> String {
        """
        # Ours.
        schema: cairn.registry/v1
        registry: acme
        id: 7f3a9c0e41d2b856

        \(groups)access: # who may do what
        \(access)
        stages: # the ladder
          - name: staging # first

        """
    }

    private static let admin = "  - {who: ada@example.com, role: admin} # the first\n"

    private func edited(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        let old = try readManifest(Policy.self, from: bytes, path: "registry.yaml")
        var new = old
        let bob = try Person(checking: "bob@example.com")
        new.groups = (old.groups ?? [:])
        new.groups?[try GroupName(checking: "leads"), default: []].append(bob)
        new.access.append(AccessRule(who: .person(bob), role: .reader))
        let edited = PolicyText.edit(bytes, from: old, to: new)
        #expect(try readManifest(Policy.self, from: edited, path: "registry.yaml") == new)
        return String(decoding: edited, as: UTF8.self)
    }

    @Test(arguments: [
        (
            "groups:\n  leads: [ada@example.com] # us\n",
            "groups:\n  leads: [ada@example.com, bob@example.com] # us\n"
        ),
        ("groups:\n  leads: []\n\n", "groups:\n  leads: [bob@example.com]\n\n"),
        (
            "groups:\n  others: [ada@example.com]\n# of them all\n\n",
            "groups:\n  others: [ada@example.com]\n  leads: [bob@example.com]\n# of them all\n\n"
        ),
        (
            "groups:\n  leads:\n    - ada@example.com # us\n  others: []\n",
            "groups:\n  leads:\n    - ada@example.com # us\n    - bob@example.com\n  others: []\n"
        ),
        ("", "groups:\n  leads: [bob@example.com]\n\n"),
    ])
    func `and everything else stays as it was written`(before: String, after: String) throws {
        let text = try edited(Self.policy(groups: before, access: Self.admin))
        let rule = Self.admin + "  - {who: bob@example.com, role: reader}\n"
        #expect(text == Self.policy(groups: after, access: rule))
    }

    @Test(arguments: [
        ("groups: {leads: [ada@example.com], others: []}\n", admin),
        ("groups:\n  leads:\n  - ada@example.com\n", admin),
        ("groups:\n  \"leads\": [\n    ada@example.com\n  ]\n", admin),
        ("", "  - who: ada@example.com\n    role: admin\n"),
    ])
    func `even where its layout is not known here`(groups: String, access: String) throws {
        _ = try edited(Self.policy(groups: groups, access: access))
    }
}
