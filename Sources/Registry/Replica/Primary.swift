import Git
import RegistryCore

/// The registry that a replica follows, as its server offers it.
struct Primary: Hashable, Sendable {
    /// Such as `https://models.example.com/acme.git`.
    let url: String

    /// Where the replica's Git configuration has the address.
    static let setting: StaticString = "cairn.follows"

    /// The registry that the one in this catalog follows; `nil` where it is one of its own.
    init?(of catalog: Catalog) {
        guard let url = try? catalog.repository.config("\(Self.setting)"), !url.isEmpty else {
            return nil
        }
        self.url = url
    }

    init(url: String) {
        self.url = url
    }

    /// Nothing enters a replica but what its primary has.
    var refusal: RegistryError {
        RegistryError(
            .readOnly, "This is a replica, from which one can only read.",
            remedy: "Push and upload to the primary: \(url)")
    }

    func address(of digest: Digest) -> String { "\(url)/info/lfs/objects/\(digest)" }
}
