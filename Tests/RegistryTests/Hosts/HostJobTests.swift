import FoundationEssentials
import RegistryCore
import Support
import Templates
import Testing

private let target = "stages/production/fraud/detector"

@Suite struct `A host's job` {
    static let verdicts = [(true, Int32(0)), (false, 4)]

    @Test(arguments: verdicts)
    func `on GitLab says what the registry says`(approved: Bool, status: Int32) async throws {
        let site = try await HostSite(approved: approved)
        let outcome = try await site.runGitLab(target)
        #expect(outcome.status == status, "\(outcome.text)")
        #expect(outcome.output.contains(verdict(approved)))
        #expect(site.posted.contains("body@verdict.md"))
    }

    @Test(arguments: verdicts)
    func `on GitHub says what the registry says`(approved: Bool, status: Int32) async throws {
        let site = try await HostSite(approved: approved)
        let outcome = try await site.runGitHub(target)
        #expect(outcome.status == status, "\(outcome.text)")
        let summary = try String(contentsOfFile: "\(site.job)/summary", encoding: .utf8)
        #expect(summary.contains(verdict(approved)))
        #expect(site.posted.contains("{\n  \"body\": \""), "\(site.posted)")
    }

    @Test(arguments: verdicts)
    func `on Forgejo says what the registry says`(approved: Bool, status: Int32) async throws {
        let site = try await HostSite(approved: approved)
        let outcome = try await site.runForgejo()
        #expect(outcome.status == status, "\(outcome.text)")
        #expect(site.posted.contains("\"context\": \"cairn-stage\""), "\(site.posted)")
        #expect(site.posted.contains("\"state\": \"\(approved ? "success" : "failure")\""))
    }

    @Test(arguments: verdicts)
    func `on Gerrit votes what the registry says`(approved: Bool, status: Int32) async throws {
        let site = try await HostSite(approved: approved)
        let outcome = try await site.runGerrit(target)
        #expect(outcome.status == status, "\(outcome.text)")
        #expect(site.posted.contains("\"Cairn\": \(approved ? 1 : -1)"), "\(site.posted)")
    }

    /// Names that a shell, `git` or `cairn` could take for something else.
    @Test(arguments: ["main$(touch${IFS}owned)", "`touch owned`", "main;touch owned", "--help", ""])
    func `takes no branch's name for anything but a name`(branch: String) async throws {
        let site = try await HostSite(approved: true)
        let outcomes = [
            try await site.runGitLab(branch), try await site.runGitHub(branch),
            try await site.runGerrit(branch.isEmpty ? "-" : branch),
        ]
        #expect(outcomes.allSatisfy { $0.status != 0 })
        let found = try await site.bench.run(
            ["find", ".", "-name", "owned*"], in: site.bench.folder)
        #expect(found.isEmpty)
    }

    @Test func `runs no program that is not the pinned one`() async throws {
        let site = try await HostSite(approved: true)
        let job = try HostJob(.gitlabJob, job: "cairn")
        let outcome = try await site.run(
            job.steps, [:], package: String(repeating: "0", count: 64))
        #expect(outcome.status == 1, "\(outcome.text)")
        #expect(outcome.text.contains("did NOT match"))
    }

    @Test(arguments: [ReviewFile.githubJob, .forgejoJob])
    func `puts nothing that others chose into a script, and runs nothing of theirs`(
        file: ReviewFile
    ) throws {
        let job = try HostJob(file, job: "check")
        #expect(job.steps.allSatisfy { !$0.contains("${{") })
        let text = file.filled([:])
        #expect(!text.contains("uses:"))
        #expect(!text.contains("pull_request:\n"))
    }

    @Test(.enabled("no shellcheck here") { isShellCheckHere })
    func `has scripts that shellcheck is content with`() async throws {
        let jobs: [(ReviewFile, String)] = [
            (.gitlabJob, "cairn"), (.githubJob, "check"), (.forgejoJob, "check"),
        ]
        let files: [ReviewFile] = [.gitlabProtection, .forgejoProtection, .gerritJob]
        let scripts =
            try jobs.flatMap { try HostJob($0, job: $1).steps } + files.map { $0.filled([:]) }
        let scratch = try Scratch("shellcheck")
        for (index, script) in scripts.enumerated() { try scratch.write("\(index).sh", script) }
        let outcome = try await shell(
            ["shellcheck", "-s", "sh"] + scripts.indices.map { "\($0).sh" }, in: scratch.path,
            environment: hermeticEnvironment(home: scratch.path))
        #expect(outcome.status == 0, "\(outcome.text)")
    }
}

private let isShellCheckHere = FileManager.default.isExecutableFile(atPath: "/usr/bin/shellcheck")

private func verdict(_ isAllowed: Bool) -> String {
    "\(target) would \(isAllowed ? "take" : "refuse") "
}

extension HostSite {
    /// As GitLab's runner does: it fetches the merge request's commit, detached or not at all.
    func runGitLab(_ branch: String) async throws -> Run {
        let merge = "+refs/pull/\(Self.number)/head:refs/remotes/origin/pipeline"
        try await bench.git("init", "--quiet", in: job)
        try await bench.git("remote", "add", "origin", "file://\(repository)", in: job)
        try await bench.git("fetch", "--quiet", "origin", merge, in: job)
        let job = try HostJob(.gitlabJob, job: "cairn")
        #expect(job.environment["GIT_CHECKOUT"] == "false" && job.environment["GIT_DEPTH"] == "0")
        return try await run(
            job.steps,
            [
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": branch, "CI_COMMIT_SHA": "\(proposal)",
                "CAIRN_COMMENT_TOKEN": "secret", "CI_API_V4_URL": "https://gitlab.invalid/api/v4",
                "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": "\(Self.number)",
            ])
    }

    func runGitHub(_ branch: String) async throws -> Run {
        let job = try HostJob(.githubJob, job: "check")
        try? FileManager.default.removeItem(atPath: "\(self.job)/catalog")
        var variables = try job.variables([
            "github.event.pull_request.base.ref": branch,
            "github.event.pull_request.head.sha": "\(proposal)",
            "github.event.pull_request.number": "\(Self.number)",
            "github.server_url": "file://", "github.repository": repository,
            "github.api_url": "https://github.invalid", "github.token": "secret",
            "vars.CAIRN_URL": "", "vars.CAIRN_SHA256": "",
        ])
        variables["REPOSITORY"] = "file://\(repository)"
        variables["GITHUB_STEP_SUMMARY"] = "\(self.job)/summary"
        return try await run(job.steps, variables)
    }

    func runForgejo() async throws -> Run {
        let job = try HostJob(.forgejoJob, job: "check")
        var variables = try job.variables([
            "github.event.pull_request.number || github.event.issue.number": "\(Self.number)",
            "github.server_url": "file://", "github.repository": repository,
            "github.api_url": "https://forgejo.invalid", "github.token": "secret",
            "vars.CAIRN_URL": "", "vars.CAIRN_SHA256": "",
        ])
        variables["REPOSITORY"] = "file://\(repository)"
        variables["API"] = "file://\(bench.folder)/api"
        return try await run(job.steps, variables)
    }

    func runGerrit(_ branch: String) async throws -> Run {
        try await bench.run(
            ["sh", "-c", "cp cairn.deb bin/cairn && chmod +x bin/cairn"], in: bench.folder)
        return try await run(
            [ReviewFile.gerritJob.filled([:])],
            [
                "GERRIT_USER": "jenkins", "GERRIT_HOST": "gerrit.invalid", "GERRIT_PORT": "29418",
                "GERRIT_PROJECT": String(repository.dropFirst()), "GERRIT_BRANCH": branch,
                "GERRIT_REFSPEC": "refs/pull/\(Self.number)/head",
                "GERRIT_PATCHSET_REVISION": "\(proposal)", "GERRIT_CHANGE_NUMBER": "42",
                "GERRIT_PATCHSET_NUMBER": "1",
            ])
    }
}
