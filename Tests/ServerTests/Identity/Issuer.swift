import FoundationEssentials
import Glibc
import Logging
import Server
import Support
import Synchronization
import Testing

/// A registry that lets tokens of an issuer on loopback count, and that issuer (`issuer.py`): a
/// program of its own, whose keys and signatures are openssl's.
final class Issuer: Sendable {
    let premises: Premises
    /// Where the issuers are, without a slash at the end.
    let url: String
    private let lines: Lines

    static let shared = Task {
        do { return try await Issuer() } catch { throw Premises.Unmade(why: "\(error)") }
    }

    init() async throws {
        let lines = Lines()
        premises = try await Premises {
            $0.logger = Logger(label: "test", factory: { _ in KeptLog(lines: lines) })
        }
        self.lines = lines
        let program = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let outcome = try await shell(
            ["bash", "-euc", setup], in: premises.folder,
            environment: hermeticEnvironment(
                home: premises.scratch.file("home"),
                [
                    "ISSUER": "/\(program)/issuer.py", "TESTS": "\(getpid())",
                    "SWIFT_BACKTRACE": "enable=no",
                ]))
        try #require(outcome.status == 0, "\(outcome.text)")
        url = String(outcome.output.split(separator: "\n").last ?? "")
    }

    /// A token as `issuer.py` makes one of a wish in JSON.
    func token(_ wish: String = "{}") async throws -> String {
        let made = try await premises.run(["curl", "-sSf", "-d", wish, "\(url)/mint"])
        try #require(made.status == 0, "\(made.text)")
        return made.output
    }

    /// What the server answers to a token: the status, the error's code, and the seconds it took.
    struct Answer: Sendable {
        let status: Int
        let code: String?
        let seconds: Double
    }

    /// What the server answers to tokens, one after the other; made and shown by one process, so
    /// that none grows old where many tests wait for their turn.
    ///
    /// - Parameters:
    ///   - wish: What the token is to be like; without one, `tokens` are shown.
    ///   - place: The last number of the address it comes from, for one that shows many tokens that
    ///     do not count has to wait.
    func answers(
        to wish: String = "", showing tokens: [String] = [], of names: [String] = ["acme"],
        from place: Int
    ) async throws -> [Answer] {
        let outcome = try await shell(
            ["bash", "-euc", asking, "-"] + tokens, in: premises.folder,
            environment: premises.environment(of: nil).merging([
                "WISH": wish, "ISSUERS": url, "SERVER": premises.url, "PLACE": "\(place)",
                "NAMES": names.joined(separator: " "),
            ]) { $1 })
        try #require(outcome.status == 0, "\(outcome.text)")
        return outcome.output.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return Answer(
                status: Int(words[0]) ?? 0, code: words.count > 2 ? String(words[2]) : nil,
                seconds: Double(words[1]) ?? .infinity)
        }
    }

    /// How often an issuer was asked for anything.
    func asked(_ name: String) async throws -> Int? {
        Int(try await premises.run(["curl", "-sSf", "\(url)/asked/\(name)"]).output)
    }

    /// What the server has logged so far.
    var log: [String] { lines.all }
}

/// What a server logs, kept for a test to look at.
private struct KeptLog: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.message) \(metadata) \(event.metadata ?? [:])")
    }
}

private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])

    func add(_ line: String) { kept.withLock { $0.append(line) } }
    var all: [String] { kept.withLock(\.self) }
}

/// Shows each token to each registry, and says status, time and code of the answers.
private let asking = """
    [ -z "$WISH" ] || set -- "$(curl -sSf -d "$WISH" "$ISSUERS/mint")"
    for token; do
        for name in $NAMES; do
            answer=$(curl -sS --max-time 60 --interface "127.0.0.$PLACE" \\
                -w '\\n%{http_code} %{time_total}' -H "Authorization: Bearer $token" \\
                "$SERVER/$name.git/info/lfs/locks")
            echo "${answer##*$'\\n'}" \\
                "$(sed -n 's/.*"code":"\\([a-z-]*\\)".*/\\1/p' <<<"$answer")"
        done
    done
    """

/// Starts the issuers, and tells the registry of them.
private let setup = """
    mkdir issuer
    timeout 1800 python3 "$ISSUER" "$PWD/issuer" "$TESTS" >issuer.log 2>&1 </dev/null &
    for _ in $(seq 300); do [ ! -f issuer/url ] || break; sleep 0.1; done
    url=$(cat issuer/url)
    git clone -q acme.git trust
    cd trust
    sed -i 's/^stages:/  - {who: fraud-ci@example.com, role: viewer}\\
      - {who: fraud-ci@example.com, role: contributor, namespaces: [fraud, credit]}\\n&/' \\
        registry.yaml
    {
        echo 'issuers:'
        for name in good rotating silent broken endless poser elsewhere huge filed lost; do
            cat <<END
      - url: $url/$name
        audience: https://models.example.com
        identities:
          - who: fraud-ci@example.com
            claims: {project_path: fraud/training, ref: [main, release], ref_protected: true}
            scope: write
            namespace: fraud
          - who: fraud-ci@example.com
            claims: {project_path: fraud/training, ref: look}
          - who: nobody@example.com
            claims: {project_path: nobody/nothing}
          - who: claim:email
            claims: {email_verified: true, groups: models}
    END
        done
    } >>registry.yaml
    git commit -qam 'Say whose tokens count'
    git push -q origin main 2>push.log || { cat push.log >&2; exit 1; }
    git -C ../acme.git config "cairn.$url/filed.jwks" "$PWD/../issuer/keys.json"
    git -C ../acme.git config "cairn.$url/lost.jwks" ../lost.json
    echo "$url"
    """
