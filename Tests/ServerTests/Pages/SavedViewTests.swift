import Support
import Testing

@Suite struct `A saved search` {
    @Test func `is offered by its title, to whoever may see everything`() async throws {
        let premises = try await Premises.narrow.value
        let link = "/acme/?q=stage%3Astaging%20risk%3Ahigh&amp;sort=name"
        let page = try await premises.page("/acme/").body
        #expect(Markup(page).faults == [])
        #expect(page.contains("href=\"\(link)\""))
        #expect(page.contains(">&lt;b&gt;What runs&lt;/b&gt;</a>"))
        #expect(!page.contains("href=\"\(link)\" aria-current"))
        let chosen = try await premises.page(link.replacing("&amp;", with: "&"))
        #expect(chosen.status == 200)
        #expect(chosen.body.contains("href=\"\(link)\" aria-current=\"true\""))
        #expect(!(try await premises.page("/acme/", as: "rita").body.contains("What runs")))
    }

    @Test func `takes a role for the whole registry`() async throws {
        let premises = try await Premises()
        let clone = premises.place("clone")
        try await premises.git("clone", "-q", premises.registry, clone)
        let script = """
            mkdir views && printf 'schema: cairn.view/v1\ntitle: x\nquery: x\n' >views/x.yaml
            git add views && git commit -qm x && git push -q origin HEAD:main
            """
        let refused = try await premises.run(["bash", "-ec", script], in: clone, as: "will")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("takes the role contributor"), "\(refused.text)")
    }
}
