import FoundationEssentials
import Glibc
import Support
import Testing

/// A registry behind a real `sshd` on loopback, which all tests share, and the keys of the people
/// who use it; `stranger` has a key that nobody knows, and `nobody` one without a role.
final class SSHDaemon: Sendable {
    let premises: Premises
    let port: Int
    /// A folder that nobody but root can write to, nor to any above it, as sshd demands of programs
    /// that it asks.
    private let guarded: String

    static let people = ["carl", "rita", "vera", "nobody", "stranger", "closed", "stolen"]

    static let shared = Task {
        do { return try await SSHDaemon() } catch { throw Premises.Unmade(why: "\(error)") }
    }

    /// Whether this machine and account can run one; `sshd` switches accounts, so it takes root.
    static var isPossible: Bool {
        geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd")
    }

    init(bucket: TestPlace? = nil) async throws {
        premises = try await Premises(bucket: bucket)
        guarded = "/run/cairn-test-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        port = try freePort()
        try FileManager.default.createDirectory(
            atPath: guarded, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        let made = try await shell(
            ["bash", "-euc", setup], in: premises.folder,
            environment: hermeticEnvironment(
                home: premises.scratch.file("home"),
                [
                    "CAIRN": cairn, "GUARDED": guarded, "PORT": "\(port)",
                    "PEOPLE": Self.people.joined(separator: " "), "SWIFT_BACKTRACE": "enable=no",
                    "SECRETS": premises.secrets.map { "\($0)=\($1)" }.joined(separator: " "),
                ].merging(premises.secrets) { $1 }))
        try #require(made.status == 0, "\(made.text)")
    }

    /// The registry as git and git-lfs reach it.
    var url: String { "ssh://root@127.0.0.1:\(port)/acme.git" }

    /// How somebody calls `ssh`, with their own key and nothing of this machine's.
    func ssh(as person: String) -> [String] {
        let key = premises.scratch.file(person == "alice" ? "key" : "keys/\(person)")
        return [
            "ssh", "-F", "none", "-i", key, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
            "-o", "UserKnownHostsFile=\(premises.scratch.file("known_hosts"))", "-o",
            "BatchMode=yes", "-p", "\(port)",
        ]
    }

    /// Asks sshd to run `command`.
    func call(_ command: String, as person: String, input: String = "") async throws -> Outcome {
        try await shell(
            ssh(as: person) + ["root@127.0.0.1", command], in: premises.folder,
            environment: environment(of: person), input: input)
    }

    /// Runs words as somebody; any exit status is a result.
    func run(
        _ words: [String], in folder: String? = nil, as person: String
    ) async throws -> Outcome {
        try await shell(words, in: folder ?? premises.folder, environment: environment(of: person))
    }

    /// What `git` says, which must succeed.
    @discardableResult
    func git(_ words: String..., in folder: String? = nil, as person: String) async throws -> String
    {
        let outcome = try await run(["git"] + words, in: folder, as: person)
        try #require(outcome.status == 0, "\(words): \(outcome.text)")
        return outcome.output
    }

    private func environment(of person: String) -> [String: String] {
        hermeticEnvironment(
            home: premises.scratch.file("home"),
            [
                "GIT_SSH_COMMAND": ssh(as: person).joined(separator: " "),
                "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.com",
                "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "mallory@example.com",
                "CAIRN_USER": "mallory@example.com", "SWIFT_BACKTRACE": "enable=no",
            ])
    }
}

/// A port of loopback that was free a moment ago.
private func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe bind(listener, address, length) == 0
                && getsockname(listener, address, &length) == 0
        }
    }
    try #require(status)
    return Int(UInt16(bigEndian: address.sin_port))
}

/// Gives everybody a key, tells the registry whose they are, and starts sshd.
private let setup = """
    mkdir keys
    for person in $PEOPLE authority host; do
        ssh-keygen -q -t ed25519 -N '' -C "$person" -f "keys/$person"
    done
    ssh-keygen -q -s keys/authority -I will -n will@example.com keys/stranger.pub
    cp keys/stranger keys/will; mv keys/stranger-cert.pub keys/will-cert.pub
    cp keys/stranger.pub keys/will.pub
    ssh-keygen -q -s keys/authority -I late -n will@example.com -V 20200101:20200102 keys/will.pub
    mkdir late && mv keys/will-cert.pub late/
    ssh-keygen -q -s keys/authority -I will -n will@example.com keys/will.pub
    cp keys/will keys/late; cp keys/will.pub keys/late.pub; mv late/will-cert.pub keys/late-cert.pub
    git clone -q acme.git signers
    cd signers
    for person in $PEOPLE; do
        [ "$person" != stranger ] || continue
        options='namespaces="git"'
        [ "$person" != closed ] || options="$options,valid-before=\\"20200101000000Z\\""
        echo "$person@example.com $options $(cut -d' ' -f1,2 ../keys/$person.pub)"
    done >>allowed_signers
    echo "*@example.com cert-authority $(cut -d' ' -f1,2 ../keys/authority.pub)" >>allowed_signers
    echo "$(cut -d' ' -f1,2 ../keys/stolen.pub) 2020-01-01T00:00:00Z stolen" >revoked_keys
    git add . && git commit -qm 'Say whose keys these are'
    git push -q origin main
    cd ..
    # What programs that were built with a sanitizer are told: sshd hands on nothing by itself.
    told="ASAN_OPTIONS=${ASAN_OPTIONS:-} TSAN_OPTIONS=${TSAN_OPTIONS:-}"
    cat >"$GUARDED/authorized-keys" <<END
    #!/bin/sh
    $told exec '$CAIRN' ssh authorized-keys --key "\\$1" '$PWD/acme.git'
    END
    chmod 755 "$GUARDED/authorized-keys"
    cat >"$GUARDED/sshd_config" <<END
    ListenAddress 127.0.0.1:$PORT
    HostKey $PWD/keys/host
    PidFile $GUARDED/pid
    StrictModes yes
    UsePAM no
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    PermitRootLogin forced-commands-only
    AuthorizedKeysFile none
    AuthorizedKeysCommand $GUARDED/authorized-keys "%t %k"
    AuthorizedKeysCommandUser root
    AcceptEnv GIT_PROTOCOL
    MaxStartups 100
    SetEnv HOME=$PWD/home SWIFT_BACKTRACE=enable=no $told $SECRETS
    END
    mkdir -p /run/sshd
    echo "[127.0.0.1]:$PORT $(cut -d' ' -f1,2 keys/host.pub)" >known_hosts
    # sshd and its folder go when the tests have ended, however they do.
    {
        timeout 1800 /usr/sbin/sshd -D -e -f "$GUARDED/sshd_config" &
        while kill -0 "$PPID" && kill -0 "$!"; do sleep 1; done
        kill "$!"
        rm -rf "$GUARDED"
    } >sshd.log 2>&1 </dev/null &
    for _ in $(seq 100); do
        [ ! -s "$GUARDED/pid" ] || exit 0
        sleep 0.1
    done
    cat sshd.log >&2
    exit 1
    """
