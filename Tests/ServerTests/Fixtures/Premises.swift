import FoundationEssentials
import Glibc
import Logging
import Registry
import RegistryCore
import Server
import Support
import Synchronization
import Testing

/// A server with one registry, `acme`, that most tests share, and the people who use it.
///
/// `alice` is its admin; `mona` maintains, `carl` contributes and `rita` reads in `fraud` only;
/// `will` reads everything, `vera` sees metadata, and `nobody` has no role at all.
final class Premises: Sendable {
    let scratch: Scratch
    let port: Int
    let tokens: [String: String]
    /// What the server has in its environment, and nobody else.
    let secrets: [String: String]
    private let running: Task<Void, any Error>

    var folder: String { scratch.path }
    var catalog: String { scratch.file("acme.git") }
    var url: String { "http://127.0.0.1:\(port)" }
    var registry: String { "\(url)/acme.git" }

    static let shared = Task {
        do { return try await Premises() } catch { throw Unmade(why: "\(error)") }
    }

    struct Unmade: Error { let why: String }

    /// Whoever has a token, with the scope that it has.
    static let people: [(name: String, person: String, scope: String, namespace: String?)] = [
        ("alice", "alice", "admin", nil), ("carl", "carl", "write", nil),
        ("mona", "mona", "write", nil), ("rita", "rita", "write", nil),
        ("will", "will", "write", nil),
        ("vera", "vera", "write", nil),
        ("alice-read", "alice", "read", nil), ("alice-write", "alice", "write", nil),
        ("alice-fraud", "alice", "admin", "fraud"),
    ]

    /// Makes a registry and serves it.
    ///
    /// - Parameters:
    ///   - isOpen: Whether whoever has no name may read all of it.
    ///   - bucket: Where its artifacts are; `nil`: in its folder.
    ///   - setting: A key of the registry's configuration, a space, and its value.
    init(
        isOpen: Bool = false, bucket: TestPlace? = nil, setting: String = "",
        _ configure: @Sendable (inout ServerOptions) -> Void = { _ in }
    ) async throws {
        let original =
            if let bucket { try await Template(bucket) } else { try await template.value }
        secrets = bucket?.secrets ?? [:]
        let scratch = try Scratch("server-tests")
        self.scratch = scratch
        leftovers.withLock { $0.append(scratch.path) }
        tokens = original.tokens
        let made = try await shell(
            ["bash", "-euc", copy], in: original.scratch.path,
            environment: hermeticEnvironment(
                home: original.scratch.file("home"),
                [
                    "TARGET": scratch.path, "OPEN": isOpen ? "yes" : "",
                    "SETTING": bucket?.setting ?? setting,
                ]
                .merging(secrets) { $1 }))
        try #require(made.status == 0, "\(made.text)")
        var options = ServerOptions(
            host: "127.0.0.1", port: 0,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        configure(&options)
        let server = try RegistryServer(
            serving: [
                try ServedCatalog(
                    opening: scratch.file("acme.git"),
                    environment: hermeticEnvironment(home: scratch.file("home"), secrets))
            ], options: options)
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        running = Task {
            defer { announce.finish() }
            try await server.run { port in announce.yield(port) }
        }
        var found: Int?
        for await port in ports {
            found = port
            break
        }
        guard let found else {
            try await running.value
            throw Unmade(why: "the server ended before it began")
        }
        port = found
    }

    deinit { running.cancel() }
}

/// The built `cairn`, beside the tests or in the package's own build folder.
let cairn: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    let beside = "/" + bundle.split(separator: "/").dropLast().joined(separator: "/") + "/cairn"
    guard !FileManager.default.isExecutableFile(atPath: beside) else { return beside }
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(root)/.build/debug/cairn"
}()

/// The folders of this run: what a global holds is never let go before the process ends.
private let leftovers = Mutex<[String]>([])

/// What every test's registry is a copy of.
private let template = Task {
    do { return try await Template() } catch { throw Premises.Unmade(why: "\(error)") }
}

/// A registry with two models in it, and everybody's token.
private struct Template: Sendable {
    let scratch: Scratch
    let tokens: [String: String]

    init(_ bucket: TestPlace? = nil) async throws {
        scratch = try Scratch("server-template")
        leftovers.withLock { [path = scratch.path] in $0.append(path) }
        atexit {
            for path in leftovers.withLock(\.self) {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        try FileManager.default.createDirectory(
            atPath: scratch.file("home"), withIntermediateDirectories: true)
        try scratch.write("setup.sh", setup)
        let outcome = try await shell(
            ["bash", "-eu", scratch.file("setup.sh")], in: scratch.path,
            environment: hermeticEnvironment(
                home: scratch.file("home"),
                ["CAIRN": cairn, "SWIFT_BACKTRACE": "enable=no", "STORE": bucket?.policy ?? ""]
                    .merging(bucket?.secrets ?? [:]) { $1 }))
        try #require(outcome.status == 0, "\(outcome.text)")
        var tokens: [String: String] = [:]
        for line in outcome.output.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[1].hasPrefix("cairn_") {
                tokens[String(words[0])] = String(words[1])
            }
        }
        self.tokens = tokens
    }
}

/// Makes another registry of the template, as open as is asked.
private let copy = """
    cp -a acme.git home key key.pub "$TARGET"
    cd "$TARGET"
    git -C acme.git config core.hooksPath "$PWD/acme.git/hooks"
    if [ -n "$OPEN" ]; then
        git clone -q acme.git open
        sed -i 's/^stages:/  - {who: anonymous, role: reader}\\n&/' open/registry.yaml
        git -C open commit -qam 'Open it to everybody'
        git -C open push -q origin main
    fi
    [ -z "$SETTING" ] || git -C acme.git config ${SETTING%% *} "${SETTING#* }"
    """

private let setup = """
    git config --global user.name alice
    git config --global user.email alice@example.com
    git config --global init.defaultBranch main
    git lfs install --skip-repo >/dev/null
    ssh-keygen -q -t ed25519 -N '' -f key
    "$CAIRN" -q init acme.git --name acme --admin alice@example.com --key key.pub >/dev/null
    git clone -q acme.git work
    cd work
    id=$(grep '^id:' registry.yaml)
    cat >registry.yaml <<END
    schema: cairn.registry/v1
    registry: acme
    $id
    access:
      - {who: alice@example.com, role: admin}
      - {who: carl@example.com, role: viewer}
      - {who: carl@example.com, role: contributor, namespaces: [fraud]}
      - {who: mona@example.com, role: viewer}
      - {who: mona@example.com, role: maintainer, namespaces: [fraud]}
      - {who: rita@example.com, role: viewer}
      - {who: rita@example.com, role: reader, namespaces: [fraud]}
      - {who: will@example.com, role: reader}
      - {who: vera@example.com, role: viewer}
    stages: [{name: staging}]
    ${STORE:+store: $STORE}
    END
    git commit -qam 'Say who may do what'
    git push -q origin main
    cd ..
    printf 'weights of fraud' >fraud.bin
    printf 'weights of credit' >credit.bin
    export CAIRN_REGISTRY=$PWD/acme.git
    "$CAIRN" -q new fraud/detector >/dev/null
    "$CAIRN" -q register fraud/detector fraud.bin >/dev/null
    "$CAIRN" -q new credit/scorer >/dev/null
    "$CAIRN" -q register credit/scorer credit.bin >/dev/null
    while read -r name person scope namespace; do
        secret=$("$CAIRN" token create "$person@example.com" --scope "$scope" \\
            ${namespace:+--namespace "$namespace"} --format json |
            sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
        echo "$name $secret"
    done <<'END'
    \(Premises.people.map { "\($0.name) \($0.person) \($0.scope) \($0.namespace ?? "")" }
        .joined(separator: "\n"))
    END
    """
