package import RegistryCore
import SystemPackage

extension GitProgram {
    /// Keeps many blobs in one pack, for which the disk is waited once.
    package func writeBlobs(_ blobs: [[UInt8]]) async throws(GitError) {
        var input: [UInt8] = []
        for bytes in blobs { input += Array("blob\ndata \(bytes.count)\n".utf8) + bytes + [10] }
        try await require(
            ["-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"], input: input)
    }

    /// Copies into another repository all that `tips` lead to and `held` do not, as one pack, every
    /// object of which is checked there. No ref names it there yet.
    ///
    /// - Parameter held: Commits and tags that both have, with all they lead to.
    package func copyObjects(
        of tips: [ObjectID], except held: [ObjectID], to other: GitProgram
    ) async throws(GitError) {
        guard !tips.isEmpty else { return }
        let sending: [GitArgument] = [
            "pack-objects", "--revs", "--stdout", "--thin", "--delta-base-offset", "-q",
        ]
        let receiving: [GitArgument] = [
            "-c", "core.fsync=all", "index-pack", "--stdin", "--fix-thin", "--strict",
        ]
        let names = (tips.map { "\($0)\n" } + held.map { "^\($0)\n" }).joined()
        let results: (sent: GitOutput, received: GitOutput)
        do {
            let input = try standardInput(holding: Array(names.utf8))
            let nowhere = try FileDescriptor.open(FilePath("/dev/null"), .writeOnly)
            let pipe = try FileDescriptor.pipe(options: .closeOnExec)
            async let sent = run(sending, reading: input, writing: pipe.writeEnd)
            async let received = other.run(receiving, reading: pipe.readEnd, writing: nowhere)
            results = try await (sent, received)
        } catch {
            throw error as? GitError
                ?? .notRun(command: "git pack-objects", reason: "\(error)")
        }
        // Of two that fail, the receiver knows why: the sender only finds its pipe closed.
        guard results.received.status == 0 else { throw failure(of: receiving, results.received) }
        guard results.sent.status == 0 else { throw failure(of: sending, results.sent) }
    }
}
