import RegistryCore

/// How many things a command shows at most.
package struct LimitWord: Word {
    package let count: Int

    package static let noun = "a number of versions"
    package static let grammar = "a number from 1 to \(SearchRequest.mostPerPage)"
    /// A screenful.
    package static let usual = LimitWord(count: 50)
    /// As many as may be.
    package static let most = LimitWord(count: SearchRequest.mostPerPage)

    private init(count: Int) {
        self.count = count
    }

    /// Reads decimal digits.
    package init?(parsing text: String) {
        guard (1...4).contains(text.utf8.count), let count = Int(text),
            (1...SearchRequest.mostPerPage).contains(count), "\(count)" == text
        else { return nil }
        self.count = count
    }

    package var description: String { "\(count)" }
}
