import Manifests
import RegistryCore

/// The text of `registry.yaml` while it is edited, so that comments and layout stay as people wrote
/// them.
///
/// Only the usual layouts are known here. The result is read again and compared with what was
/// meant, so a layout that is misread costs the comments and never the meaning.
struct PolicyText {
    private var lines: [String]

    /// The bytes of a file that says `new`, made from `bytes`, which say `old`.
    static func edit(
        _ bytes: [UInt8], from old: Policy, to new: Policy
    ) -> [UInt8] {
        guard new != old else { return bytes }
        var text = PolicyText(bytes)
        for (group, people) in (new.groups ?? [:]).sorted(by: { $0.key < $1.key }) {
            let known = old.groups?[group] ?? []
            for person in people where !known.contains(person) { text.add(person, to: group) }
        }
        for rule in new.access.dropFirst(old.access.count) { text.add(rule) }
        let edited = text.bytes
        let read = try? readManifest(Policy.self, from: edited, path: RootFile.policy)
        return read == new ? edited : writeManifest(new)
    }

    private init(_ bytes: [UInt8]) {
        lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private var bytes: [UInt8] { Array(lines.joined(separator: "\n").utf8) }

    private mutating func add(_ person: Person, to group: GroupName) {
        guard let groups = block("groups") else {
            let place = block("access")?.lowerBound ?? lines.endIndex
            lines.insert(contentsOf: ["groups:", "  \(group): [\(person)]", ""], at: place)
            return
        }
        guard let index = groups.first(where: { lines[$0].trimmed.hasPrefix("\(group):") }) else {
            let indentation = groups.dropFirst().first.map { lines[$0].indentation } ?? "  "
            lines.insert("\(indentation)\(group): [\(person)]", at: groups.upperBound)
            return
        }
        if let bracket = lines[index].closingBracket {
            let isEmpty = lines[index][..<bracket].last == "["
            lines[index].insert(contentsOf: "\(isEmpty ? "" : ", ")\(person)", at: bracket)
        } else if let last = items(below: index, in: groups).last {
            lines.insert("\(lines[last].indentation)- \(person)", at: last + 1)
        }
    }

    private mutating func add(_ rule: AccessRule) {
        guard let access = block("access"),
            let last = items(below: access.lowerBound, in: access).last
        else { return }
        let indentation = lines[last].indentation
        lines.insert("\(indentation)- {who: \(rule.who), role: \(rule.role)}", at: last + 1)
    }

    /// The line of a top-level key and those below it, without empty lines and comments at the end.
    private func block(_ key: String) -> Range<Int>? {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("\(key):") }) else { return nil }
        let end =
            lines[(start + 1)...].firstIndex { line in
                line.first.map { $0 != " " && $0 != "#" && $0 != "-" } ?? false
            } ?? lines.endIndex
        let last = lines[start..<end].lastIndex { line in
            !line.trimmed.isEmpty && !line.trimmed.hasPrefix("#")
        }
        return start..<(last ?? start) + 1
    }

    /// The entries, each on a line of its own, of the list that begins below `index`.
    private func items(below index: Int, in block: Range<Int>) -> Range<Int> {
        let rest = (index + 1)..<block.upperBound
        let end = rest.first { !lines[$0].trimmed.hasPrefix("- ") } ?? rest.upperBound
        return rest.lowerBound..<max(end, rest.lowerBound)
    }
}

extension String {
    fileprivate var trimmed: Substring { drop { $0 == " " } }

    fileprivate var indentation: Substring { prefix { $0 == " " } }

    /// Where a list that stands in one line ends; a comment may follow.
    fileprivate var closingBracket: Index? {
        let content = firstRange(of: " #").map { self[..<$0.lowerBound] } ?? self[...]
        return content.lastIndex(of: "]")
    }
}
