import Mustache
import RegistryCore

/// What a template reads of a page: its JSON, so that a page shows what it tells programs.
///
/// - Returns: `nil` for what is not there, and for an empty text: of that no template speaks.
func pageValue(_ json: JSONValue?) -> Any? {
    switch json {
    case .map(let map): PageMap(map: map)
    case .list(let list): PageList(list: list)
    case .text(let text) where !text.isEmpty: PageText(text: text)
    case .number(let text): PageText(text: text)
    case .bool(let value): value
    case .null, .text, nil: nil
    }
}

/// A map, whose values templates ask for by their keys.
struct PageMap: MustacheParent, MustacheTransformable {
    let map: [String: JSONValue]

    func child(named name: String) -> Any? { pageValue(map[name]) }

    func transform(_ name: String) -> Any? { PageTransform(rawValue: name)?(.map(map)) }
}

/// A list, over which sections go.
struct PageList: MustacheSequence, MustacheTransformable {
    let list: [JSONValue]

    func makeIterator() -> some IteratorProtocol<Any> {
        list.lazy.map { pageValue($0) ?? PageText(text: "") }.makeIterator()
    }

    func transform(_ name: String) -> Any? { PageTransform(rawValue: name)?(.list(list)) }
}

/// A text, or a number as it is written.
struct PageText: CustomStringConvertible, MustacheTransformable {
    let text: String

    var description: String { text }

    func transform(_ name: String) -> Any? { PageTransform(rawValue: name)?(.text(text)) }
}
