/// A page taken apart, strictly: what a browser would forgive is a fault.
struct Markup {
    /// An element's opening tag.
    struct Tag {
        let name: String
        let attributes: [String: String]
        /// The elements around it, the outermost first.
        let path: [String]
    }

    private(set) var tags: [Tag] = []
    private(set) var faults: [String] = []
    /// All that stands between tags.
    private(set) var text = ""
    private var open: [String] = []

    private static let void: Set = ["meta", "link", "input", "br", "img", "hr"]

    init(_ page: String) {
        var rest = Substring(page)
        if rest.hasPrefix("<!doctype html>") { rest = rest.dropFirst(15) } else { fault("doctype") }
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            text += rest[..<start]
            rest = rest[start...]
            if rest.hasPrefix("<!-- raw HTML omitted -->") {
                rest = rest.dropFirst("<!-- raw HTML omitted -->".count)
                continue
            }
            guard let end = rest.utf8.firstIndex(of: UInt8(ascii: ">")) else {
                fault("a tag without end: \(rest.prefix(40))")
                break
            }
            read(rest[rest.utf8.index(after: start)..<end])
            rest = rest[rest.utf8.index(after: end)...]
        }
        text += rest
        if !open.isEmpty { fault("never closed: \(open)") }
        checkReading()
    }

    private mutating func fault(_ what: String) { faults.append(what) }

    private mutating func read(_ tag: Substring) {
        if tag.hasPrefix("/") {
            let name = String(tag.dropFirst())
            guard open.last == name else { return fault("</\(name)> closes \(open)") }
            open.removeLast()
            return
        }
        let isClosed = tag.hasSuffix("/")
        var rest = isClosed ? tag.dropLast() : tag
        let name = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) })
        rest = rest.dropFirst(name.count)
        tags.append(Tag(name: name, attributes: attributes(rest, of: name), path: open))
        if name.isEmpty { fault("<\(tag.prefix(40))") }
        if !isClosed, !Self.void.contains(name) { open.append(name) }
    }

    private mutating func attributes(_ text: Substring, of name: String) -> [String: String] {
        var found: [String: String] = [:]
        var rest = text.utf8.drop { $0 == 32 }
        while !rest.isEmpty {
            let key = rest.prefix { isKeyByte($0) }
            rest = rest.dropFirst(key.count)
            guard !key.isEmpty else {
                fault("<\(name)> has '\(Substring(rest).prefix(40))'")
                break
            }
            var value = Substring().utf8
            if rest.starts(with: "=\"".utf8) {
                rest = rest.dropFirst(2)
                value = rest.prefix { $0 != UInt8(ascii: "\"") }
                rest = rest.dropFirst(value.count + 1)
            }
            let keyText = String(Substring(key))
            if found.updateValue(String(Substring(value)), forKey: keyText) != nil {
                fault("<\(name)> has \(keyText) twice")
            }
            rest = rest.drop { $0 == 32 }
        }
        return found
    }
}

private func isKeyByte(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isLetter && byte < 128 || byte == UInt8(ascii: "-")
}

extension Markup {
    /// What those need who don't see the page, or have no mouse.
    private mutating func checkReading() {
        let ids = tags.compactMap { $0.attributes["id"] }
        if Set(ids).count != ids.count { fault("two of one id: \(ids.sorted())") }
        if tags.count(where: { $0.name == "h1" }) != 1 { fault("not one h1") }
        if tags.count(where: { $0.name == "main" }) != 1 { fault("not one main") }
        if tags.first(where: { $0.name == "html" })?.attributes["lang"] == nil { fault("no lang") }
        for tag in tags { check(tag, ids: Set(ids)) }
        let levels = tags.compactMap { tag in
            tag.name.first == "h" ? Int(tag.name.dropFirst()) : nil
        }
        for (above, below) in zip(levels, levels.dropFirst()) where below > above + 1 {
            fault("h\(below) follows h\(above)")
        }
    }

    private mutating func check(_ tag: Tag, ids: Set<String>) {
        let attributes = tag.attributes
        for name in ["aria-labelledby", "aria-describedby", "for"] {
            if let id = attributes[name], !ids.contains(id) {
                fault("\(name) of no element: \(id)")
            }
        }
        if attributes.keys.contains(where: { $0.hasPrefix("on") || $0 == "style" }) {
            fault("<\(tag.name)> has \(attributes.keys.sorted())")
        }
        switch tag.name {
        case "img" where attributes["alt"] == nil: fault("an image without alt")
        case "svg" where attributes["aria-label"] == nil && attributes["aria-hidden"] == nil:
            fault("a drawing without words")
        case "input" where attributes["type"] != "hidden", "select", "textarea":
            let isLabelled = tags.contains { other in
                other.name == "label" && other.attributes["for"] == attributes["id"]
            }
            if !isLabelled { fault("<\(tag.name)> without a label") }
        case "form" where attributes["method"] == "post":
            let action = attributes["action"] ?? ""
            let hasKey = tags.contains { $0.attributes["name"] == "key" && $0.path.last == "form" }
            if !hasKey { fault("the form to \(action) has no key") }
        case "script" where attributes["src"] == nil: fault("a script within the page")
        case "a" where attributes["href"] == nil: fault("a link to nowhere")
        case "th" where attributes["scope"] == nil:
            if !isInCard(tag) { fault("<th> without scope") }
        default: break
        }
    }

    /// What cmark-gfm writes has tables of its own.
    private func isInCard(_ tag: Tag) -> Bool {
        tag.path.suffix(3).first == "table" && tag.path.contains("section")
    }
}
