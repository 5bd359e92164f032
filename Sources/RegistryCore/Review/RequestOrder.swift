/// What somebody asks for by pushing to `refs/for/…`: said in push options, as stock `git` can.
package enum RequestOrder: Hashable, Sendable {
    /// To open a merge request, or to revise the one there is.
    case propose(Proposal)
    case comment(RequestProse, CommentPlace?)
    case close(RequestProse?)
    case reopen, draft, ready, merge

    /// What is said of the commit that is pushed for review.
    package struct Proposal: Hashable, Sendable {
        package var title: RequestTitle?
        package var description: RequestProse?
        package var topic: TopicName?
        package var isDraft = false

        package init() {}
    }
}

extension RequestOrder {
    /// Reads the options of one push, such as `title=Lower the risk` or `merge`.
    ///
    /// - Throws: `usage` for an option that is unknown, twice there, or not for `address`;
    ///   `name-invalid` for a value that can't be shown.
    package init(options: [String], to address: RequestAddress) throws(RegistryError) {
        var options = try PushOptions(options)
        switch address {
        case .target:
            var proposal = Proposal()
            proposal.title = try options.take("title")
            proposal.description = try options.takeProse("description")
            proposal.topic = try options.take("topic")
            proposal.isDraft = try options.takeFlag("draft")
            self = .propose(proposal)
        case .request:
            self = try Self.deed(&options)
        }
        try options.finish(address)
    }

    private static func deed(_ options: inout PushOptions) throws(RegistryError) -> RequestOrder {
        if let text = try options.takeProse("comment") {
            return .comment(text, try place(&options))
        }
        if options.has("close") { return .close(try options.takeOptionalProse("close")) }
        if try options.takeFlag("reopen") { return .reopen }
        if try options.takeFlag("draft") { return .draft }
        if try options.takeFlag("ready") { return .ready }
        if try options.takeFlag("merge") { return .merge }
        var proposal = Proposal()
        proposal.title = try options.take("title")
        proposal.description = try options.takeProse("description")
        return .propose(proposal)
    }

    private static func place(
        _ options: inout PushOptions
    ) throws(RegistryError) -> CommentPlace? {
        guard let path: ArtifactPath = try options.take("file") else { return nil }
        guard let key: ManifestKey = try options.take("key") else { return .file(path: path) }
        return .key(path: path, key: key)
    }
}

extension RequestOrder {
    /// The options that say it, from which it reads back.
    package var options: [String] {
        switch self {
        case .propose(let proposal):
            [
                proposal.title.map { "title=\($0)" },
                proposal.description.map { "description=\(escaped($0))" },
                proposal.topic.map { "topic=\($0)" }, proposal.isDraft ? "draft" : nil,
            ].compactMap(\.self)
        case .comment(let text, let place):
            ["comment=\(escaped(text))"] + (place.map { ["file=\($0.path)"] } ?? [])
                + (place?.key.map { ["key=\($0)"] } ?? [])
        case .close(let reason): [reason.map { "close=\(escaped($0))" } ?? "close"]
        case .reopen: ["reopen"]
        case .draft: ["draft"]
        case .ready: ["ready"]
        case .merge: ["merge"]
        }
    }

    /// Options are lines (gitprotocol-pack(5)), so the ends of lines in them are spelled.
    private func escaped(_ text: RequestProse) -> String {
        text.description.map { character in
            switch character {
            case "\\": #"\\"#
            case "\n", "\r\n": #"\n"#
            default: String(character)
            }
        }.joined()
    }
}

extension CommentPlace {
    fileprivate var key: ManifestKey? {
        if case .key(_, let key) = self { key } else { nil }
    }
}

/// The options of one push, as they are taken one by one.
private struct PushOptions {
    private var values: [String: String?] = [:]

    init(_ options: [String]) throws(RegistryError) {
        for option in options {
            let parts = option.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts[0])
            guard values.updateValue(parts.count > 1 ? String(parts[1]) : nil, forKey: key) == nil
            else {
                throw RegistryError(
                    .usage, "The push option '\(key.printable)' stands there twice.",
                    remedy: "Give it once; `git config --get-all push.pushOption` shows others.")
            }
        }
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    mutating func take<Value: TextualName>(_ key: String) throws(RegistryError) -> Value? {
        guard let text = try takeText(key) else { return nil }
        return try Value(checking: text)
    }

    /// Text of several lines, in which `\n` stands for a line end and `\\` for `\`.
    mutating func takeProse(_ key: String) throws(RegistryError) -> RequestProse? {
        try takeText(key).map { text throws(RegistryError) in
            try RequestProse(checking: unescaped(text))
        }
    }

    /// The same of an option that may also stand alone.
    mutating func takeOptionalProse(_ key: String) throws(RegistryError) -> RequestProse? {
        if values[key] == .some(nil) { values.removeValue(forKey: key) }
        return try takeProse(key)
    }

    mutating func takeFlag(_ key: String) throws(RegistryError) -> Bool {
        guard let value = values.removeValue(forKey: key) else { return false }
        guard value == nil else {
            throw RegistryError(
                .usage, "The push option '\(key)' takes no value.", remedy: "Write `-o \(key)`.")
        }
        return true
    }

    private mutating func takeText(_ key: String) throws(RegistryError) -> String? {
        guard let value = values.removeValue(forKey: key) else { return nil }
        guard let value else {
            throw RegistryError(
                .usage, "The push option '\(key)' says nothing.",
                remedy: "Write `-o \(key)=<text>`.")
        }
        return value
    }

    func finish(_ address: RequestAddress) throws(RegistryError) {
        guard let key = values.keys.min() else { return }
        throw RegistryError(
            .usage, "The push option '\(key.printable)' is not known for \(address).",
            remedy: "docs/review.md lists them; `git config --get-all push.pushOption` shows which "
                + "git adds by itself.")
    }
}

private func unescaped(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let character = rest.popFirst() {
        guard character == "\\", let next = rest.first, next == "n" || next == "\\" else {
            plain.append(character)
            continue
        }
        rest.removeFirst()
        plain.append(next == "n" ? "\n" : "\\")
    }
    return plain
}
