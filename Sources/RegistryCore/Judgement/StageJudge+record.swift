extension StageJudge {
    /// What the version's record, card, files and licence lack.
    func judgeRecord() -> [Objection] {
        missingFields() + missingHeadings() + missingArtifacts()
            + refusedLicense()
    }

    private func missingFields() -> [Objection] {
        matching(rules.requires)
            .filter { !$0.isPresent(in: candidate.version, of: candidate.model) }
            .map { field in
                Objection(
                    .fieldMissing,
                    "\(transition.stage) requires '\(field)', and the version's "
                        + "record does not have it.",
                    remedy: "Register a new version that records \(field).")
            }
    }

    private func missingHeadings() -> [Objection] {
        let present = Set(candidate.headings.map { $0.lowercased() })
        return matching(rules.card).filter { !present.contains($0.lowercased()) }.map { heading in
            Objection(
                .cardIncomplete, "The model card has no heading '\(heading)'.",
                remedy: "Write that part of README.md, then register a new version.")
        }
    }

    private func missingArtifacts() -> [Objection] {
        matching(rules.artifacts).flatMap(\.required)
            .filter { candidate.artifacts[$0] == nil }
            .map { path in
                Objection(
                    .requiredArtifactMissing, "The version has no artifact '\(path)'.",
                    remedy: "Register a new version with it.")
            }
    }

    private func refusedLicense() -> [Objection] {
        let permitted = matching(rules.licenses)
        guard !permitted.isEmpty else { return [] }
        let licenses = [
            candidate.model.license, candidate.modelNow?.license ?? candidate.model.license,
        ]
        guard let refused = licenses.first(where: { !permitted.contains($0 ?? "") }) else {
            return []
        }
        let list = permitted.joined(separator: ", ")
        return [
            Objection(
                .licenseRefused,
                "The licence '\((refused ?? "none").printable)' is not among those that "
                    + "\(transition.stage) permits: \(list).",
                remedy: "Set the right licence in model.yaml and register a new version.")
        ]
    }
}
