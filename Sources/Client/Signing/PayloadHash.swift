package import RegistryCore

/// What a signature says about the body.
package enum PayloadHash: Hashable, Sendable, CustomStringConvertible {
    /// It must hash to this; the server refuses any other.
    case signed(Digest)
    /// It may be anything, as in presigned addresses.
    case unsigned

    package var description: String {
        switch self {
        case .signed(let digest): digest.description
        case .unsigned: "UNSIGNED-PAYLOAD"
        }
    }
}
