import Registry
import RegistryCore

/// All that an auditor asks about a model: how it was made, on what data, who let it through by
/// which key, and where it ran when.
struct ReportPage: Encodable, Sendable {
    let summary: ModelSummary
    /// The commit of `main` that all of it is read at.
    let main: ObjectID
    let stages: [StageHistory]
    let versions: [Version]
    /// How many versions that ran are left out, the oldest; `nil` for none.
    let more: Int?

    /// What one stage has shown, the newest first.
    struct StageHistory: Encodable, Sendable {
        let stage: StageName
        let deployments: [Deployment]
        /// Whether it has shown more.
        let isCut: Bool

        enum CodingKeys: String, CodingKey {
            case stage, deployments
            case isCut = "cut"
        }
    }

    /// A version that ran in some stage.
    struct Version: Encodable, Sendable {
        let version: VersionReport
        let metrics: Excerpt<MetricChange>
        let approvals: [ApprovalReport]
        /// How many files it has in all.
        let files: Int
    }

    init(_ request: APIRequest) async throws {
        let model = try request.model
        self = try await request.view { view in
            let stages = try await Self.histories(of: model, view)
            let ran = Set(stages.flatMap(\.deployments).compactMap(\.version)).sorted(by: >)
            var versions: [Version] = []
            for number in ran.prefix(Self.mostVersions) {
                versions.append(try await Version(number, of: model, view))
            }
            return ReportPage(
                summary: try view.model(model), main: view.main, stages: stages,
                versions: versions,
                more: ran.count > Self.mostVersions ? ran.count - Self.mostVersions : nil)
        }
    }

    private init(
        summary: ModelSummary, main: ObjectID, stages: [StageHistory], versions: [Version],
        more: Int?
    ) {
        self.summary = summary
        self.main = main
        self.stages = stages
        self.versions = versions
        self.more = more
    }

    private static let mostVersions = 10
    private static let mostDeployments = 100

    private static func histories(
        of model: ModelName, _ view: CatalogView
    ) async throws -> [StageHistory] {
        var histories: [StageHistory] = []
        for stage in view.policy.stages.map(\.name) {
            let page = try await view.deployments(
                of: model, in: stage, after: nil, limit: mostDeployments)
            histories.append(
                StageHistory(stage: stage, deployments: page.items, isCut: page.end != nil))
        }
        return histories
    }
}

extension ReportPage.Version {
    private static let mostFiles = 20
    private static let mostMetrics = 30
    private static let mostApprovals = 50

    init(_ number: VersionNumber, of model: ModelName, _ view: CatalogView) async throws {
        let reference = Reference(model: model, selector: .version(number))
        var report = try view.version(reference)
        files = report.artifacts.count
        metrics = Excerpt(report.metrics, most: Self.mostMetrics)
        report.artifacts = Array(report.artifacts.prefix(Self.mostFiles))
        version = report
        approvals = try await view.approvals(
            of: reference, after: nil, limit: Self.mostApprovals
        ).items
    }
}
