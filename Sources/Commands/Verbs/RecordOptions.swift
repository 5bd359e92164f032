import ArgumentParser
import Registry
import RegistryCore

/// What `register` can be told about a version.
struct RecordOptions: ParsableArguments {
    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp(
            "A measured number. May be repeated.",
            valueName: "[<dataset>/<split>:]<name>=<value>"),
        transform: MetricWord.init(checking:))
    var metrics: [MetricWord] = []

    @Option(
        name: .customLong("param"),
        help: ArgumentHelp("A hyperparameter. May be repeated.", valueName: "name>=<value"),
        transform: PairWord.init(checking:))
    var parameters: [PairWord] = []

    @Option(
        name: .customLong("dataset"),
        help: ArgumentHelp(
            "A data set it was made with. May be repeated.",
            valueName: "name>@<version>[=<digest>]"),
        transform: DatasetWord.init(checking:))
    var datasets: [DatasetWord] = []

    @Option(
        help: ArgumentHelp("The experiment run that made it.", valueName: "tracker>:<id"),
        transform: RunWord.init(checking:))
    var run: RunWord?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other field of the record. May be repeated.", valueName: "dotted.key>=<value"),
        transform: SettingWord.init(checking:))
    var settings: [SettingWord] = []

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "A record to begin with, in YAML or JSON; - reads standard input.",
            valueName: "file|-"))
    var base: String?

    /// Adds what was told to a registration; reads the record it begins with.
    func apply(to registration: inout Registration, in context: Context) throws {
        registration.metrics = metrics.map(MeasuredMetric.init)
        for pair in parameters { registration.parameters[pair.key] = pair.value }
        registration.datasets = datasets.map(Dataset.init)
        registration.run = run.map(Run.init)
        registration.settings = settings.map {
            FieldSetting(key: $0.keys.joined(separator: "."), text: $0.value)
        }
        registration.base = try base.map {
            RecordText(bytes: try context.manifest(in: $0), path: $0)
        }
    }
}

extension MeasuredMetric {
    init(_ word: MetricWord) {
        self.init(dataset: word.dataset, split: word.split, name: word.name, value: word.value)
    }
}

extension Dataset {
    fileprivate init(_ word: DatasetWord) {
        self.init(name: word.name, version: word.version)
        digest = word.digest.map { "sha256:\($0)" }
    }
}

extension Run {
    fileprivate init(_ word: RunWord) {
        self.init()
        tracker = word.tracker
        id = word.id
    }
}
