/// The branch that a merge request is to change.
package enum RequestTarget: Hashable, Sendable {
    /// Manifests, cards and root files; merged by rebase, since `main` is one straight line.
    case main
    /// What a stage shows of a model; merged by moving the stage to the very proposal.
    case stage(StageName, ModelName)

    /// The branch itself.
    package var ref: CatalogRef {
        switch self {
        case .main: .main
        case .stage(let stage, let model): .stage(stage, model)
        }
    }
}

extension RequestTarget: TextualName {
    package static let noun = "the target of a merge request"
    package static let grammar = "main, or stages/<stage>/<namespace>/<name>"

    package init?(parsing text: some StringProtocol) {
        switch CatalogRef(parsing: "refs/heads/\(text)") {
        case .main: self = .main
        case .stage(let stage, let model): self = .stage(stage, model)
        default: return nil
        }
    }

    /// The branch's name below `refs/heads/`.
    package var description: String { String("\(ref)".dropFirst("refs/heads/".count)) }
}

/// What follows `refs/for/` in the name under which something is pushed for review.
package enum RequestAddress: Hashable, Sendable {
    /// A change for a branch, in a merge request that is opened for it or revised.
    case target(RequestTarget)
    /// One merge request, for whatever is to be done with it.
    case request(RequestNumber)

    /// Where all of these names lie, a slash at the end.
    package static let folder = "refs/for/"

    /// Reads a full ref name; `nil` for one that addresses nothing.
    package init?(parsing ref: String) {
        guard ref.hasPrefix(Self.folder) else { return nil }
        let rest = ref.dropFirst(Self.folder.count)
        if let target = RequestTarget(parsing: rest) {
            self = .target(target)
        } else if rest.hasPrefix("merge-requests/"),
            let number = RequestNumber(digits: rest.dropFirst("merge-requests/".count))
        {
            self = .request(number)
        } else {
            return nil
        }
    }
}

extension RequestAddress: CustomStringConvertible {
    /// The full ref name, from which it parses back.
    package var description: String {
        switch self {
        case .target(let target): "\(Self.folder)\(target)"
        case .request(let number): "\(Self.folder)merge-requests/\(number)"
        }
    }
}
