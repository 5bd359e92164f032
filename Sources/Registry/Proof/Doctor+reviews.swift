import FoundationEssentials
import Git
import RegistryCore

extension Doctor {
    /// Whether whatever was let through against the verdict has been reviewed in time.
    func reviews(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let snapshot = try catalog.snapshot()
        var overdue: [Objection] = []
        for place in try await brokenPlaces(catalog) {
            let replay = StageReplay(
                catalog: catalog, stage: place.stage, model: place.model, snapshot: snapshot)
            overdue += try await replay.run().transitions.compactMap {
                $0.overdue(at: workspace.session.now)
            }
        }
        guard let first = overdue.first else { return well("No review is overdue") }
        // The finding goes on in the same sentence.
        let one = first.message.dropLast()
        return ill(
            overdue.count == 1 ? "\(one)" : "\(overdue.count) reviews are overdue",
            remedy: first.remedy)
    }

    private struct Place: Hashable {
        let stage: StageName
        let model: ModelName
    }

    /// The stages about which anybody signed to break the glass.
    private func brokenPlaces(_ catalog: Catalog) async throws(RegistryError) -> [Place] {
        var places: Set<Place> = []
        for (ref, id) in try await catalog.refs(under: "refs/tags/approvals/") {
            guard case .approval(let name) = ref, let tag = try? catalog.signedTag(id).tag,
                let statement = try? ApprovalStatement(parsing: tag.message),
                statement.verb == .breakGlass
            else { continue }
            places.insert(Place(stage: name.stage, model: name.model))
        }
        return places.sorted { ($0.model, $0.stage) < ($1.model, $1.stage) }
    }
}
