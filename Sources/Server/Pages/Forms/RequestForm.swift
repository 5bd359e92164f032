import Registry
import RegistryCore

/// What the forms of a merge request ask for.
enum RequestForm {
    /// Asks the registry for it, by a push of the commit that the page showed.
    ///
    /// - Returns: The address of the page that shows what came of it.
    static func send(_ asked: APIRequest, _ fields: FormFields) async throws -> String {
        let (number, revision) = try await revision(asked, fields)
        try await asked.catalog.push(
            revision, for: .request(number), try order(fields), as: asked.caller,
            now: asked.exchange.received)
        return "/\(asked.catalog.name)/requests/\(number)"
    }

    /// The merge request, and the revision of it that the person has looked at.
    static func revision(
        _ asked: APIRequest, _ fields: FormFields
    ) async throws -> (RequestNumber, ObjectID) {
        let number = try RequestNumber(checking: asked.path["number"] ?? "")
        let text = fields["revision"] ?? ""
        return try await asked.view { view in
            let request = try view.request(number)
            let known = request.revisions.map(\.revision.commit)
            guard let revision = known.last(where: { $0.description == text }) else {
                throw RegistryError([
                    RequestFault.otherRevision(head: request.head.commit).objection
                ])
            }
            return (number, revision)
        }
    }

    private static func order(_ fields: FormFields) throws -> RequestOrder {
        let text = fields.text("text")
        switch fields["do"].flatMap(RequestDeed.init) {
        case .comment:
            return .comment(try RequestProse(checking: text), try place(fields))
        case .close:
            return .close(text.isEmpty ? nil : try RequestProse(checking: text))
        case .reopen: return .reopen
        case .draft: return .draft
        case .ready: return .ready
        case .revise, nil:
            guard fields["do"] == "merge" else {
                throw APIQuery.invalid(
                    "The form asks for nothing that is known.", "Send it as the page has it.")
            }
            return .merge
        }
    }

    private static func place(_ fields: FormFields) throws -> CommentPlace? {
        guard let path = fields["file"], !path.isEmpty else { return nil }
        let file = try ArtifactPath(checking: path)
        guard let key = fields["value"], !key.isEmpty else { return .file(path: file) }
        return .key(path: file, key: try ManifestKey(checking: key))
    }
}
