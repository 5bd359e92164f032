import FoundationEssentials
import FuzzTargets
import Testing

/// What `make fuzz` does for hours, for a moment: the same checks, from the same corpus.
@Suite struct `Every reader of bytes from outside` {
    /// How many mutations of its corpus a target gets.
    private static let mutations = 2_000

    @Test(arguments: FuzzTarget.allCases)
    func `holds what it promises for its corpus`(target: FuzzTarget) throws {
        let corpus = try corpus(of: target)
        #expect(!corpus.isEmpty)
        for (name, bytes) in corpus {
            #expect(throws: Never.self, "\(name)") { try target.check(bytes) }
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `holds what it promises for the corpus damaged at random`(target: FuzzTarget) throws {
        let seeds = try corpus(of: target).map(\.bytes)
        var mutator = Mutator(seeds: seeds, seed: 20_261_121)
        for _ in 0..<Self.mutations {
            let bytes = mutator.next()
            #expect(throws: Never.self, "\(Data(bytes).base64EncodedString())") {
                try target.check(bytes)
            }
        }
    }

    @Test(arguments: [
        (FuzzTarget.pointer, 1), (.armor, 3), (.signers, 2), (.revoked, 2), (.tag, 1),
        (.statement, 1),
        (.manifest, 4), (.card, 1), (.pktline, 5), (.ssh, 6),
        (.query, 5), (.token, 4),
    ])
    func `takes some of its corpus, so that more than refusing is tried`(
        target: FuzzTarget, atLeast count: Int
    ) throws {
        let taken = try corpus(of: target).count { try target.check($0.bytes) }
        #expect(taken >= count)
    }
}

/// The committed inputs of a target, and what libFuzzer once found wrong.
private func corpus(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = "\(root)/Fuzzers/Corpus/\(target.rawValue)"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
        (name, Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
    }
}
