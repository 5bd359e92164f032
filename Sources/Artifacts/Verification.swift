package import RegistryCore

/// What a complete reading of a store found out.
package struct Verification: Equatable, Sendable {
    /// An object that cannot be what its name says.
    package struct Damage: Equatable, Sendable {
        package let digest: Digest
        /// `corrupt`, or why the object cannot be read to its end.
        package let reason: StoreError
    }

    /// An object that more than one name leads to, so that somebody outside the store could
    /// change it.
    package struct Shared: Equatable, Sendable {
        package let digest: Digest
        package let linkCount: Int
    }

    /// How many objects were read.
    package internal(set) var objects = 0
    /// Their length in bytes.
    package internal(set) var bytes: Int64 = 0
    package internal(set) var damaged: [Damage] = []
    package internal(set) var shared: [Shared] = []
    /// Paths of what is no object, or not in an object's place.
    package internal(set) var misplaced: [String] = []
    /// Paths of what unfinished writes and sweeps left behind, or are still working on.
    package internal(set) var unfinished: [String] = []

    /// Whether every object is what its name says and lies where it belongs.
    package var isSound: Bool {
        damaged.isEmpty && misplaced.isEmpty
    }
}
