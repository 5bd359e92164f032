/// One thing that `doctor` looked at.
package struct Finding: Encodable, Sendable {
    package let what: String
    package let state: State
    /// What to do about it; `nil` when all is well.
    package let remedy: String?
    /// What was looked at, for programs.
    package private(set) var check: Check?
    /// What comes of leaving it so; `nil` unless it is ill.
    package private(set) var why: String?

    /// How it is.
    package enum State: String, Encodable, Sendable {
        case well, repaired, ill
    }

    init(what: String, state: State, remedy: String?) {
        self.what = what
        self.state = state
        self.remedy = remedy
    }

    /// The finding as one of a check, which knows what it means.
    func of(_ check: Check) -> Finding {
        var finding = self
        finding.check = check
        finding.why = state == .ill ? check.consequence : nil
        return finding
    }

    /// What is looked at: a promise to programs.
    package enum Check: String, Encodable, CaseIterable, Sendable {
        case ownership, program, hooks, settings, key
        case hiddenRefs = "hidden-refs"
        case permissions, replacements, locks, journal, index, requests, search, leftovers, reviews
        case store
    }
}

extension Finding.Check {
    /// What comes of it when this is not as it should be.
    fileprivate var consequence: String {
        switch self {
        case .ownership: "git won't read it, so no push and no hook works"
        case .program: "every push is refused until the hooks find it again"
        case .hooks: "a push could enter that nobody judged"
        case .settings: "git would let through what init told it to refuse"
        case .key: "whoever reads the key can write an audit log of their own"
        case .hiddenRefs: "anybody who pushes could write what the registry alone writes"
        case .permissions: "any account of this machine could change the registry past its hooks"
        case .replacements: "git shows other objects than were signed"
        case .locks: "whoever wants to write next waits in vain"
        case .journal: "the log and the index lack what these pushes did"
        case .index: "these versions are found slowly, or not at all"
        case .requests: "the next merge request could take a number that is taken"
        case .search: "whoever searches next waits until it is built"
        case .leftovers: "they take room and are never used again"
        case .reviews: "what got through in an emergency runs on, and nobody has looked at it"
        case .store: "what is served may not be what was registered"
        }
    }
}
