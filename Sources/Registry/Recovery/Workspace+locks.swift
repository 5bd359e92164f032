extension Workspace {
    /// Removes what a killed `git` left in the way of the next one in this clone.
    ///
    /// - Parameter locks: Those in question, by their paths in the Git folder.
    func clearLocks(_ locks: [String]) async {
        await Remains(in: catalog.directory, workTree: workTree).clear(locks)
    }
}
