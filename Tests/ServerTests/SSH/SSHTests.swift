import FoundationEssentials
import Support
import Testing

@Suite(
    .enabled(if: SSHDaemon.isPossible, "sshd is tried where it is installed, and as root"))
struct `Git over SSH` {
    @Test func `clones and pushes with the key that signs, in the name of its owner`() async throws
    {
        let daemon = try await SSHDaemon.shared.value
        let work = daemon.premises.place("carl")
        try await daemon.git("clone", "-q", daemon.url, work, as: "carl")
        let script = """
            sed -i 's/^description:.*//' models/fraud/detector/model.yaml
            echo 'description: Scores payments' >>models/fraud/detector/model.yaml
            git commit -qam 'Describe it' && git push -q origin HEAD:ssh/carl
            """
        let pushed = try await daemon.run(["bash", "-euc", script], in: work, as: "carl")
        #expect(pushed.status == 0, "\(pushed.text)")
        let entry = try await daemon.git(
            "log", "--format=%B", "refs/audit/log", in: daemon.premises.catalog, as: "carl")
        #expect(entry.contains("carl@example.com"), "\(entry)")
        #expect(!entry.contains("mallory"), "\(entry)")
    }

    @Test func `speaks version 2 where sshd lets the client say so`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let outcome = try await daemon.run(
            [
                "env", "GIT_TRACE_PACKET=1", "git", "-c", "protocol.version=2", "ls-remote",
                daemon.url,
            ],
            as: "vera")
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.errors.contains("< version 2"))
    }

    @Test(arguments: ["stranger", "closed", "stolen", "late"])
    func `lets nobody in with a key that does not count`(person: String) async throws {
        let daemon = try await SSHDaemon.shared.value
        let outcome = try await daemon.call("git-upload-pack 'acme.git'", as: person)
        #expect(outcome.status == 255)
        #expect(outcome.errors.contains("Permission denied"), "\(outcome.errors)")
    }

    @Test func `lets in whom an authority has certified`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let refs = try await daemon.git("ls-remote", daemon.url, as: "will")
        #expect(refs.contains("refs/heads/main"))
    }

    @Test func `refuses a push that the person's role does not reach`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let outcome = try await daemon.run(
            ["git", "push", daemon.url, "main:topic/x"], in: daemon.premises.catalog, as: "rita")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("[role-missing]"), "\(outcome.errors)")
    }

    @Test func `says the same of what is absent as of what is not theirs`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let hidden = try await daemon.call("git-upload-pack 'acme.git'", as: "nobody")
        let absent = try await daemon.call("git-upload-pack 'absent.git'", as: "nobody")
        let known = try await daemon.call("git-upload-pack 'absent.git'", as: "alice")
        #expect(hidden.status == 3 && hidden.errors.contains("[not-served]"))
        #expect([absent.errors, known.errors] == [hidden.errors, hidden.errors])
        #expect([absent.status, known.status] == [3, 3])
    }

    @Test(arguments: [
        "", "ls", "bash -i", "git-upload-pack", "git-upload-pack acme",
        "git upload-pack 'acme.git'",
        "git-upload-pack '--strict'", "git-upload-pack '-x.git'",
        "git-upload-pack '--upload-pack=touch x.git'", "git-upload-pack '../acme.git'",
        "git-upload-pack 'x/../acme.git'", "git-upload-pack '//acme.git'",
        "git-upload-pack '~/acme.git'", "git-upload-pack '~root/acme.git'",
        "git-upload-pack 'acme.git/.'", "git-upload-pack ''\\''acme.git'",
        "git-upload-pack 'acme.git'; ls", "git-upload-pack 'acme.git' && ls",
        "git-upload-pack $(ls).git", "git-upload-pack `ls`.git", "git-upload-pack 'acme.git'\nls",
        "git-upload-pack 'acme.git' --timeout=1", "git-upload-archive 'acme.git'",
        "git-lfs-transfer acme.git", "git-lfs-transfer acme.git delete",
        "git-lfs-authenticate acme.git upload x", "cairn -R acme.git token list",
        "git-upload-pack '\u{202e}acme.git'",
        "git-upload-pack '\(String(repeating: "x", count: 600)).git'",
    ])
    func `runs nothing but the four commands`(command: String) async throws {
        let daemon = try await SSHDaemon.shared.value
        // As sshd calls it: its own client would start a shell's session for an empty command.
        let outcome = try await daemon.force(command, as: "alice")
        #expect(outcome.status == 2, "\(outcome.text)")
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("[usage]"), "\(outcome.errors)")
    }

    @Test(
        arguments: [
            ("git-upload-pack 'acme.git'", "0000", 0, ""),
            ("git-receive-pack 'acme.git'", "0000", 4, "[read-only]"),
            ("git-lfs-authenticate acme.git upload", "", 4, "[read-only]"),
            ("git-lfs-transfer acme.git upload", "000abatch\n00010000", 0, "status 403"),
            ("git-lfs-transfer acme.git upload", "0009lock\n000bpath=x\n0000", 0, "status 403"),
            ("git-lfs-transfer acme.git download", "000elist-lock\n0000", 0, "status 200"),
        ] as [(String, String, Int32, String)])
    func `only lets read where it is told to`(
        command: String, input: String, status: Int32, text: String
    ) async throws {
        let daemon = try await SSHDaemon.shared.value
        let outcome = try await daemon.force(
            command, as: "alice", input: input, flags: ["--read-only"])
        #expect(outcome.status == status, "\(outcome.text)")
        #expect(text.isEmpty || outcome.text.contains(text), "\(outcome.text)")
    }

    /// Who asks for what, and the exit status: over SSH there is nothing to log in to, so somebody
    /// without a role finds nothing.
    static let roles: [(who: String, upload: Int32, receive: Int32)] = [
        ("alice", 0, 0), ("carl", 0, 0), ("rita", 0, 0), ("vera", 0, 0), ("will", 0, 0),
        ("nobody", 3, 3),
    ]

    @Test(arguments: roles)
    func `lets do what the policy lets do`(who: String, upload: Int32, receive: Int32) async throws
    {
        let daemon = try await SSHDaemon.shared.value
        guard who != "will" else {
            // By a certificate, which only sshd itself has seen.
            let outcome = try await daemon.call(
                "git-upload-pack 'acme.git'", as: who, input: "0000")
            #expect(outcome.status == upload, "\(outcome.text)")
            return
        }
        for (service, status) in [("upload", upload), ("receive", receive)] {
            let outcome = try await daemon.force(
                "git-\(service)-pack 'acme.git'", as: who, input: "0000")
            #expect(outcome.status == status, "\(outcome.text)")
        }
    }

    @Test func `gives nobody a shell or a terminal`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let plain = try await daemon.run(
            daemon.ssh(as: "alice") + ["-T", "root@127.0.0.1"], as: "alice")
        #expect(plain.status == 2)
        #expect(plain.errors.contains("there is no shell"), "\(plain.text)")
        let terminal = try await daemon.run(
            daemon.ssh(as: "alice") + ["-tt", "root@127.0.0.1"], as: "alice")
        #expect(terminal.status != 0)
        #expect(terminal.errors.contains("PTY allocation request failed"), "\(terminal.text)")
    }

    @Test func `gives git no setting that a client sends along`() async throws {
        let daemon = try await SSHDaemon.shared.value
        let marker = daemon.premises.place("marker")
        let outcome = try await daemon.force(
            "git-upload-pack 'acme.git'", as: "alice", input: "0000",
            [
                "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "uploadpack.packObjectsHook",
                "GIT_CONFIG_VALUE_0": "touch \(marker)", "GIT_DIR": "/nowhere",
                "GIT_TRACE": marker, "CAIRN_PERMIT": "x", "GIT_PROTOCOL": "version=2",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("version 2"))
        #expect(!FileManager.default.fileExists(atPath: marker))
    }
}

@Suite struct `Authorized keys` {
    @Test func `are those of the people whose keys count, each for one command`() async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run(
            [
                cairn, "ssh", "authorized-keys", premises.catalog,
                "\(premises.folder)/it's \"x\".git",
            ])
        let key = try String(contentsOfFile: premises.scratch.file("key.pub"), encoding: .utf8)
            .split(separator: " ").prefix(2).joined(separator: " ")
        let command =
            "'\(cairn)' 'ssh' 'shell' '--key' '\(key)' '\(premises.catalog)' "
            + "'\(premises.folder)/it'\\''s \\\"x\\\".git'"
        #expect(outcome.output == "restrict,command=\"\(command)\" \(key)\n")
        #expect(outcome.errors.contains("[catalog-missing]"), "the other one is not there")
    }

    @Test func `let only read where they are told to`() async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run(
            [cairn, "ssh", "authorized-keys", "--read-only", premises.catalog])
        #expect(outcome.output.contains("'\(cairn)' 'ssh' 'shell' '--read-only' '--key'"))
    }

    @Test(arguments: ["", "ssh-ed25519", "ssh-ed25519 AAAA", "x y z", "ssh-rsa \"; ls"])
    func `are asked for by a key and nothing else`(key: String) async throws {
        let premises = try await Premises.shared.value
        let outcome = try await premises.run(
            [cairn, "ssh", "authorized-keys", "--key", key, premises.catalog])
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
    }
}

extension SSHDaemon {
    /// Runs the forced command itself, as sshd would for `command`.
    func force(
        _ command: String, as person: String, input: String = "", _ extra: [String: String] = [:],
        flags: [String] = []
    ) async throws -> Outcome {
        let name = person == "alice" ? "key.pub" : "keys/\(person).pub"
        let key = try String(contentsOfFile: premises.scratch.file(name), encoding: .utf8)
            .split(separator: " ").prefix(2).joined(separator: " ")
        return try await shell(
            [cairn, "ssh", "shell"] + flags + ["--key", key, premises.catalog],
            in: premises.folder,
            environment: hermeticEnvironment(
                home: premises.scratch.file("home"),
                ["SSH_ORIGINAL_COMMAND": command, "SWIFT_BACKTRACE": "enable=no"]
            ).merging(extra) { $1 },
            input: input)
    }
}
