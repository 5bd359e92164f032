import Cryptography
import FoundationEssentials
import Subprocess

/// The programs that verify, each in a home of its own: no settings, keys or agent of the account's
/// are used, and nothing is asked of the network.
struct Verifier {
    private let variables: [Environment.Key: String]
    private let patience: Duration

    init(environment: [String: String], home: String, patience: Duration) {
        self.patience = patience
        variables = [
            "PATH": environment["PATH"] ?? "/usr/bin:/bin", "HOME": home, "GNUPGHOME": home,
            "LC_ALL": "C",
        ]
    }

    /// gpg(1), its clock stopped at the moment as of which keys are judged. Status lines count, not
    /// its exit status, and never what it tells people.
    func gpg(_ evidence: Evidence) async throws(OpenPGPError) -> OpenPGPFingerprint {
        let status = try await run(
            "gpg",
            [
                "--no-options", "--batch", "--no-tty", "--status-fd=1", "--no-autostart",
                "--disable-dirmngr", "--no-auto-key-retrieve", "--trust-model=always",
                "--no-sig-cache", "--no-default-keyring", "--keyring=\(evidence.keyring)",
                "--faked-system-time=\(Int(evidence.instant.timeIntervalSince1970))!",
                "--verify", "--", evidence.signature, evidence.payload,
            ])
        return try StatusLines(status.text).signer()
    }

    /// sqv(1), which judges a key as of when the signature says it was made. That must lie within a
    /// day of the moment that counts, or a closed key could sign for the past.
    func sqv(_ evidence: Evidence) async throws(OpenPGPError) -> OpenPGPFingerprint {
        let day: TimeInterval = 86400
        let result = try await run(
            "sqv",
            [
                "--keyring=\(evidence.keyring)",
                "--not-before=\(evidence.instant.addingTimeInterval(-day).formatted(.iso8601))",
                "--not-after=\(evidence.instant.addingTimeInterval(day).formatted(.iso8601))",
                "--", evidence.signature, evidence.payload,
            ])
        guard result.isSuccess else { throw .bad(.broken) }
        let lines = result.text.split(separator: "\n")
        guard lines.count == 1, let signer = OpenPGPFingerprint(parsing: lines[0]) else {
            throw .bad(.severalSignatures)
        }
        return signer
    }

    /// What a program says on its standard output, and whether it was content.
    private struct Answer {
        let text: String
        let isSuccess: Bool
    }

    /// Runs a program, and kills it when it has taken too long.
    private func run(_ program: String, _ words: [String]) async throws(OpenPGPError) -> Answer {
        do {
            let answer = try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask { try await outcome(of: program, words) }
                group.addTask {
                    try? await Task.sleep(for: patience)
                    return nil
                }
                // Whichever ends first ends the other. A program that is done by then is still
                // heard: on a busy machine its answer may have waited all the time.
                var heard: Answer?
                for try await ended in group {
                    heard = heard ?? ended
                    group.cancelAll()
                }
                return heard
            }
            guard let answer else {
                let seconds = patience.components.seconds
                throw OpenPGPError.failed(
                    reason: "\(program) was killed, as it is after \(seconds) s")
            }
            return answer
        } catch let error as OpenPGPError {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw .programMissing
        } catch {
            throw .failed(reason: "\(program) can't be run: \(error)")
        }
    }

    /// `nil` if it was killed.
    private func outcome(of program: String, _ words: [String]) async throws -> Answer? {
        let result = try await Subprocess.run(
            // Or it would be started in one folder of `PATH` after the other until it is there.
            .path(try await Executable.name(program).resolveExecutablePath(in: .custom(variables))),
            arguments: Arguments(words), environment: .custom(variables),
            input: .none, output: .string(limit: 1 << 16), error: .discarded)
        if case .signaled = result.terminationStatus { return nil }
        return Answer(
            text: result.standardOutput, isSuccess: result.terminationStatus.isSuccess)
    }
}
