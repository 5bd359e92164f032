package import ArgumentParser

/// The root of all commands.
package struct Cairn: ParsableCommand {
    /// The name, version and commands, in the order that help lists them.
    package static let configuration = CommandConfiguration(
        commandName: "cairn",
        abstract: "Register, approve, promote and prove machine-learning models, in Git.",
        version: "0.1.0",
        subcommands: [
            Init.self, Clone.self, New.self, Add.self, Register.self, Upload.self, Fetch.self,
            List.self, Search.self, Show.self, Log.self, Diff.self, Lineage.self, ScanVerb.self,
            CheckVerbs.self, Promote.self,
            PersonVerbs.self, Pending.self, MergeRequestVerbs.self, Withdraw.self, Approve.self,
            Reject.self,
            Revoke.self, Rollback.self, Retire.self, Alias.self, Annotate.self, Verify.self,
            Audit.self, Store.self, PolicyVerbs.self, Doctor.self, Maintenance.self,
            IndexVerbs.self, ViewVerbs.self,
            BackupVerb.self, RestoreVerb.self,
            Serve.self, TokenVerbs.self, SSHVerbs.self,
            Completion.self, Manual.self,
        ])

    /// Here too, so that it may stand before the command's name.
    @OptionGroup var global: GlobalOptions

    package init() {}
}

/// The whole command line as one function: what was typed, where, and the exit code it earns.
package func runCommandLine(_ words: [String], in surroundings: Surroundings) async -> Int32 {
    if let hook = Hook(words) { return await hook.run(in: surroundings) }
    return await CommandRunner(Cairn.self, in: surroundings).run(words)
}
