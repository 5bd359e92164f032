import Testing

@testable import Commands

@Suite struct `A query that begins with a minus` {
    @Test(arguments: [
        (["-state:archived"], [" -state:archived"]),
        (["a", "-hot", "-(b", "OR", "c)"], ["a", " -hot", " -(b", "OR", "c)"]),
        (["-\"card fraud\"", "-R", "-x"], [" -\"card fraud\"", "-R", "-x"]),
        (["--sort", "-created", "-q"], ["--sort", "-created", "-q"]),
        (["-h"], ["-h"]), (["-qh"], ["-qh"]), (["-C/x", "-"], ["-C/x", "-"]),
        (["--", "-state:archived"], ["--", "-state:archived"]),
    ])
    func `is none of the options`(words: [String], read: [String]) {
        #expect(Search.spelled(words) == read)
    }
}
