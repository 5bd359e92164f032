import FoundationEssentials
import Registry
import RegistryCore
import Testing

@testable import Registry

struct `The record of a version` {
    private func record(
        over detected: VersionManifest? = nil, _ change: (inout Registration) -> Void
    ) throws -> VersionManifest {
        try Registration.ofDetector([], change).record(over: detected)
    }

    @Test func `takes each field from the topmost layer that names it`() throws {
        var detected = VersionManifest(version: .first)
        detected.author = try Person(checking: "alice@example.com")
        detected.algorithm = "detected"
        detected.format = "detected"
        detected.description = "detected"
        let yaml = "schema: cairn.version/v1\nversion: 7\nalgorithm: base\nformat: base\n"
        let record = try record(over: detected) {
            $0.base = RecordText(bytes: Array(yaml.utf8), path: "base.yaml")
            $0.message = "flag"
            $0.settings = [FieldSetting(key: "format", text: "set")]
        }
        #expect(record.author?.description == "alice@example.com")
        #expect(record.algorithm == "base")
        #expect(record.description == "flag")
        #expect(record.format == "set")
        #expect(record.version == .first)
    }

    @Test func `begins with JSON as well as with YAML`() throws {
        let json = #"{"parameters": {"depth": "8", "seed": "1"}, "framework": {"name": "pytorch"}}"#
        let record = try record {
            $0.base = RecordText(bytes: Array(json.utf8), path: "-")
            $0.parameters = ["depth": "9"]
        }
        #expect(record.parameters == ["depth": "9", "seed": "1"])
        #expect(record.framework == Framework(name: "pytorch"))
    }

    @Test func `files metrics by data set and split, a later value over an earlier one`() throws {
        let record = try record {
            $0.metrics = [
                MeasuredMetric(dataset: "pay", split: "test", name: "auc", value: 0.1),
                MeasuredMetric(dataset: "pay", split: "test", name: "fpr", value: 0.2),
                MeasuredMetric(dataset: "pay", split: "train", name: "auc", value: 0.3),
                MeasuredMetric(dataset: "pay", split: "test", name: "auc", value: 0.4),
            ]
        }
        #expect(
            record.evaluations == [
                Evaluation(dataset: "pay", split: "test", metrics: ["auc": 0.4, "fpr": 0.2]),
                Evaluation(dataset: "pay", split: "train", metrics: ["auc": 0.3]),
            ])
    }

    @Test(arguments: [
        (["pay"], "pay"), ([], "unspecified"), (["pay", "cards"], "unspecified"),
    ])
    func `files a metric without a data set under the only one there is`(
        datasets: [String], expected: String
    ) throws {
        let record = try record {
            $0.datasets = datasets.map { Dataset(name: $0, version: "1") }
            $0.metrics = [MeasuredMetric(name: "auc", value: 0.5)]
        }
        #expect(record.evaluations?.map(\.dataset) == [expected])
    }

    @Test func `keeps what a data set and a run are known by beside what the flags say`() throws {
        let yaml = """
            datasets: [{name: pay, version: "1", uri: "s3://bucket/pay"}]
            run: {tracker: old, id: old, url: "https://u:p@ml.example/runs/1"}
            """
        let record = try record {
            $0.base = RecordText(bytes: Array(yaml.utf8), path: "base.yaml")
            $0.datasets = [Dataset(name: "pay", version: "2")]
            $0.run = Run()
            $0.run?.tracker = "mlflow"
            $0.run?.id = "0a1b"
        }
        #expect(record.datasets?[0].version == "2")
        #expect(record.datasets?[0].uri == "s3://bucket/pay")
        #expect(record.run?.id == "0a1b")
        #expect(record.run?.url == "https://ml.example/runs/1")
    }

    @Test func `names the notebook by the path it has among the artifacts`() throws {
        let record = try record { $0.notebook = "../notebooks/train.ipynb" }
        #expect(record.source?.notebook == "train.ipynb")
    }

    @Test(arguments: [
        (FieldSetting(key: "version", text: "9"), ErrorCode.usage),
        (FieldSetting(key: "schema", text: "x"), .usage),
        (FieldSetting(key: "metrcs", text: "1"), .manifestInvalid),
        (FieldSetting(key: "description.deeper", text: "1"), .manifestInvalid),
        (FieldSetting(key: "compute.count", text: "many"), .manifestInvalid),
    ])
    func `refuses fields that are not there or not the author's to set`(
        setting: FieldSetting, expected: ErrorCode
    ) throws {
        let error = try #require(throws: RegistryError.self) {
            try record {
                $0.message = "text"
                $0.settings = [setting]
            }
        }
        #expect(error.objections[0].code == expected)
    }
}
