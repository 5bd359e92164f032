import FoundationEssentials
import Support
import Testing

@testable import Registry

@Suite struct `A lock that git left behind` {
    private let scratch: Scratch
    private let lock = "refs/heads/main.lock"

    init() throws {
        scratch = try Scratch()
        try scratch.write(lock, "")
    }

    /// Makes the lock look as if it had been touched so long ago, in seconds.
    private func age(_ seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date().addingTimeInterval(-seconds)],
            ofItemAtPath: scratch.file(lock))
    }

    private var isThere: Bool { FileManager.default.fileExists(atPath: scratch.file(lock)) }

    @Test func `goes when nobody can hold it any more`() async throws {
        try age(3)
        let remains = Remains(in: scratch.path)
        #expect(remains.locks() == [lock])
        #expect(remains.dead([lock]) == [lock])
        #expect(await remains.clear([lock, "HEAD.lock"]) == [lock])
        #expect(!isThere)
    }

    @Test func `stays while it is fresh`() async throws {
        // As far from two seconds old as it can be, on whatever machine this runs.
        try age(-1.9)
        #expect(Remains(in: scratch.path).dead([lock]) == [])
    }

    @Test func `stays while a git that may have made it works there`() async throws {
        // Only the name tells what a program is.
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("git-wait"), withDestinationPath: "/bin/sh")
        async let working = shell(
            [scratch.file("git-wait"), "-c", "touch begun; until [ -e end ]; do sleep 0.1; done"],
            in: scratch.path, environment: ["PATH": "/bin:/usr/bin"])
        while !FileManager.default.fileExists(atPath: scratch.file("begun")) {
            try await Task.sleep(for: .milliseconds(10))
        }
        try await Task.sleep(for: .milliseconds(2_500))
        try age(2.1)
        let remains = Remains(in: scratch.path)
        #expect(remains.dead([lock]) == [])
        // A lock older than every git that is there was made by none of them.
        try age(3_600)
        #expect(remains.dead([lock]) == [lock])
        try scratch.write("end", "")
        _ = try await working
    }
}
