import RegistryCore

extension [Evaluation] {
    /// Adds a metric to the evaluation of its data set and split; a new value replaces an old one.
    ///
    /// - Parameter usual: The data set of a metric that names none.
    mutating func add(_ metric: MeasuredMetric, usual: String) {
        let dataset = metric.dataset ?? usual
        let index = firstIndex {
            $0.dataset == dataset && $0.split == metric.split && $0.slice == nil
        }
        if let index {
            self[index].metrics[metric.name] = metric.value
        } else {
            append(
                Evaluation(
                    dataset: dataset, split: metric.split, metrics: [metric.name: metric.value]))
        }
    }

    /// What an evaluation without a data set's name is filed under.
    static var unnamedDataset: String { "unspecified" }
}

extension VersionManifest {
    /// The data set of a metric that names none: the only one there is.
    var usualDataset: String {
        guard let datasets, datasets.count == 1 else { return [Evaluation].unnamedDataset }
        return datasets[0].name
    }
}
