extension Policy {
    /// Refuses a ladder that can't be climbed, or whose rungs only look guarded: a stage twice, one
    /// after another that is not before it, a demand for no approval at all, or a
    /// checklist that nobody ticks.
    package func checkLadder() throws(RegistryError) {
        var below: Set<StageName> = []
        for rules in stages {
            if let before = rules.after, !below.contains(before) {
                throw Self.invalid(
                    "the stage '\(rules.name)' comes after '\(before)', which must "
                        + "stand above it in the list")
            }
            guard below.insert(rules.name).inserted else {
                throw Self.invalid("the stage '\(rules.name)' is listed twice")
            }
            for demand in (rules.approvals?.entries ?? []).map(\.rule) where demand.count < 1 {
                throw Self.invalid(
                    "the stage '\(rules.name)' asks for \(demand.count) approvals from "
                        + "\(demand.from); write 1 or more, or `approvals: []`")
            }
            try rules.checkChecklist()
            try rules.checkReporters()
            try rules.checkGlass()
            guard AliasName(parsing: rules.name.description) != nil else {
                throw Self.invalid("'\(rules.name)' can't be told from a version in a reference")
            }
        }
        for group in Set(namedGroups) where groups?[group] == nil {
            throw Self.invalid("the group '\(group)' is named and not listed under groups")
        }
        guard effectiveLimits.fileCount >= 1 else {
            throw Self.invalid("limits.files must be 1 or more")
        }
        guard (8...64).contains(id.utf8.count), id.utf8.allSatisfy({ isNameByte($0) }) else {
            throw Self.invalid("the id must be 8 to 64 lower-case letters and digits")
        }
    }

    private var namedGroups: [GroupName] {
        let who =
            access.map(\.who)
            + stages.flatMap { rules in
                (rules.approvals?.entries ?? []).map(\.rule.from)
                    + (rules.freeze?.entries ?? []).compactMap(\.rule.except)
                    + (rules.checks?.entries ?? []).flatMap { $0.rule.by ?? [] }
            }
        return who.compactMap { if case .group(let group) = $0 { group } else { nil } }
    }

    /// The error that says what about the policy can't be.
    static func invalid(_ why: String) -> RegistryError {
        RegistryError(
            .policyInvalid, "registry.yaml can't be used: \(why).",
            remedy: "Mend it; docs/format.md explains every key.")
    }
}

extension StageRules {
    /// The most points of a stage's checklist: more would not fit into a message to be signed.
    package static let mostPoints = 50

    fileprivate func checkChecklist() throws(RegistryError) {
        let points = checklist?.entries ?? []
        guard points.count <= Self.mostPoints else {
            throw Policy.invalid(
                "the checklist of the stage '\(name)' has \(points.count) points, and "
                    + "\(Self.mostPoints) is the most")
        }
        guard points.isEmpty || approvals?.entries.isEmpty == false else {
            throw Policy.invalid(
                "the stage '\(name)' has a checklist and asks for no approvals, which alone tick it"
            )
        }
    }

    /// Refuses a check that nobody runs, and a report of what the registry runs itself.
    fileprivate func checkReporters() throws(RegistryError) {
        for check in (checks?.entries ?? []).map(\.rule) {
            let isOwn = CheckName.own.contains(check.name)
            if isOwn, check.by != nil || check.expires != nil {
                throw Policy.invalid(
                    "the registry runs the check '\(check.name)' of the stage '\(name)' itself; "
                        + "give one that others report another name")
            }
            if check.accept != nil, check.name != .vulnerabilities {
                throw Policy.invalid(
                    "the check '\(check.name)' of the stage '\(name)' accepts vulnerabilities, "
                        + "and only 'vulnerabilities' finds any")
            }
            if !isOwn, check.by?.isEmpty ?? true {
                throw Policy.invalid(
                    "nobody reports the check '\(check.name)' of the stage '\(name)'; write "
                        + "{name: \(check.name), by: [group:…]}")
            }
        }
    }

    /// Refuses a glass that contributors may break, or that nobody would review.
    fileprivate func checkGlass() throws(RegistryError) {
        for rule in (breakGlass?.entries ?? []).map(\.rule) {
            guard rule.by >= .maintainer else {
                throw Policy.invalid(
                    "the glass of the stage '\(name)' may be broken by a \(rule.by); write "
                        + "maintainer or admin")
            }
            guard approvals?.entries.isEmpty == false else {
                throw Policy.invalid(
                    "the glass of the stage '\(name)' may be broken, and the stage asks for no "
                        + "approvals, so nobody would review it")
            }
        }
    }
}
