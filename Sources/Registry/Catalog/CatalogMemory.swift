import Cryptography
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

    private var values: [Key: Any] = [:]
    private var folders: [Place: ObjectID] = [:]
    /// The line of `main` that was searched last.
    var line: MainLine?

    /// When there are so many, all are forgotten: what is asked for again is read again.
    private static let most = 4_096

    /// What was read of `object`; `nil` if that was not, or is forgotten.
    func value<Value>(of object: ObjectID) -> Value? {
        values[Key(object: object, kind: ObjectIdentifier(Value.self))].flatMap { $0 as? Value }
    }

    /// Keeps what was read of `object`.
    func keep<Value>(_ value: Value, of object: ObjectID) {
        if values.count >= Self.most { values.removeAll(keepingCapacity: true) }
        values[Key(object: object, kind: ObjectIdentifier(Value.self))] = value
    }

    /// The folder at `path` below `tree`; `nil` if that was not read, or is forgotten.
    func folder(_ path: Substring, in tree: ObjectID) -> ObjectID? {
        folders[Place(tree: tree, path: path)]
    }

    /// Keeps where a folder was found.
    func keep(folder: ObjectID, at path: Substring, in tree: ObjectID) {
        if folders.count >= Self.most { folders.removeAll(keepingCapacity: true) }
        folders[Place(tree: tree, path: path)] = folder
    }
}
