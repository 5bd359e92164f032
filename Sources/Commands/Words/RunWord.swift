/// What `--run` takes: the experiment run that made a version, and the tracker that knows it.
package struct RunWord: Word {
    package let tracker: String
    package let id: String

    package static let noun = "an experiment run"
    package static let grammar = "<tracker>:<id>, such as mlflow:0a1b2c"

    /// Splits at the first `:`, so the id may hold more of them.
    package init?(parsing text: String) {
        guard let (tracker, id) = text.cut(at: ":"), tracker.isPlainName, id.isPlainName else {
            return nil
        }
        self.tracker = tracker
        self.id = id
    }

    package var description: String { "\(tracker):\(id)" }
}
