import Cryptography
import Testing

@Suite struct `A list of patterns` {
    /// From OpenSSH's regress/unittests/match/tests.c, which is in the public domain.
    @Test(arguments: [
        ("", "", true), ("", "aaa", false), ("aaa", "", false), ("aaaa", "aaa", false),
        ("*", "", true), ("?", "", false), ("a?", "aa", true), ("a*", "a", true),
        ("a*", "aa", true), ("?", "a", true), ("??", "aa", true), ("*a", "aa", true),
        ("a*b", "aab", true), ("*aa*", "baab", true), ("?*?", "ab", true), ("?*?", "a", false),
        ("!aaa", "aaa", false), ("!aaa", "bbb", false), ("aaa,bbb", "aaa", true),
        ("aaa,bbb", "bbb", true), ("aaa,!aaa", "aaa", false), ("!aaa,aaa", "aaa", false),
        ("*,!aaa", "aaa", false), ("*,!aaa", "bbb", true), ("!*,bbb", "bbb", false),
    ])
    func `matches as OpenSSH's does`(list: String, text: String, want: Bool) {
        #expect(PatternList(parsing: list).matches(text) == want)
    }

    @Test(.timeLimit(.minutes(5)))
    func `does not let a hostile pattern take its time`() {
        let pattern = String(repeating: "*a", count: 400) + "b"
        #expect(!PatternList(parsing: pattern).matches(String(repeating: "a", count: 10_000)))
    }
}
