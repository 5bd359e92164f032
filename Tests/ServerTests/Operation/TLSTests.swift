import FoundationEssentials
import Server
import Support
import Testing

@Suite struct `TLS` {
    private func certificate(_ name: String, in folder: String) async throws {
        let made = try await shell(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
                "subjectAltName=IP:127.0.0.1", "-keyout", "new.key", "-out", "new.crt",
            ], in: folder, environment: hermeticEnvironment(home: folder))
        try #require(made.status == 0, "\(made.text)")
        for end in ["key", "crt"] {
            try? FileManager.default.removeItem(atPath: "\(folder)/tls.\(end)")
            try FileManager.default.moveItem(
                atPath: "\(folder)/new.\(end)", toPath: "\(folder)/tls.\(end)")
        }
    }

    @Test func `waits for no client that does not come to speak it`() async throws {
        let scratch = try Scratch("server-tls")
        try await certificate("first", in: scratch.path)
        let premises = try await Premises {
            $0.tls = (scratch.file("tls.crt"), scratch.file("tls.key"))
            $0.patience.handshake = .seconds(1)
        }
        for beginning in ["", "\\x16\\x03\\x01\\x02\\x00"] {
            let script = """
                exec 3<>/dev/tcp/127.0.0.1/\(premises.port)
                printf '\(beginning)' >&3
                cat <&3 >/dev/null; echo ended
                """
            let outcome = try await premises.run(["timeout", "20", "bash", "-c", script])
            #expect(outcome.output == "ended\n", "\(outcome.text)")
        }
        let script = """
            exec 3> >(openssl s_client -quiet -connect 127.0.0.1:\(premises.port) 2>/dev/null)
            sleep 2
            printf 'GET /-/health HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3
            sleep 1
            """
        let patient = try await premises.run(["timeout", "20", "bash", "-c", script])
        #expect(patient.output.contains("200 OK"), "what is said later is another matter")
    }

    @Test func `serves both versions of HTTP, git, and a certificate that was renewed`()
        async throws
    {
        let scratch = try Scratch("server-tls")
        try await certificate("first", in: scratch.path)
        let premises = try await Premises {
            $0.tls = (scratch.file("tls.crt"), scratch.file("tls.key"))
        }
        let url = "https://127.0.0.1:\(premises.port)"
        let trusting = ["curl", "-sS", "--cacert", scratch.file("tls.crt")]
        for (flag, version) in [("--http1.1", "1.1"), ("--http2", "2")] {
            let outcome = try await premises.run(
                trusting + [flag, "-w", "%{http_version}", "\(url)/-/health"])
            #expect(outcome.output == "ok\n\(version)", "\(outcome.text)")
        }
        let work = premises.place("tls")
        try await premises.git(
            "-c", "http.sslCAInfo=\(scratch.file("tls.crt"))", "clone", "-q", "\(url)/acme.git",
            work)
        try await Task.sleep(for: .milliseconds(20))
        try await certificate("second", in: scratch.path)
        let renewed = try await premises.run(trusting + ["-v", "\(url)/-/health"])
        #expect(renewed.status == 0, "\(renewed.text)")
        #expect(renewed.errors.contains("CN=second"))
        try Data("none".utf8).write(to: URL(filePath: scratch.file("tls.key")))
        let kept = try await premises.run(trusting + ["\(url)/-/health"])
        #expect(kept.status == 0, "the last good pair stays: \(kept.text)")
    }
}
