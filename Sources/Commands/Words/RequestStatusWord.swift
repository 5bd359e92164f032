package import RegistryCore

/// Which merge requests are meant, by what became of them: `open`, or `all`.
package struct RequestStatusWord: Word {
    /// `nil` means all.
    package let only: MergeRequest.Status?

    package static let noun = "what became of a merge request"
    package static let grammar = "open, closed, merged or all"

    package init(only: MergeRequest.Status?) {
        self.only = only
    }

    package init?(parsing text: String) {
        if text == "all" {
            only = nil
        } else {
            guard let status = MergeRequest.Status(rawValue: text) else { return nil }
            only = status
        }
    }

    package var description: String { only?.rawValue ?? "all" }
}
