import Git
import RegistryCore

/// What a catalog has read of things that never change, by the object each was read from: policies,
/// signers and manifests are asked for over and over.
///
/// Like the catalog it belongs to, for one thread at a time.
final class CatalogMemory {
    private struct Key: Hashable {
        let object: ObjectID
        let kind: ObjectIdentifier
    }

    private struct Place: Hashable {
        let tree: ObjectID
        let path: Substring
    }

    private var values = RecentValues<Key, AnyObject>(atMost: 8_192)
    private var folders = RecentValues<Place, ObjectID>(atMost: 8_192)
    /// The line of `main` that was searched last.
    var line: MainLine?

    /// What was read of `object`; `nil` if that was not, or is forgotten.
    func value<Value>(of object: ObjectID) -> Value? {
        let kept = values.value(of: Key(object: object, kind: ObjectIdentifier(Value.self)))
        return (kept as? Kept<Value>)?.value
    }

    /// Keeps what was read of `object`.
    func keep<Value>(_ value: Value, of object: ObjectID) {
        values.keep(
            Kept(value: value), of: Key(object: object, kind: ObjectIdentifier(Value.self)))
    }

    /// The folder at `path` below `tree`; `nil` if that was not read, or is forgotten.
    func folder(_ path: Substring, in tree: ObjectID) -> ObjectID? {
        folders.value(of: Place(tree: tree, path: path))
    }

    /// Keeps where a folder was found.
    func keep(folder: ObjectID, at path: Substring, in tree: ObjectID) {
        folders.keep(folder, of: Place(tree: tree, path: path))
    }
}

/// A value of any kind, found again by comparing two addresses: what `Any` holds is copied, and
/// asked for its kind, at every look.
private final class Kept<Value> {
    let value: Value

    init(value: Value) { self.value = value }
}
