import FoundationEssentials
import Registry
import RegistryCore

/// What `mr list` prints.
struct RequestListing: Report {
    let requests: [RequestSummary]

    func encode(to encoder: any Encoder) throws { try requests.encode(to: encoder) }

    var blocks: [Block] {
        guard !requests.isEmpty else { return [.line("There are none.")] }
        return [
            .table(
                Table(
                    [.number("no"), "status", "target", "title", "author", "updated"],
                    rows: requests.map { request in
                        [
                            "\(request.number)", request.draft ? "draft" : request.status.rawValue,
                            "\(request.target)", "\(request.title)", "\(request.author)",
                            request.updated.timestamp,
                        ]
                    }))
        ]
    }
}

/// What the verbs print that change a merge request.
struct RequestAsked: Report {
    let request: RequestSummary
    /// What was done, as a sentence begins.
    let done: String

    func encode(to encoder: any Encoder) throws { try request.encode(to: encoder) }

    var blocks: [Block] { [.line("\(done) \(request.number): \(request.title)")] }
}

/// What `mr diff` prints.
struct RequestFiles: Report {
    let files: [RequestFile]

    func encode(to encoder: any Encoder) throws { try files.encode(to: encoder) }

    var blocks: [Block] {
        files.map { file in
            let headers = ["--- \(file.path)", "+++ \(file.path) (\(file.change.rawValue))"]
            return .lines(headers + file.lines)
        }
    }
}

/// What `mr show` prints.
struct RequestFinding: Report {
    let request: RequestReport

    func encode(to encoder: any Encoder) throws { try request.encode(to: encoder) }

    var blocks: [Block] {
        [.lines(["\(summary.number)  \(summary.title)"]), .facts(facts)]
            + (request.description.map { [.line("\($0)")] } ?? [])
            + [.lines(request.events.flatMap(lines)), .lines(standing)]
    }

    private var summary: RequestSummary { request.summary }

    private var facts: [Fact] {
        var facts = [
            Fact("Status", summary.draft ? "draft" : summary.status.rawValue),
            Fact("Target", "\(summary.target)"), Fact("Author", "\(summary.author)"),
            Fact("Revision", "\(summary.revision)"),
            Fact("Models", summary.models.map(\.description).joined(separator: ", ")),
        ]
        if let decision = request.decision {
            facts.append(Fact("Merged as", "\(decision.result)"))
            facts.append(Fact("Policy", "\(decision.policy)"))
            facts.append(
                Fact(
                    "Approved by", decision.approvers.map(\.description).joined(separator: ", ")))
        }
        return facts
    }

    private var standing: [String] {
        guard let standing = request.standing else { return [] }
        guard !standing.objections.isEmpty else {
            return ["Nothing stands in the way: run `cairn mr merge \(summary.number)`."]
        }
        return standing.objections.flatMap { ["It lacks: \($0.message)", "  Hint: \($0.remedy)"] }
    }

    private func lines(_ event: RequestEvent) -> [String] {
        var line = "\(event.received.timestamp)  \(event.actor) \(event.event.word)"
        switch event.event {
        case .commented(_, .file(let path)?, _): line += " on \(path)"
        case .commented(_, .key(let path, let key)?, _): line += " on \(path), \(key)"
        case .opened(_, _, _, _, _, let revision), .revised(let revision, _, _):
            line += " \(revision.commit)"
        case .checked(let check, _, _, _): line += " \(check)"
        default: break
        }
        if case .opened = event.event { return [line] }
        return [line]
            + (event.event.prose.map { prose in
                "\(prose)".split(separator: "\n").map { "    \($0)" }
            } ?? [])
    }
}
