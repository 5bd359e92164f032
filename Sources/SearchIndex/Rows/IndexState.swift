package import RegistryCore

/// Which state of Git an index shows.
package struct IndexState: Hashable, Sendable {
    /// The commit of `main`, and how many commits `main` has up to it; `nil` of an empty index.
    package var main: MainPlace?
    /// The newest entry of the audit log that has been looked at; `nil` where there is no log.
    package var log: ObjectID?

    /// A commit of `main` and where it stands.
    package struct MainPlace: Hashable, Sendable {
        package let commit: ObjectID
        /// The place of the commit: 0 for the root, and one more for each commit after it.
        package let place: Int64

        package init(commit: ObjectID, place: Int64) {
            self.commit = commit
            self.place = place
        }
    }

    package init(main: MainPlace? = nil, log: ObjectID? = nil) {
        self.main = main
        self.log = log
    }
}
