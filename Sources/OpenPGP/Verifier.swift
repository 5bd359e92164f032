import Cryptography
import FoundationEssentials
import Subprocess

/// The programs that verify, each in a home of its own: no settings, keys or agent of the account's
/// are used, and nothing is asked of the network.
struct Verifier {
    private let variables: [Environment.Key: String]

    init(environment: [String: String], home: String) {
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

    /// What the program says on its standard output, and whether it was content.
    private func run(
        _ program: String, _ words: [String]
    ) async throws(OpenPGPError) -> (text: String, isSuccess: Bool) {
        do {
            let result = try await Subprocess.run(
                .name(program), arguments: Arguments(words), environment: .custom(variables),
                input: .none, output: .string(limit: 1 << 16), error: .discarded)
            return (result.standardOutput, result.terminationStatus.isSuccess)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw .programMissing
        } catch {
            throw .failed(reason: "\(program) can't be run: \(error)")
        }
    }
}
