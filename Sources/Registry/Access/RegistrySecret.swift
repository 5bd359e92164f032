import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// What only the registry's own account can read: `<catalog>/cairn/secret`, mode 0600, 32 random
/// bytes in hex.
///
/// Who can show a code made with it has been in that account, or was given the code by it.
struct RegistrySecret: Sendable {
    private let key: [UInt8]

    /// What a code is about, so that one made for one thing counts for no other.
    enum Purpose: String {
        case permit = "cairn.permit/v1"
        case transfer = "cairn.transfer/v1"
        case session = "cairn.session/v1"
        case page = "cairn.page/v1"
    }

    /// Reads the catalog's secret; `nil` if this account may not, or there is none.
    init?(catalog directory: String) {
        guard let bytes = FileManager.default.contents(atPath: Self.path(directory)),
            bytes.count == Self.length
        else { return nil }
        key = Array(bytes)
    }

    /// Reads the catalog's secret, after making it if there is none.
    init(makingIn directory: String) throws(RegistryError) {
        if let secret = RegistrySecret(catalog: directory) {
            self = secret
            return
        }
        let made = Array(randomHex(byteCount: Self.length / 2).utf8)
        do {
            try writeOnce(made, to: Self.path(directory), permissions: 0o600)
        } catch {
            throw explain(error)
        }
        // Another process may have been faster; what counts is what stands there.
        guard let secret = RegistrySecret(catalog: directory) else {
            throw RegistryError(
                .storageFailed, "'\(Self.path(directory))' can't be used.",
                remedy: "Run the server as the account that owns the registry.")
        }
        self = secret
    }

    private static let length = 64

    private static func path(_ directory: String) -> String { "\(directory)/cairn/secret" }

    /// The code that only this registry can make of `text`.
    func code(_ purpose: Purpose, _ text: String) -> Digest {
        Digest(authenticating: Array("\(purpose.rawValue)\n\(text)".utf8), with: key)
    }

    /// Whether `code` was made of `text` by this registry.
    func confirms(_ code: Digest, _ purpose: Purpose, _ text: String) -> Bool {
        isSame(code.rawBytes, self.code(purpose, text).rawBytes)
    }
}
