import RegistryCore

/// What `--metric` takes: one measured number, and what it was measured on.
package struct MetricWord: Word {
    /// The data set, and the part of it; both `nil` where the word names neither.
    package let dataset: String?
    package let split: String?
    package let name: String
    /// Always finite.
    package let value: Double

    package static let noun = "a metric"
    package static let grammar =
        "[<dataset>/<split>:]<name>=<number>, such as payments-2026-10/test:auc=0.947"

    /// Splits at the first `=`, before it at the last `:`, and before that at the last `/`.
    package init?(parsing text: String) {
        guard let (subject, number) = text.cut(at: "="), let value = Double(decimal: number) else {
            return nil
        }
        let (place, name) = subject.cut(atLast: ":") ?? (nil, subject)
        let (dataset, split) = place.map { $0.cut(atLast: "/") ?? ($0, nil) } ?? (nil, nil)
        guard name.isPlainName, dataset?.isPlainName != false, split?.isPlainName != false else {
            return nil
        }
        self.dataset = dataset
        self.split = split
        self.name = name
        self.value = value
    }

    package var description: String {
        let place = dataset.map { "\($0)\(split.map { "/\($0)" } ?? ""):" } ?? ""
        return "\(place)\(name)=\(value)"
    }
}
