/// Every link of a Markdown page to a file that isn't there, relative to the page.
///
/// Links to other sites and within the page are left alone, and so is code.
func deadLinks(in page: SourceFile, exists: (String) -> Bool) -> [Finding] {
    let folder = page.path.split(separator: "/").dropLast().map(String.init)
    var inFence = false
    return page.lines.flatMap { line -> [Finding] in
        let isFence = line.text.drop(while: \.isWhitespace).hasPrefix("```")
        if isFence { inFence.toggle() }
        guard !isFence, !inFence else { return [] }
        return linkTargets(in: line.text).compactMap { target in
            let isThere = resolve(target, from: folder).map(exists) ?? false
            guard !isThere else { return nil }
            return Finding(
                path: page.path, line: line.number, advice: "links to \(target), which is not there"
            )
        }
    }
}

/// What `[text](target)` and `![alt](target)` point to, if it is a file, without its anchor.
private func linkTargets(in text: String) -> [String] {
    let prose = text.split(separator: "`", omittingEmptySubsequences: false)
        .enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "" }.joined()
    return prose.matches(of: /\]\(([^)\s]+)[^)]*\)/).compactMap { match in
        let target = match.1.prefix { $0 != "#" }
        return target.isEmpty || target.contains(":") ? nil : String(target)
    }
}

/// The path from the root of the tree; none if it leaves the tree.
private func resolve(_ target: String, from folder: [String]) -> String? {
    var parts = folder
    for part in target.split(separator: "/") where part != "." {
        guard part == ".." else {
            parts.append(String(part))
            continue
        }
        guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
}
