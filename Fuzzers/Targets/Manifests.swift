import Manifests
package import RegistryCore
import Yams

/// What is accepted means the same to libyaml: nobody sees another policy than the judge does.
func checkYAML(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let ours = try? readManifest(FreeValue.self, from: bytes, path: "fuzz") else {
        return false
    }
    let text = String(decoding: bytes, as: UTF8.self)
    try require(ours == (try? valueByLibYAML(text)), "libyaml reads something else")
    let written = writeManifest(ours)
    let again = try? readManifest(FreeValue.self, from: written, path: "fuzz")
    try require(again == ours, "what is written reads otherwise")
    return true
}

func checkManifest(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let document = try? ManifestDocument(parsing: bytes, path: "fuzz") else { return false }
    let taken = [
        try checkSchema(Policy.self, document), try checkSchema(ModelManifest.self, document),
        try checkSchema(VersionManifest.self, document),
        try checkSchema(Annotations.self, document),
    ]
    return taken.contains(true)
}

/// A manifest that was read and is written reads as the same, and is then written the same.
private func checkSchema<Value: Codable & Equatable>(
    _ type: Value.Type, _ document: ManifestDocument
) throws(BrokenProperty) -> Bool {
    guard let value = try? document.decode(type) else { return false }
    let written = writeManifest(value)
    guard let again = try? readManifest(type, from: written, path: "fuzz") else {
        throw BrokenProperty(description: "what is written of \(type) can't be read")
    }
    try require(again == value, "what is written of \(type) reads otherwise")
    try require(writeManifest(again) == written, "\(type) is written in two ways")
    return true
}

func checkCard(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let card = try? ModelCard(parsing: bytes, path: "fuzz") else { return false }
    try require(card.body.utf8.count <= bytes.count * 3, "a card grew")
    try require(
        card.headings.allSatisfy { !$0.contains("\n") }, "a heading has two lines")
    return true
}

/// What Yams, and so libyaml, reads; an empty text for nothing. Throws what Yams does.
package func valueByLibYAML(_ text: String) throws -> FreeValue {
    let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
    return try parser.singleRoot().map(freeValue) ?? .text("")
}

private func freeValue(_ node: Yams.Node) -> FreeValue {
    switch node {
    case .scalar(let scalar): .text(scalar.string)
    case .sequence(let sequence): .list(sequence.map(freeValue))
    case .mapping(let mapping):
        .map(
            Dictionary(mapping.map { ($0.key.scalar?.string ?? "", freeValue($0.value)) }) { $1 })
    case .alias: .text("*")
    }
}
