/// Every ref a catalog can have: the table of design §3, and nothing beside it.
package enum CatalogRef: Hashable, Sendable {
    case main
    case stage(StageName, ModelName)
    case proposal(StageName, ModelName)
    case approval(ApprovalName)
    case check(CheckTag)
    case topic(String)
    /// An index entry that the registry keeps: the commit of a version.
    case version(ModelName, VersionNumber)
    case auditLog
    /// The revision of a merge request that is under review.
    case requestHead(RequestNumber)
    /// The events of a merge request, one commit each.
    case requestMeta(RequestNumber)
    /// The number that the next merge request gets, and an index of those that are open.
    case requests

    /// Where the refs of all merge requests lie.
    package static let requestFolder = "refs/merge-requests"

    /// Reads a full ref name; `nil` for everything a catalog has no place for.
    package init?(parsing name: String) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, parts[0] == "refs" else { return nil }
        switch parts[1] {
        case "heads": self.init(branch: Array(parts.dropFirst(2)))
        case "tags": self.init(tag: Array(parts.dropFirst(2)))
        case "versions":
            guard parts.count == 5, let model = ModelName(parsing: "\(parts[2])/\(parts[3])"),
                let number = VersionNumber(parsing: parts[4])
            else { return nil }
            self = .version(model, number)
        case "merge-requests": self.init(request: Array(parts.dropFirst(2)))
        case "sequences":
            guard name == "refs/sequences/merge-requests" else { return nil }
            self = .requests
        default:
            guard name == "refs/audit/log" else { return nil }
            self = .auditLog
        }
    }

    private init?(request parts: [String]) {
        guard parts.count == 2, let number = RequestNumber(digits: parts[0]) else { return nil }
        switch parts[1] {
        case "head": self = .requestHead(number)
        case "meta": self = .requestMeta(number)
        default: return nil
        }
    }

    private init?(branch parts: [String]) {
        switch parts[0] {
        case "main":
            guard parts.count == 1 else { return nil }
            self = .main
        case "stages", "promote":
            guard parts.count == 4, let stage = StageName(parsing: parts[1]),
                let model = ModelName(parsing: "\(parts[2])/\(parts[3])")
            else { return nil }
            self = parts[0] == "stages" ? .stage(stage, model) : .proposal(stage, model)
        default:
            guard Self.isTopic(parts) else { return nil }
            self = .topic(parts.joined(separator: "/"))
        }
    }

    private init?(tag parts: [String]) {
        guard parts.count == 7, let stage = StageName(parsing: parts[1]),
            let model = ModelName(parsing: "\(parts[2])/\(parts[3])"),
            let proposal = ObjectID(parsing: parts[4]),
            let number = VersionNumber(digits: parts[6])?.value
        else { return nil }
        if parts[0] == "approvals", let person = Person(parsing: parts[5]) {
            self = .approval(
                ApprovalName(
                    stage: stage, model: model, proposal: proposal, person: person,
                    number: number))
        } else if parts[0] == "checks", let check = CheckName(parsing: parts[5]) {
            self = .check(
                CheckTag(
                    stage: stage, model: model, proposal: proposal, check: check, number: number))
        } else {
            return nil
        }
    }

    /// The grammar of design §3, and below it what `git check-ref-format` refuses of that.
    private static func isTopic(_ parts: [String]) -> Bool {
        parts.reduce(parts.count - 1) { $0 + $1.utf8.count } <= 200
            && !["main", "stages", "promote", "for", "refs", "head"].contains(parts[0])
            && parts[0].utf8.first.map { isNameByte($0) } ?? false
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { isNameByte($0, or: "._-") }
                    && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.contains("..")
                    && !part.hasSuffix(".lock")
            }
    }
}

extension CatalogRef {
    /// The model that the ref is about; `nil` for one about them all, or about none.
    package var model: ModelName? {
        switch self {
        case .stage(_, let model), .proposal(_, let model), .version(let model, _): model
        case .approval(let name): name.model
        case .check(let tag): tag.model
        case .main, .topic, .auditLog, .requestHead, .requestMeta, .requests: nil
        }
    }
}

extension CatalogRef: CustomStringConvertible {
    /// The full ref name, from which it parses back.
    package var description: String {
        switch self {
        case .main: "refs/heads/main"
        case .stage(let stage, let model): "refs/heads/stages/\(stage)/\(model)"
        case .proposal(let stage, let model): "refs/heads/promote/\(stage)/\(model)"
        case .approval(let name): "refs/tags/\(name)"
        case .check(let tag): "refs/tags/\(tag)"
        case .topic(let name): "refs/heads/\(name)"
        case .version(let model, let number): "refs/versions/\(model)/\(number)"
        case .auditLog: "refs/audit/log"
        case .requestHead(let number): "\(Self.requestFolder)/\(number)/head"
        case .requestMeta(let number): "\(Self.requestFolder)/\(number)/meta"
        case .requests: "refs/sequences/merge-requests"
        }
    }
}
