import RegistryCore
import Testing

@Suite struct `The nearest name` {
    @Test(arguments: [
        ("promte", "promote"), ("promoet", "promote"), ("lits", "list"), ("lst", "list"),
        ("aprove", "approve"), ("verfy", "verify"), ("list", "list"),
    ])
    func `is found for a slip of the finger`(word: String, name: String) {
        #expect(nearest(to: word, among: ["list", "log", "promote", "approve", "verify"]) == name)
    }

    @Test(arguments: ["", "x", "remove", "lo-list", "prom"])
    func `is not guessed for another word`(word: String) {
        #expect(nearest(to: word, among: ["list", "promote"]) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 1),
        ("kitten", "sitting", 3), ("abcd", "acbd", 1), ("ca", "abc", 3),
    ])
    func `is measured in letters changed`(left: String, right: String, distance: Int) {
        #expect(editDistance(left, right) == distance)
        #expect(editDistance(right, left) == distance)
    }
}
