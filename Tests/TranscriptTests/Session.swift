import FoundationEssentials
import Support

/// The folder of the built programs, `cairn` among them: that of the test runner itself.
let products: String = {
    let runner =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    // The runner may be swift's own helper; the products lie where the tests were built.
    let candidates = [
        runner.split(separator: "/").dropLast().joined(separator: "/"),
        CommandLine.arguments.first(where: { $0.contains(".xctest") })?
            .split(separator: "/").dropLast().joined(separator: "/") ?? "",
    ]
    let found = candidates.map { "/" + $0 }.first {
        FileManager.default.isExecutableFile(atPath: $0 + "/cairn")
    }
    return found ?? "\(sourceRoot)/.build/debug"
}()

/// The folder of the package.
let sourceRoot: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
}()

/// How to reach the bucket that `make test-s3` has made; empty elsewhere.
let bucket = ProcessInfo.processInfo.environment.filter { name, _ in
    ["CAIRN_TEST_BUCKET", "AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
        .contains(name)
}

/// Runs commands in one shell, in a folder and with identities of their own.
struct ShellSession {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch("cairn-transcript")
    }

    /// What each command printed on both streams, redacted, with `[exit n]` where it failed.
    func outputs(of commands: [String]) async throws -> [[String]] {
        let marker = "@@\(UInt64.random(in: .min ... .max))@@"
        let body = commands.map { command in
            "{ \(command)\n} 2>&1 </dev/null; printf '\\n\(marker)%d\\n' $?\n"
        }
        let script = try scratch.write("script.sh", Self.prelude + body.joined())
        try FileManager.default.createDirectory(
            atPath: scratch.file("home"), withIntermediateDirectories: true)
        let environment = hermeticEnvironment(
            home: scratch.file("home"),
            bucket.merging([
                "ROOT": scratch.path, "CAIRN_BIN": products, "SOURCE": sourceRoot,
                "TMPDIR": "/tmp",
            ]) { $1 })
        let outcome = try await shell(
            ["bash", script], in: scratch.path, environment: environment)
        return split(outcome.output + outcome.errors, at: marker)
    }

    private func split(_ output: String, at marker: String) -> [[String]] {
        var outputs: [[String]] = []
        var lines: [String] = []
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix(marker) else {
                lines.append(redact(String(line), root: scratch.path))
                continue
            }
            // An empty line would end the output when the file is read back.
            lines.removeAll(where: \.isEmpty)
            let status = line.dropFirst(marker.count)
            outputs.append(lines + (status == "0" ? [] : ["[exit \(status)]"]))
            lines = []
        }
        return outputs
    }

    /// `person NAME` makes an identity with a key, `as NAME` becomes it in its own folder.
    private static let prelude = """
        export PATH="$CAIRN_BIN:$PATH" SWIFT_BACKTRACE=enable=no COLUMNS=200
        cd "$ROOT"
        person() {
            ssh-keygen -q -t ed25519 -N '' -C "$1@example.com" -f "$HOME/$1"
            export GIT_CONFIG_GLOBAL=$HOME/$1.gitconfig
            git config --global user.name "$1"
            git config --global user.email "$1@example.com"
            git config --global user.signingkey "$HOME/$1.pub"
            git config --global gpg.format ssh
            git config --global init.defaultBranch main
            git config --global advice.detachedHead false
            git lfs install --skip-repo >/dev/null
            mkdir -p "$ROOT/$1"
        }
        as() { export GIT_CONFIG_GLOBAL=$HOME/$1.gitconfig; cd "$ROOT/$1"; }

        """
}

/// The line without what differs from run to run.
func redact(_ line: String, root: String) -> String {
    var line = line.split(separator: root, omittingEmptySubsequences: false).joined(
        separator: "[ROOT]")
    let patterns: [(Regex<Substring>, String)] = [
        (/\/\S*\/debug\/cairn/, "[CAIRN]"), (/127\.0\.0\.1:[0-9]+/, "[SERVER]"),
        (/SHA256:[A-Za-z0-9+\/]{43}/, "[KEY]"), (/\b[0-9a-f]{64}\b/, "[SHA256]"),
        (/\b[0-9a-f]{40}\b/, "[OID]"), (/\b[0-9a-f]{16}\b/, "[ID]"),
        (/\b[0-9a-f]{12}\b/, "[SHORT]"), (/\b(?!ed25519)[0-9a-f]{7}\b/, "[ABBREV]"),
        // What git-lfs says about its progress when it is slow.
        (/(?:Up|Down)loading LFS objects: .*/, ""),
        (/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/, "[TIME]"), (/\b20[0-9]{12}Z/, "[TIME]"),
    ]
    for (pattern, name) in patterns { line.replace(pattern, with: name) }
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
}
