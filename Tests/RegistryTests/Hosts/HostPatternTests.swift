import Templates
import Testing
import Yams

/// How each host says that a pattern stands for a ref, by its own documentation or source.
enum Matching: Sendable {
    /// Ruby's `File.fnmatch` with `FNM_PATHNAME` (GitHub, "Using fnmatch syntax").
    case github
    /// `*` is anything at all (GitLab, app/models/ref_matcher.rb).
    case gitlab
    /// `*` stops at a slash, `**` does not (Forgejo, gobwas/glob with the separator `/`).
    case forgejo
    /// `/*` at the end is everything below (Gerrit, "Reference-level access control").
    case gerrit

    func matches(_ pattern: String, _ name: String) -> Bool {
        switch self {
        case .github: glob(pattern[...], name[...], deep: "**/", starStopsAtSlash: true)
        case .gitlab: glob(pattern[...], name[...], deep: nil, starStopsAtSlash: false)
        case .forgejo: glob(pattern[...], name[...], deep: "**", starStopsAtSlash: true)
        case .gerrit:
            pattern.hasSuffix("/*") ? name.hasPrefix(pattern.dropLast()) : pattern == name
        }
    }

    /// - Parameter deep: What stands for any number of folders.
    private func glob(
        _ pattern: Substring, _ name: Substring, deep: String?, starStopsAtSlash: Bool
    ) -> Bool {
        let again = { (rest: Substring, name: Substring) in
            glob(rest, name, deep: deep, starStopsAtSlash: starStopsAtSlash)
        }
        guard let first = pattern.first else { return name.isEmpty }
        if let deep, pattern.hasPrefix(deep) {
            let rest = pattern.dropFirst(deep.count)
            let starts = name.indices.filter {
                deep == "**" || $0 == name.startIndex || name[name.index(before: $0)] == "/"
            }
            return (starts + [name.endIndex]).contains { again(rest, name[$0...]) }
        }
        if first == "*" {
            let reach = starStopsAtSlash ? name.prefix { $0 != "/" } : name
            return (reach.indices + [reach.endIndex]).contains {
                again(pattern.dropFirst(), name[$0...])
            }
        }
        return name.first == first && again(pattern.dropFirst(), name.dropFirst())
    }
}

@Suite struct `The pattern that protects` {
    private static let stage = "stages/production/fraud/detector"
    private static let approval =
        "approvals/production/fraud/detector/\(String(repeating: "a", count: 40))/c@example.com/1"

    /// The file that has the pattern, how it is written there, what it stands for, and what not.
    static let table: [(ReviewFile, Matching, pattern: String, is: String, isNot: [String])] = [
        (.gitlabProtection, .gitlab, "stages/*", stage, ["main", "stagesx/a", "promote/\(stage)"]),
        (.gitlabProtection, .gitlab, "approvals/*", approval, ["v1"]),
        (
            .githubStages, .github, "refs/heads/stages/**/*", "refs/heads/\(stage)",
            ["refs/heads/main", "refs/heads/stagesx/a", "refs/heads/promote/\(stage)"]
        ),
        (.githubOpening, .github, "refs/heads/stages/**/*", "refs/heads/\(stage)", []),
        (
            .githubApprovals, .github, "refs/tags/approvals/**/*", "refs/tags/\(approval)",
            ["refs/tags/v1"]
        ),
        (.forgejoProtection, .forgejo, "stages/**", stage, ["main", "stagesx/a"]),
        (.gerritConfig, .gerrit, "refs/heads/stages/*", "refs/heads/\(stage)", ["refs/heads/main"]),
        (.gerritConfig, .gerrit, "refs/tags/approvals/*", "refs/tags/\(approval)", []),
    ]

    @Test(arguments: table.indices)
    func `all stages, or all approvals, matches these by the host's own rule`(index: Int) {
        let (file, matching, pattern, name, others) = Self.table[index]
        #expect(file.filled([:]).contains(pattern))
        #expect(matching.matches(pattern, name))
        #expect(others.filter { matching.matches(pattern, $0) } == [])
    }

    @Test func `a single level would leave stages unprotected on GitHub and Forgejo`() {
        #expect(!Matching.github.matches("refs/heads/stages/*", "refs/heads/\(Self.stage)"))
        #expect(!Matching.forgejo.matches("stages/*", Self.stage))
    }

    @Test(arguments: [ReviewFile.githubMain, .githubStages, .githubOpening, .githubApprovals])
    func `is part of a ruleset that GitHub can import`(file: ReviewFile) throws {
        let ruleset = try #require(try Yams.load(yaml: file.filled([:])) as? [String: Any])
        #expect(ruleset["enforcement"] as? String == "active")
        let rules = try #require(ruleset["rules"] as? [[String: Any]])
        let isLinear = rules.contains { $0["type"] as? String == "required_linear_history" }
        #expect(isLinear == (file == .githubMain))
        // A stage moves by a merge of the very proposal, which any other way would make anew.
        let methods = rules.compactMap { $0["parameters"] as? [String: Any] }
            .compactMap { $0["allowed_merge_methods"] as? [String] }
        #expect(file != .githubStages || methods == [["merge"]])
        #expect(file != .githubMain || methods == [["rebase", "squash"]])
    }
}
