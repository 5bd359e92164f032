import Git
import Testing

@Suite struct `Recent values` {
    @Test func `are kept while they are asked for, and the others forgotten`() {
        var recent = RecentValues<Int, String>(atMost: 4)
        recent.keep("often", of: 0)
        for key in 1...10 {
            recent.keep("once", of: key)
            #expect(recent.value(of: 0) == "often")
        }
        #expect(recent.value(of: 10) == "once")
        #expect(recent.value(of: 1) == nil)
    }

    @Test func `are never more than there may be`() {
        var recent = RecentValues<Int, Int>(atMost: 10)
        for key in 0..<1_000 { recent.keep(key, of: key) }
        #expect((0..<1_000).count { recent.value(of: $0) != nil } <= 10)
        #expect(recent.value(of: 999) == 999)
    }

    @Test func `are the last ones kept`() {
        var recent = RecentValues<Int, String>(atMost: 4)
        recent.keep("old", of: 1)
        recent.keep("new", of: 1)
        #expect(recent.value(of: 1) == "new")
    }
}
