/// What `init` sets in a catalog's repository, and what `doctor` holds it to.
///
/// The hardening of `git-governance.md` §5, except that the hook decides about deletions and
/// rewriting row by row (design §3).
enum RegistrySettings {
    /// Every key with its one value; `receive.hideRefs` has several and is set apart.
    static func all(folder: String, program: String) -> [(StaticString, String)] {
        [
            ("cairn.program", program), ("core.hooksPath", "\(folder)/hooks"),
            ("core.logAllRefUpdates", "always"), ("receive.fsckObjects", "true"),
            ("transfer.fsckObjects", "true"), ("receive.autogc", "false"), ("gc.auto", "0"),
            ("receive.advertiseAtomic", "true"), ("receive.advertisePushOptions", "true"),
            ("receive.shallowUpdate", "false"), ("receive.maxInputSize", "256m"),
            ("core.bigFileThreshold", "1m"),
            ("receive.denyCurrentBranch", "ignore"), ("receive.denyDeleteCurrent", "ignore"),
            ("uploadpack.allowFilter", "true"), ("uploadpackfilter.allow", "false"),
            ("uploadpackfilter.blob:none.allow", "true"),
            ("uploadpackfilter.blob:limit.allow", "true"),
            ("uploadpackfilter.tree.allow", "true"),
        ]
    }
}
