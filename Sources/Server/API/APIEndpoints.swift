import Registry
import RegistryCore

/// Every endpoint of the reading API: what routes requests and what the description is made of.
enum APIEndpoints {
    static let all = ofRegistry + ofModels + ofStages + ofSearch

    /// What all of the registry has.
    private static let ofRegistry: [APIEndpoint] = [
        .value("/", "getRegistry", "Which registry this is.", .named(.registry)) { request in
            let id = try await request.view { ($0.policy.registry, $0.policy.id, $0.main) }
            return RegistryReport(registry: id.0, id: id.1, main: id.2)
        },
        .value(
            "/openapi.json", "getDescription", "This description.", .map(.anything)
        ) { request in APIDescription(of: request.gate.apiAddress(of: request.catalog.name)) },
        .value(
            "/policy", "getPolicy", "Who may do what, and what each stage demands.",
            .named(.policy), for: .read
        ) { request in try await request.view { $0.policy } },
        .list(
            "/audit", "listAuditEntries", "Accepted pushes, newest first.", .named(.auditEntry),
            for: .read
        ) { request in
            let (after, limit) = try (request.after(ObjectID.init(parsing:)), request.limit)
            return try await request.view { try $0.auditEntries(after: after, limit: limit) }
        },
        .list(
            "/proposals", "listProposals", "Open proposals, and what each still lacks.",
            .named(.proposal)
        ) { request in
            let (after, limit) = try (request.after(ProposalPlace.init), request.limit)
            return try await request.view {
                try await $0.proposals(
                    after: after.map { ($0.stage, $0.model) }, limit: limit)
            }
        },
        .value(
            "/proposals/{stage}/{namespace}/{name}", "getProposal",
            "The open proposal for a stage of a model.", .named(.proposal)
        ) { request in
            let (stage, model) = try (request.stage, request.model)
            return try await request.view { try await $0.proposal(for: stage, of: model) }
        },
    ]
}

/// Which registry answers, and at which commit of `main`.
private struct RegistryReport: Encodable {
    let registry: String
    let id: String
    let main: ObjectID
    let description = "openapi.json"
}

/// The stage and the model of a proposal, as a page token has them.
private struct ProposalPlace {
    let stage: StageName
    let model: ModelName

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let stage = StageName(parsing: parts[0]),
            let model = ModelName(parsing: parts[1])
        else { return nil }
        self.stage = stage
        self.model = model
    }
}
