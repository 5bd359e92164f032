import Cryptography

/// What `init` sets in a catalog's repository, and what `doctor` holds it to.
///
/// The hardening of `git-governance.md` §5, except that the hook decides about deletions and
/// rewriting row by row (design §3).
enum RegistrySettings {
    /// What the registry alone writes, and no push may (design §3).
    static let hiddenRefs = [
        "refs/versions", "refs/audit", "refs/merge-requests", "refs/sequences",
    ]

    /// Every key with its one value; `receive.hideRefs` has several and is set apart, as is
    /// `nonceSeed`.
    static func all(folder: String, program: String) -> [(StaticString, String)] {
        [
            ("cairn.program", program), ("core.hooksPath", "\(folder)/hooks"),
            ("core.logAllRefUpdates", "always"), ("core.fsync", "all"),
            // A quarantine makes git take the catalog for its own alternate, and have every ref of
            // it listed, hidden ones too, to see that a push is complete: a million lines.
            ("core.alternateRefsCommand", "true"),
            // Packing a million refs holds the lock for longer than git waits unasked.
            ("core.packedRefsTimeout", "10000"), ("core.filesRefLockTimeout", "5000"),
            ("receive.fsckObjects", "true"),
            ("transfer.fsckObjects", "true"), ("receive.autogc", "false"), ("gc.auto", "0"),
            // Every look at a model goes through the folder of all namespaces, which is stored as
            // differences to itself: half of git's 50 on average, one after the other, for each.
            ("pack.depth", "20"),
            ("receive.advertiseAtomic", "true"), ("receive.advertisePushOptions", "true"),
            // What is pushed there becomes a merge request, and never a ref of that name.
            ("receive.procReceiveRefs", "refs/for"),
            // Git would complain of a missing file to whoever pushes with a certificate; it is
            // Cairn that verifies it.
            ("gpg.ssh.allowedSignersFile", "/dev/null"),
            ("receive.shallowUpdate", "false"), ("receive.maxInputSize", "256m"),
            ("core.bigFileThreshold", "1m"),
            ("receive.denyCurrentBranch", "ignore"), ("receive.denyDeleteCurrent", "ignore"),
            // What a filter left out may be asked for, as protocol version 2 allows in any case.
            ("uploadpack.allowAnySHA1InWant", "true"), ("uploadpack.allowFilter", "true"),
            ("uploadpackfilter.allow", "false"),
            ("uploadpackfilter.blob:none.allow", "true"),
            ("uploadpackfilter.blob:limit.allow", "true"),
            ("uploadpackfilter.tree.allow", "true"),
        ]
    }

    /// What the nonces of signed pushes are made from (git-config(1)): another one for each
    /// registry, and each time this is asked.
    static var nonceSeed: (StaticString, String) {
        ("receive.certNonceSeed", randomHex(byteCount: 32))
    }
}
