import Git
import Registry
import RegistryCore
import Testing

struct `A commit to main` {
    let lab: Lab

    init() async throws {
        lab = try await Lab()
    }

    @Test func `is proposed again on the newest main when somebody else was faster`() async throws {
        let workspace = try await lab.workspace()
        let other = try await lab.workspace()
        var seen: [ObjectID] = []
        var faster: ObjectID?
        let clone = try await lab.clone()
        let commit = try await workspace.commitToMain { (snapshot) throws(RegistryError) in
            seen.append(snapshot.commit)
            return MainCommit(
                message: "Mine\n",
                changes: [try workspace.writing(Array("mine".utf8), to: "LICENSE")])
        }
        #expect(seen.count == 1)
        // A clone that has not heard of it yet proposes on an older main first.
        let late = try await lab.workspace(in: clone)
        faster = try await other.commitToMain("Faster") { (_) throws(RegistryError) in
            [try other.writing(Array("faster".utf8), to: "README.md")]
        }
        seen = []
        let last = try await late.commitToMain("Late") { (snapshot) throws(RegistryError) in
            seen.append(snapshot.commit)
            return [try late.writing(Array("late".utf8), to: "CODEOWNERS")]
        }
        #expect(seen == [faster].compactMap(\.self))
        #expect(
            try await lab.git("log", "--format=%H %s", "-3", "main")
                == "\(last) Late\n\(seen[0]) Faster\n\(commit) Mine")
    }

    @Test func `that changes nothing is not made`() async throws {
        let workspace = try await lab.workspace()
        let before = try workspace.catalog.snapshot().commit
        #expect(try await workspace.commitToMain("Nothing") { _ in [] } == before)
    }

    @Test func `that can't be proposed is not tried again, even for a conflict`() async throws {
        let workspace = try await lab.workspace()
        var attempts = 0
        let found = try await code {
            _ = try await workspace.commitToMain("No") { (_) throws(RegistryError) in
                attempts += 1
                throw RegistryError(.conflict, "No.", remedy: "No.")
            }
        }
        #expect(found == .conflict)
        #expect(attempts == 1)
    }
}
