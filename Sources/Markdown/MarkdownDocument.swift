import CMarkGFM
import Synchronization

/// A text in Markdown (CommonMark, with tables and strikethrough as on GitHub), taken apart.
///
/// What was written as HTML is left out when it is rendered, and so is every address that is none
/// of the web; images become links, for a page shows nothing from elsewhere.
@safe package struct MarkdownDocument: ~Copyable {
    private let root: OpaquePointer

    /// Takes `text` apart; `nil` for one that is long, or made to take long: show it as it is.
    package init?(parsing text: String) {
        guard MarkdownLimits.allow(text), let root = unsafe parse(text) else { return nil }
        unsafe self.root = root
    }

    deinit { unsafe cmark_node_free(root) }

    /// The document as HTML that stands for itself wherever it is put.
    ///
    /// - Parameters:
    ///   - heading: The level of its highest headings, 1 to 6; the others follow without a gap.
    ///   - base: What relative addresses are relative to, with a slash at its end.
    package consuming func html(heading: Int, relativeTo base: String) -> String {
        let nodes = nodes()
        levelHeadings(among: nodes, from: heading)
        for node in nodes where node.kind == CMARK_NODE_LINK {
            unsafe setAddress(of: node.pointer, from: node.pointer, base)
        }
        for node in nodes where node.kind == CMARK_NODE_IMAGE { replaceImage(node, base) }
        guard let text = unsafe cmark_render_html(root, options, nil) else { return "" }
        defer { unsafe cmark_get_default_mem_allocator().pointee.free(text) }
        return unsafe String(cString: text)
    }

    /// One part of the document, good for as long as that is.
    @safe private struct Node {
        let pointer: OpaquePointer

        var kind: cmark_node_type { unsafe cmark_node_get_type(pointer) }
    }

    private func nodes() -> [Node] {
        let iterator = unsafe cmark_iter_new(root)
        defer { unsafe cmark_iter_free(iterator) }
        var nodes: [Node] = []
        while true {
            switch unsafe cmark_iter_next(iterator) {
            case CMARK_EVENT_ENTER:
                if let node = unsafe cmark_iter_get_node(iterator) {
                    unsafe nodes.append(Node(pointer: node))
                }
            case CMARK_EVENT_EXIT: break
            default: return nodes
            }
        }
    }

    /// Readers find their way by headings, so each is at most one level below the one before it.
    private func levelHeadings(among nodes: [Node], from first: Int) {
        var open: [Int32] = []
        for node in nodes where node.kind == CMARK_NODE_HEADING {
            let level = unsafe cmark_node_get_heading_level(node.pointer)
            open.removeAll { $0 >= level }
            unsafe cmark_node_set_heading_level(node.pointer, Int32(min(first + open.count, 6)))
            open.append(level)
        }
    }

    /// Puts a link in the image's place, or within another link what the image shows.
    private func replaceImage(_ image: Node, _ base: String) {
        let parent = unsafe cmark_node_parent(image.pointer)
        let isLinked = unsafe cmark_node_get_type(parent) == CMARK_NODE_LINK
        guard let place = unsafe cmark_node_new(isLinked ? CMARK_NODE_EMPH : CMARK_NODE_LINK)
        else { return }
        if !isLinked { unsafe setAddress(of: place, from: image.pointer, base) }
        while let child = unsafe cmark_node_first_child(image.pointer) {
            guard unsafe cmark_node_append_child(place, child) == 1 else { break }
        }
        unsafe cmark_node_replace(image.pointer, place)
        unsafe cmark_node_free(image.pointer)
    }

    private func setAddress(
        of link: OpaquePointer, from node: OpaquePointer, _ base: String
    ) {
        guard let address = unsafe cmark_node_get_url(node) else { return }
        let safe = unsafe webAddress(String(cString: address), relativeTo: base)
        unsafe cmark_node_set_url(link, safe)
    }
}

/// Every option but `CMARK_OPT_UNSAFE`: HTML and dangerous addresses are left out.
private let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8

private let extensions: [String] = {
    cmark_gfm_core_extensions_ensure_registered()
    return ["table", "strikethrough"]
}()

/// The library keeps in one table for all which characters mean something, and each text adds and
/// removes those of the extensions (inlines.c, `SPECIAL_CHARS`): one at a time, then.
private let turn = Mutex(())

private func parse(_ text: String) -> OpaquePointer? {
    unsafe turn.withLock { _ in unsafe parseInTurn(text) }
}

private func parseInTurn(_ text: String) -> OpaquePointer? {
    guard let parser = unsafe cmark_parser_new(options) else { return nil }
    defer { unsafe cmark_parser_free(parser) }
    for name in extensions {
        guard let found = unsafe cmark_find_syntax_extension(name) else { continue }
        unsafe cmark_parser_attach_syntax_extension(parser, found)
    }
    var text = text
    text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
            unsafe cmark_parser_feed(parser, bytes.baseAddress, bytes.count)
        }
    }
    return unsafe cmark_parser_finish(parser)
}

/// An address of the web, or one relative to `base`; empty for everything else.
func webAddress(_ text: String, relativeTo base: String) -> String {
    let head = text.prefix { !"/?#".contains($0) }
    if let colon = head.firstIndex(of: ":") {
        return ["http", "https", "mailto"].contains(head[..<colon].lowercased()) ? text : ""
    }
    return text.isEmpty || "/#?".contains(text.prefix(1)) ? text : base + text
}
