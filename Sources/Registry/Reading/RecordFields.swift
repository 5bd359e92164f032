import Manifests
import RegistryCore

/// One field that two records don't have in common.
package struct FieldChange: Hashable, Encodable, Sendable {
    /// The keys that lead to it, such as `datasets.0.digest`.
    package let field: String
    package let old: String?
    package let new: String?
}

/// A record taken apart into its fields, by the dotted keys that `--set` takes too.
struct RecordFields {
    private(set) var values: [String: String] = [:]

    /// Takes apart whatever is written as a manifest.
    init(of record: some Encodable) throws(RegistryError) {
        do {
            let value = try readManifest(
                FreeValue.self, from: writeManifest(record), path: "the record")
            add(value, at: "")
        } catch {
            throw RegistryError([invalidManifest(error)])
        }
    }

    init() {}

    private mutating func add(_ value: FreeValue, at path: String) {
        switch value {
        case .text(let text): values[path] = text
        case .list(let list):
            for (index, value) in list.enumerated() { add(value, at: key("\(index)", in: path)) }
        case .map(let map):
            for (name, value) in map {
                add(value, at: key(name.split(separator: ".").joined(separator: "\\."), in: path))
            }
        }
    }

    private func key(_ name: String, in path: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    /// The fields for which `isMeant` that differ, by name.
    func changes(
        to new: RecordFields, where isMeant: (String) -> Bool = { _ in true }
    ) -> [FieldChange] {
        Set(values.keys).union(new.values.keys).filter(isMeant).sorted()
            .filter { values[$0] != new.values[$0] }
            .map { FieldChange(field: $0, old: values[$0], new: new.values[$0]) }
    }
}
