import Registry
import RegistryCore
import Templates

/// Every address of a registry's pages; the first that fits counts.
enum PageAddresses {
    static let all: [PageAddress] = [
        PageAddress("/", .models, taking: ["q", "sort"]) { try await ModelsPage($0) },
        PageAddress("/models/{namespace}/{name}", .model) { try await ModelPage($0) },
        PageAddress("/models/{namespace}/{name}/report", .report) { try await ReportPage($0) },
        PageAddress("/models/{namespace}/{name}/{version}", .version) {
            try await VersionPage($0)
        },
        PageAddress("/compare", .compare, taking: ["a", "b", "more"]) { try await ComparePage($0) },
        PageAddress("/stages", .stages) { try await StagesPage($0) },
        PageAddress("/stages/{stage}", .stage, taking: ["at"]) { try await StagePage($0) },
        PageAddress("/stages/{stage}/{namespace}/{name}", .deployments) {
            try await DeploymentsPage($0)
        },
        PageAddress("/requests", .requests) { try await RequestsPage($0) },
        PageAddress("/requests/{number}", .request, send: RequestForm.send) {
            try await RequestPage($0)
        },
        PageAddress(
            "/requests/{number}/decision", .decision, for: .push,
            taking: ["decision", "revision", "comment", "expires", "evidence"]
                + DecisionWords.ticks,
            send: DecisionForm.send
        ) { try await DecisionPage($0) },
        PageAddress("/passkeys", .passkeys, for: .push, send: PasskeyForm.send) {
            try await PasskeyPage($0)
        },
        PageAddress("/audit", .audit, for: .read, taking: AuditPage.Filter.parameters) {
            try await AuditPage($0)
        },
    ]
}
