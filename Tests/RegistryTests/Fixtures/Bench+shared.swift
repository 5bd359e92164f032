import FoundationEssentials
import Glibc

extension Bench {
    /// One registry for a whole table of pushes, each of which must leave it as it was; one push at
    /// a time, so the suite is `.serialized`.
    static func shared() -> Task<Bench, any Error> {
        Task {
            let template = try await BenchTemplate.shared.value
            let folder = "\(SharedBenches.folder)/\(UInt64.random(in: .min ... .max))"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let bench = Bench(folder: folder, keeping: nil, facts: template.facts)
            try await bench.fill()
            return bench
        }
    }
}

/// Where shared benches lie until the tests are over.
private enum SharedBenches {
    static let folder: String = {
        atexit { try? FileManager.default.removeItem(atPath: SharedBenches.path) }
        return path
    }()

    fileprivate static let path = BenchTemplate.folder + "-shared"
}
