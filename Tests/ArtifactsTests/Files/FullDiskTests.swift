import Artifacts
import Support
import Testing

@Suite struct `A disk that takes no more` {
    @Test(arguments: ["size=2m", "ro"])
    func `is named, and nothing is left on it`(options: String) async throws {
        let scratch = try Scratch()
        let environment = hermeticEnvironment(home: scratch.path)
        try scratch.write("disk/.place", "")
        let mounted = try await shell(
            ["mount", "-t", "tmpfs", "-o", options, "cairn-test", scratch.file("disk")],
            in: scratch.path, environment: environment)
        guard mounted.status == 0 else { try Test.cancel("this account may not mount") }
        let store = FileStore(
            root: scratch.file("disk/objects"), records: scratch.file("verified"))
        let refusal = await #expect(throws: StoreError.self) {
            try await store.put(.bytes(sample(5_000_000)))
        }
        let left = scratch.files(in: "disk")
        _ = try await shell(
            ["umount", scratch.file("disk")], in: scratch.path, environment: environment)
        #expect(left.isEmpty)
        switch (options, refusal) {
        case ("ro", .readOnly(let path)), ("size=2m", .diskFull(let path)):
            #expect(path.hasPrefix(scratch.file("disk/objects")))
        default: Issue.record("reported as \(String(describing: refusal))")
        }
    }
}
