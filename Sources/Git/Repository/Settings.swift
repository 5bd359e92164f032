import CGit

/// The configuration in force, as it was at one moment.
struct Settings: ~Copyable {
    private let snapshot: Handle

    init(of repository: borrowing Handle) throws(GitError) {
        snapshot = try unsafe Handle(freedBy: git_config_free) { config in
            unsafe repository.use { unsafe git_repository_config_snapshot(&config, $0) }
        }
    }

    /// The last value of `key`, and `nil` if it has none.
    subscript(key: String) -> String? {
        get throws(GitError) {
            var value: UnsafePointer<CChar>?
            guard
                try unsafe found(
                    snapshot.use { unsafe git_config_get_string(&value, $0, key) })
            else { return nil }
            return unsafe value.map { unsafe String(cString: $0) }
        }
    }

    /// The remote that promised objects it did not send, if there is one.
    ///
    /// `git` takes either key for the mark of one (`promisor-remote.c`). Every key is looked at
    /// here: where libgit2 1.5 is given a pattern, each that does not match costs it 20 KB for
    /// ever.
    func promisor() throws(GitError) -> String? {
        let entries = try unsafe Handle(freedBy: git_config_iterator_free) { iterator in
            unsafe snapshot.use { unsafe git_config_iterator_new(&iterator, $0) }
        }
        while let (key, value) = try entries.next() {
            let words = key.split(separator: ".")
            guard words.count > 2, words.first == "remote", let mark = words.last else { continue }
            if mark == "partialclonefilter" || mark == "promisor" && !isFalse(value) {
                return words.dropFirst().dropLast().joined(separator: ".")
            }
        }
        return nil
    }

    private func isFalse(_ value: String) -> Bool {
        var flag: Int32 = 1
        return unsafe git_config_parse_bool(&flag, value) == 0 && flag == 0
    }
}

extension Handle {
    /// The next pair of a configuration iterator; a key without a value means true.
    fileprivate func next() throws(GitError) -> (key: String, value: String)? {
        var entry: UnsafeMutablePointer<git_config_entry>?
        let code = unsafe use { unsafe git_config_next(&entry, $0) }
        guard code != GIT_ITEROVER.rawValue else { return nil }
        try check(code)
        guard let entry = unsafe entry, let key = unsafe entry.pointee.name else { return nil }
        let value = unsafe entry.pointee.value.map { unsafe String(cString: $0) }
        return (unsafe String(cString: key), value ?? "true")
    }
}
