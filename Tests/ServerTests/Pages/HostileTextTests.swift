import RegistryCore
import Support
import Testing

@Suite struct `A text from a manifest` {
    /// What ends an attribute, an element, a script and a comment, also with an accent upon the mark
    /// that does it.
    static let payload =
        #"x"><b id=xss>'</script></title></textarea>--><b id=xss> {{secret}} {{{secret}}} "#
        + "\"\u{301} onmouseover=xss() <\u{301}b>\u{301}<b id=xss>"

    /// A registry with the payload wherever somebody may write something.
    private static let hostile = Task {
        do {
            let premises = try await Premises()
            let quoted = String(decoding: json(payload), as: UTF8.self)
            for (name, text) in files {
                try premises.scratch.write(name, text.replacing("PAYLOAD", with: quoted))
            }
            try premises.scratch.write(
                "README.md", "# \(payload)\n\n\(payload)\n\n[\(payload)](x)\n")
            try premises.scratch.write("files/\"><b id=xss>'&.txt", payload)
            try premises.scratch.write("message", payload)
            let made = try await premises.run(
                ["bash", "-euc", script], in: premises.folder, as: "alice")
            try #require(made.status == 0, "\(made.text)")
            return premises
        } catch { throw Premises.Unmade(why: "\(error)") }
    }

    @Test(arguments: [
        "/", "/acme/", "/acme/models/bad/texts", "/acme/models/bad/texts/v1",
        "/acme/models/bad/texts/v2", "/acme/models/bad/texts/report",
        "/acme/compare?a=bad/texts@v1&b=bad/texts@v2", "/acme/stages/staging",
        "/acme/stages/staging/bad/texts", "/acme/audit", "/acme/?q=bad",
        "/acme/requests", "/acme/requests/1",
    ])
    func `is never markup`(address: String) async throws {
        let premises = try await Self.hostile.value
        let page = try await premises.page(address)
        #expect(page.status == 200)
        expectHarmless(page.body)
    }

    @Test func `is shown as it was written`() async throws {
        let premises = try await Self.hostile.value
        for address in ["/acme/models/bad/texts", "/acme/models/bad/texts/v2"] {
            let page = Markup(try await premises.page(address).body)
            #expect(page.text.contains("&lt;b id=xss&gt;&#39;&lt;/script&gt;"))
        }
        // Of each field that the record has, wherever the page shows it.
        let page = try await premises.page("/acme/models/bad/texts/v2").body
        #expect(page.split(separator: "{{secret}}").count > 40)
    }

    @Test(arguments: [
        "/acme/?q=X", "/acme/?sort=X", "/acme/?X=1", "/acme/X", "/acme/models/X/y",
        "/acme/models/bad/texts/X", "/acme/compare?a=X&b=X", "/acme/stages/X", "/X", "/X/",
        "/acme/stages/staging?at=X", "/-/sign-in?next=X", "/-/sign-in?X", "/acme/?format=X",
        "/acme/?page=X",
    ])
    func `of an address is none either`(address: String) async throws {
        let premises = try await Self.hostile.value
        for encoded in [Self.payload.percentEncoded, "%22%3E%3Cb%20id=xss%3E", "\"><b"] {
            let path = address.replacing("X", with: encoded)
            let page = try await premises.page(path)
            guard page.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
            expectHarmless(page.body)
        }
    }

    private func expectHarmless(_ body: String) {
        let page = Markup(body)
        #expect(page.faults == [])
        #expect(!page.tags.contains { $0.attributes["id"] == "xss" })
        #expect(!page.tags.contains { $0.name == "b" && !$0.attributes.isEmpty })
        #expect(!body.utf8.contains("<b id=xss".utf8))
    }

    private static let files = [
        "record.yaml": """
        description: PAYLOAD
        framework: {name: PAYLOAD, version: PAYLOAD}
        algorithm: PAYLOAD
        format: PAYLOAD
        signature:
          inputs: [{name: PAYLOAD, type: PAYLOAD, shape: [-1]}]
          outputs: [{name: PAYLOAD, type: PAYLOAD}]
        parameters: {PAYLOAD: PAYLOAD}
        evaluations:
          - {dataset: PAYLOAD, split: PAYLOAD, slice: {PAYLOAD: PAYLOAD}, metrics: {PAYLOAD: 0.5}}
          - {dataset: d, metrics: {PAYLOAD: 0.5}}
        source: {repository: PAYLOAD, commit: PAYLOAD, path: PAYLOAD, notebook: PAYLOAD, dirty: true}
        run: {tracker: PAYLOAD, id: PAYLOAD, experiment: PAYLOAD, url: PAYLOAD}
        pipeline: {name: PAYLOAD, version: PAYLOAD, run: PAYLOAD, parameters: {PAYLOAD: PAYLOAD}}
        datasets:
          - {name: PAYLOAD, version: PAYLOAD, role: PAYLOAD, description: PAYLOAD, uri: PAYLOAD,
             owner: PAYLOAD, source: PAYLOAD, split: PAYLOAD}
        environment:
          {language: PAYLOAD, container: PAYLOAD, lockfile: PAYLOAD, packages: {PAYLOAD: PAYLOAD}}
        compute: {accelerator: PAYLOAD, count: 1}
        preprocessing: {description: PAYLOAD, path: PAYLOAD}
        base: [PAYLOAD]
        extra: {PAYLOAD: [PAYLOAD, {PAYLOAD: PAYLOAD}]}
        """,
        "model.yaml": """
        schema: cairn.model/v1
        name: bad/texts
        description: PAYLOAD
        task: PAYLOAD
        license: PAYLOAD
        tags: {PAYLOAD: PAYLOAD}
        extra: {PAYLOAD: PAYLOAD}
        """,
        "annotations.yaml": """
        schema: cairn.annotations/v1
        state: deprecated
        tags: {PAYLOAD: PAYLOAD}
        comments: [{author: alice@example.com, date: 2026-11-20T14:03:11Z, text: PAYLOAD}]
        """,
    ]

    private static let script = #"""
        export CAIRN_USER=alice@example.com GIT_COMMITTER_EMAIL=alice@example.com
        export GIT_AUTHOR_EMAIL=alice@example.com CAIRN_REGISTRY=$PWD/acme.git
        for number in 1 2; do
            echo $number >files/number.txt
            "\#(cairn)" -q register bad/texts files/* --from record.yaml --no-detect >/dev/null
        done
        git clone -q acme.git bad
        cp model.yaml README.md bad/models/bad/texts/
        mkdir -p bad/models/bad/texts/annotations
        cp annotations.yaml bad/models/bad/texts/annotations/v2.yaml
        git -C bad add -A
        git -C bad commit -qF ../message
        git -C bad push -q origin main
        git -C bad checkout -qb topic
        cp model.yaml bad/models/bad/texts/README.md
        git -C bad commit -qaF ../message
        git -C bad push -q origin HEAD:refs/for/main \
            -o title="$(cat message)" -o description="$(cat message)"
        for version in v1 v2; do
            "\#(cairn)" -q promote bad/texts@$version --to staging -m "$(cat message)" >/dev/null
        done
        """#
}

/// A text as JSON, which YAML reads too: byte by byte, since a quotation mark with an accent is
/// another character to Swift, and none to YAML.
private func json(_ text: String) -> [UInt8] {
    let isMark = { (byte: UInt8) in byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
    return [34] + text.utf8.flatMap { isMark($0) ? [92, $0] : [$0] } + [34]
}
