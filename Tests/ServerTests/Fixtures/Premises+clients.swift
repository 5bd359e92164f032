import Support
import Testing

extension Premises {
    /// The environment of somebody who has the token of `person`, or of one who has none.
    func environment(of person: String?) -> [String: String] {
        var extra = [
            "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.com",
            "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "mallory@example.com",
            "CAIRN_USER": "mallory@example.com", "SWIFT_BACKTRACE": "enable=no",
        ]
        if let person, let token = tokens[person] {
            extra["GIT_CONFIG_COUNT"] = "1"
            extra["GIT_CONFIG_KEY_0"] = "credential.helper"
            extra["GIT_CONFIG_VALUE_0"] = "!f() { echo username=any; echo password=\(token); }; f"
        }
        return hermeticEnvironment(home: scratch.file("home"), extra)
    }

    /// Runs words as somebody; any exit status is a result.
    func run(
        _ words: [String], in folder: String? = nil, as person: String? = nil, input: String = ""
    ) async throws -> Outcome {
        try await shell(
            words, in: folder ?? self.folder, environment: environment(of: person), input: input)
    }

    /// What `git` says, which must succeed.
    @discardableResult
    func git(
        _ words: String..., in folder: String? = nil, as person: String? = "alice"
    ) async throws -> String {
        let outcome = try await run(["git"] + words, in: folder, as: person)
        try #require(outcome.status == 0, "\(words): \(outcome.text)")
        return outcome.output
    }

    /// What `curl` finds: the status of the answer, its headers in lower case, and its body.
    func curl(
        _ words: String..., as person: String? = nil
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        try await curl(words, as: person)
    }

    func curl(
        _ words: [String], as person: String? = nil
    ) async throws -> (status: Int, headers: [String: String], body: String) {
        let known = person.flatMap { tokens[$0] }.map { ["-H", "Authorization: Bearer \($0)"] }
        let outcome = try await run(
            ["curl", "-sS", "-i", "--path-as-is", "--max-time", "20"] + (known ?? []) + words)
        let (head, body) = split(outcome.output)
        let lines = head.split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        return (try #require(status, "\(words): \(outcome.text)"), headers, body)
    }

    private func split(_ answer: String) -> (head: String, body: String) {
        guard let range = answer.firstRange(of: "\r\n\r\n") else { return (answer, "") }
        let head = String(answer[..<range.lowerBound])
        let body = String(answer[range.upperBound...])
        // An interim answer is no answer.
        return head.contains(" 100 ") && body.hasPrefix("HTTP/") ? split(body) : (head, body)
    }

    /// A fresh name for a folder of a test's own.
    func place(_ label: String) -> String {
        scratch.file("\(label)-\(String(UInt64.random(in: .min ... .max), radix: 36))")
    }
}
