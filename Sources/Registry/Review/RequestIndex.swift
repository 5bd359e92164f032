import Git
import RegistryCore

/// What `refs/sequences/merge-requests` points to: a tree with the next number in `next`, and of
/// every open merge request `open/<number>`, and its number in `by/<target>/<author>/<topic>`.
///
/// Derived from the merge requests, so that opening one costs no look at all others. `push` has the
/// push that changed it last, so that no tree ever comes back and each tells who moved the ref.
struct RequestIndex {
    let catalog: Catalog
    /// The tree; `nil` before the first merge request.
    let tree: ObjectID?

    init(of catalog: Catalog) throws(RegistryError) {
        self.init(of: catalog, in: try catalog.tip(.requests))
    }

    init(of catalog: Catalog, in tree: ObjectID?) {
        self.catalog = catalog
        self.tree = tree
    }

    /// The number that the next merge request gets.
    func next() throws(RegistryError) -> RequestNumber {
        try number(at: "next") ?? .first
    }

    /// The open merge request by which `author` wants `target` changed, of that topic.
    func open(
        by author: Person, for target: RequestTarget, _ topic: TopicName?
    ) throws(RegistryError) -> RequestNumber? {
        try number(at: Self.place(author, target, topic))
    }

    /// All open merge requests for `target`.
    func open(for target: RequestTarget) throws(RegistryError) -> [RequestNumber] {
        guard let tree else { return [] }
        var found: [RequestNumber] = []
        for author in try catalog.folders("by/\(target)", in: tree) {
            guard let folder = try catalog.entry(at: "by/\(target)/\(author)", in: tree) else {
                continue
            }
            for topic in try catalog.entries(of: folder.id).compactMap(\.text) {
                found += try number(at: "by/\(target)/\(author)/\(topic)").map { [$0] } ?? []
            }
        }
        return found
    }

    /// All open merge requests, the newest first.
    func open() throws(RegistryError) -> [RequestNumber] {
        guard let tree, let folder = try catalog.entry(at: "open", in: tree) else { return [] }
        return try catalog.entries(of: folder.id).compactMap(\.text)
            .compactMap { RequestNumber(digits: $0) }.sorted(by: >)
    }

    /// The tree as it is once `request` stands as it does, on account of `push`.
    func updated(
        for request: MergeRequest, by push: String
    ) throws(RegistryError) -> ObjectID {
        let number = request.number
        let place = Self.place(request.author, request.target, request.topic)
        let next = max(try self.next(), number.next)
        return try translate("the index of merge requests") { () throws(GitError) in
            let own = try catalog.repository.writeBlob(Array("\(number)\n".utf8))
            var changes: [TreeChange] = [
                .put("next", .file, try catalog.repository.writeBlob(Array("\(next)\n".utf8))),
                .put("push", .file, try catalog.repository.writeBlob(Array("\(push)\n".utf8))),
            ]
            if request.status == .open {
                changes += [.put("open/\(number)", .file, own), .put(place, .file, own)]
            } else {
                changes += [.remove("open/\(number)"), .remove(place)]
            }
            return try catalog.repository.rewrite(tree, changes)
        }
    }

    /// The tree that the merge requests themselves demand; `nil` if this is it, or if there are
    /// none.
    func rebuilt() throws(RegistryError) -> ObjectID? {
        let refs = try catalog.refs(below: CatalogRef.requestFolder, after: nil, limit: .max)
        var requests: [MergeRequest] = []
        for case .requestMeta(let number) in refs.map(\.ref) {
            if let request = try catalog.request(number) { requests.append(request) }
        }
        var whole = RequestIndex(of: catalog, in: nil)
        // One that has ended must not take away the place of one that is open.
        for request in requests.filter({ $0.status != .open })
            + requests.filter({ $0.status == .open })
        {
            whole = RequestIndex(of: catalog, in: try whole.updated(for: request, by: "doctor"))
        }
        guard let built = whole.tree, try !hasSame(as: whole) else { return nil }
        return try translate("the index of merge requests") { () throws(GitError) in
            // No tree may ever come back: who asks which push moved the ref would be misled.
            let push = try catalog.repository.writeBlob(Array("doctor-\(randomID())\n".utf8))
            return try catalog.repository.rewrite(built, [.put("push", .file, push)])
        }
    }

    /// Whether it says the same of the merge requests as another, whatever push wrote them last.
    private func hasSame(as other: RequestIndex) throws(RegistryError) -> Bool {
        for path in ["next", "open", "by"]
        where try entry(at: path)?.id != other.entry(at: path)?.id { return false }
        return true
    }

    private func entry(at path: String) throws(RegistryError) -> TreeEntry? {
        guard let tree else { return nil }
        return try catalog.entry(at: path, in: tree)
    }

    private static func place(
        _ author: Person, _ target: RequestTarget, _ topic: TopicName?
    ) -> String {
        "by/\(target)/\(author)/\(topic.map(\.description) ?? "-")"
    }

    private func number(at path: String) throws(RegistryError) -> RequestNumber? {
        guard let tree, let bytes = try catalog.file(path, in: tree) else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }
        return RequestNumber(digits: line)
    }
}
