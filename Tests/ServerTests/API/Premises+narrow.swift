import Support
import Testing

extension Premises {
    /// One where `rita` reads `fraud` and sees nothing else, `vera` has no role, and stages,
    /// proposals and approvals have something to show.
    static let narrow = Task { try await makeNarrow() }

    /// Another one of those, to be changed.
    static func makeNarrow() async throws -> Premises {
        do {
            let premises = try await Premises()
            let made = try await premises.run(
                ["bash", "-euc", growth], in: premises.folder, as: "alice")
            try #require(made.status == 0, "\(made.text)")
            // A page waits half a second for the search index, and shows what it has by then.
            try #require(try await premises.api("/search?q=weights", as: "alice").status == 200)
            return premises
        } catch { throw Unmade(why: "\(error)") }
    }

    private static let growth = #"""
        export CAIRN_USER=alice@example.com GIT_COMMITTER_EMAIL=alice@example.com
        export GIT_AUTHOR_EMAIL=alice@example.com CAIRN_REGISTRY=$PWD/acme.git
        git config --global gpg.format ssh
        git config --global user.signingkey "$PWD/key"
        cairn=\#(cairn)
        "$cairn" -q alias fraud/detector champion v1
        mkdir -p more/sub
        printf 'nothing more' >'more/sub/résumé &.txt'
        : >more/empty
        printf 'weights of fraud' >more/fraud.bin
        "$cairn" -q register fraud/detector more --metric auc=0.9 \
            --set 'description=The second one' --set 'base=[credit/scorer@v1, hf:org/model@1]' \
            --dataset payments@3 >/dev/null
        "$cairn" -q new zoo/last >/dev/null
        "$cairn" -q register zoo/last more/fraud.bin --set 'base=[fraud/detector@v2]' \
            --dataset payments@3 >/dev/null
        promote() { "$cairn" -q promote "$1" --to staging >/dev/null; }
        promote fraud/detector@v1
        sleep 1
        promote fraud/detector@v2
        sleep 1
        "$cairn" -q rollback fraud/detector --stage staging -m 'It was better' >/dev/null
        promote credit/scorer@v1
        promote zoo/last@v1
        "$cairn" -q view save what-runs 'stage:staging risk:high' --title '<b>What runs</b>' \
            --sort name >/dev/null
        git clone -q acme.git narrow
        cd narrow
        sed -i -e '/vera/d' -e '/{who: rita@example.com, role: viewer}/d' \
            -e '/^stages:/d' registry.yaml
        cat >>registry.yaml <<'END'
        stages:
          - {name: staging}
          - name: production
            after: staging
            approvals: [{count: 1, from: alice@example.com}]
            separation: false
        END
        git commit -qam 'Show rita fraud alone'
        git push -q origin main
        for model in fraud/detector credit/scorer zoo/last; do
            # It is proposed, and waits for an approval.
            "$cairn" -q promote $model@v1 --to production >/dev/null 2>&1 || [ $? = 4 ]
        done
        "$cairn" -q approve fraud/detector --stage production --yes >/dev/null
        """#
}
