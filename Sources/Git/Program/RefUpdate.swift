package import RegistryCore

/// One ref's step from what it must hold now to what it shall hold.
package struct RefUpdate: Hashable, Sendable {
    /// The full name, under `refs/`.
    package let name: String
    /// `ObjectID.zero`: the ref must not exist.
    package let old: ObjectID
    /// `ObjectID.zero`: the ref goes.
    package let new: ObjectID

    package init(name: String, old: ObjectID, new: ObjectID) {
        self.name = name
        self.old = old
        self.new = new
    }

    /// The step as `git update-ref --stdin -z` reads it; from zero to zero it only checks that the
    /// ref is absent.
    var instruction: String {
        switch (old, new) {
        case (.zero, .zero): "verify \(name)\0\(old)\0"
        case (_, .zero): "delete \(name)\0\(old)\0"
        default: "update \(name)\0\(new)\0\(old)\0"
        }
    }
}
