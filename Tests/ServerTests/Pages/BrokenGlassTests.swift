import Support
import Testing

@Suite struct `A broken glass` {
    private static let breaking = #"""
        export CAIRN_USER=alice@example.com GIT_COMMITTER_EMAIL=alice@example.com
        export GIT_AUTHOR_EMAIL=alice@example.com CAIRN_REGISTRY=$PWD/acme.git
        git config --global gpg.format ssh
        git config --global user.signingkey "$PWD/key"
        cairn=\#(cairn)
        git clone -q acme.git strict
        cd strict
        sed -i '/^stages:/d' registry.yaml
        cat >>registry.yaml <<'END'
        stages:
          - name: production
            approvals: [{count: 1, from: will@example.com}]
            checks: [{name: ci, by: [alice@example.com]}]
            break_glass: {by: admin, review_within: 3d}
        END
        git commit -qam 'Break it if you must'
        git push -q origin main
        "$cairn" -q promote fraud/detector@v1 --to production >/dev/null
        "$cairn" -q check report fraud/detector@v1 --stage production --name ci --fail \
            --url https://ci.example.com/7 --figure 'note=<i>127</i>' >/dev/null
        "$cairn" -q promote fraud/detector@v1 --to production --break-glass '<b>outage</b> 17' \
            --yes >/dev/null
        """#

    @Test func `is told wherever what it let through is shown`() async throws {
        let premises = try await Premises()
        let made = try await premises.run(
            ["bash", "-euc", Self.breaking], in: premises.folder, as: "alice")
        try #require(made.status == 0, "\(made.text)")
        for address in [
            "models/fraud/detector", "models/fraud/detector/v1", "models/fraud/detector/report",
            "stages/production/fraud/detector", "stages/production",
        ] {
            let page = try await premises.page("/acme/\(address)").body
            #expect(Markup(page).faults == [])
            #expect(
                page.contains(
                    "The glass was broken</b> by alice@example.com: &lt;b&gt;outage&lt;/b&gt; 17"),
                "\(address)")
            #expect(page.contains("Let through all the same: It needs 1 approval"), "\(address)")
            #expect(page.contains("Its review is open: It needs 1 approval"), "\(address)")
        }
        let other = try await premises.page("/acme/models/credit/scorer/v1").body
        #expect(!other.contains("glass"))
        let model = try await premises.page("/acme/models/credit/scorer").body
        #expect(!model.contains("glass"))
        let then = try await premises.page("/acme/stages/production?at=2020-01-01").body
        #expect(!then.contains("glass"))
        #expect(!other.contains("id=\"checks\""))

        let version = try await premises.page("/acme/models/fraud/detector/v1").body
        #expect(
            version.contains(
                "<th scope=\"row\">ci</th><td><span class=\"kind\" data-kind=\"fail\">fail</span>"
                    + "<span class=\"about\">note=&lt;i&gt;127&lt;/i&gt;</span>"
                    + "<span class=\"about\"><a href=\"https://ci.example.com/7\""))
    }
}
