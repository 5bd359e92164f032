import FoundationEssentials
import RegistryCore
import Testing

/// A version of which something is known in every field.
private let version: SearchableVersion = {
    var version = SearchableVersion(
        model: "fraud/detector", created: seconds("2026-10-01T12:00:00Z"),
        updated: seconds("2026-11-20T00:00:00Z"))
    version.isLatest = true
    version.texts = [
        .framework: ["PyTorch"], .stage: ["staging", "production"], .owner: ["alice@example.com"],
        .dataset: ["payments-2026-10"], .risk: ["high"],
        .base: ["hf:org/model@1", "org/model"],
    ]
    version.metrics = ["auc": 0.947]
    version.parameters = ["depth": "8", "note": "deep"]
    version.tags = ["domain": "payments"]
    version.prose = ["Scores card payments for fraud.", "domain payments", "Le Café à Paris"]
    return version
}()

private func seconds(_ timestamp: String) -> Int64 {
    Int64(instant(timestamp).timeIntervalSince1970)
}

@Suite struct `A version` {
    @Test(arguments: [
        "", "model:fraud/detector", "model:fraud/*", "namespace:fraud", "framework:pytorch",
        "framework:PY*", "metric.auc>0.9", "metric.auc:0.947", "metric.auc:*", "-metric.f1:*",
        "-metric.f1>0", "param.depth:8", "param.depth<9", "param.note:d*", "stage:staging",
        "stage:production", "-alias:*", "dataset:payments-*", "tag.domain:payments",
        "owner:alice@example.com", "risk:high", "-license:mit", "state:active", "is:latest",
        "base:org/model", "base:hf:org/model@1", "created:2026-10-01", "created>=2026-10-01",
        "created<=2026-10-01", "-created>2026-10-01", "-created<2026-10-01",
        "created:2026-10-01T12:00:00Z", "created<2026-10-02", "updated>2026-11-19",
        "card", "CARD payments", "\"card payments\"", "\"card pay\"*", "pay*", "cafe", "CAFÉ",
        "-\"payments card\"", "fraud OR nothing", "-(nothing OR never)", "domain",
    ])
    func `is found by what is said of it`(query: String) throws {
        #expect(try SearchQuery(parsing: query).matches(version))
    }

    @Test(arguments: [
        "model:fraud", "model:Fraud/detector", "namespace:frau", "framework:torch", "metric.f1<9",
        "metric.auc>0.947", "param.depth:08", "param.note<9", "stage:prod", "tag.domain:pay",
        "tag.other:*", "state:archived", "base:model", "created>2026-10-01", "updated<2026-11-20",
        "\"payments card\"", "car", "-card", "card nothing", "\"fraud domain\"", "license:*",
    ])
    func `is not found by anything else`(query: String) throws {
        #expect(try !SearchQuery(parsing: query).matches(version))
    }
}
