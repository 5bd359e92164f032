import Registry
import RegistryCore

/// A version: every recorded field, its files, and what was signed about it.
struct VersionPage: Encodable, Sendable {
    let version: VersionReport
    let metrics: [MetricChange]
    let approvals: [ApprovalReport]
    /// What checks outside the registry found.
    let checks: [OutsideCheckReport]
    /// How it came into the stages that show it, where the glass was broken for that.
    let broken: [Deployment]
    /// What it was made from, and what was made from it; `nil` while the search index is built.
    var lineage: LineageReport?
    /// The sum of the sizes of all files, in bytes.
    let size: Int64
    let files: Int
    /// What comes before it and after it.
    let previous: VersionNumber?
    let following: VersionNumber?
    /// The query of the page with more files.
    let next: String?

    init(_ request: APIRequest) async throws {
        let (reference, after) = try (request.reference, request.after)
        self = try await request.view { view in
            let whole = try view.version(reference)
            let files = try view.artifacts(of: reference, after: after, limit: Self.mostFiles)
            let signed = try await view.signedReports(on: reference)
            let latest = try view.model(whole.record.model).latest
            var report = whole
            report.artifacts = files.items
            return VersionPage(
                version: report, metrics: whole.metrics,
                approvals: Array(signed.approvals.prefix(Self.mostSigned)),
                checks: Array(signed.checks.prefix(Self.mostSigned)),
                broken: try await view.brokenGlass(of: whole.record.model, in: whole.stages),
                size: whole.artifacts.reduce(0) { $0 + $1.size }, files: whole.artifacts.count,
                previous: VersionNumber(before: whole.record.number),
                following: latest.flatMap {
                    $0 > whole.record.number ? whole.record.number.next : nil
                },
                next: request.next(after: files.end))
        }
        lineage = try? await request.catalog.lineage(
            [.up, .down], atMost: Self.mostNodes, as: request.caller,
            now: request.exchange.received, patience: Self.patience
        ) { try $0.subject(of: reference) }
    }

    private init(
        version: VersionReport, metrics: [MetricChange], approvals: [ApprovalReport],
        checks: [OutsideCheckReport], broken: [Deployment], size: Int64, files: Int,
        previous: VersionNumber?,
        following: VersionNumber?, next: String?
    ) {
        self.version = version
        self.metrics = metrics
        self.approvals = approvals
        self.checks = checks
        self.broken = broken
        self.size = size
        self.files = files
        self.previous = previous
        self.following = following
        self.next = next
    }

    private static let mostFiles = 100
    /// Of approvals, and of checks.
    private static let mostSigned = 100
    /// How long a page waits for an index that is being built: it has more to show.
    private static let patience = Duration.milliseconds(500)
    /// Of lineage, each way.
    private static let mostNodes = 40
}

extension VersionNumber {
    /// The version before `number`; `nil` before the first.
    fileprivate init?(before number: VersionNumber) {
        guard number > .first else { return nil }
        self.init(number.value - 1)
    }
}
