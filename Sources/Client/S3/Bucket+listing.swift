import FoundationEssentials

extension Bucket {
    /// Hands over all objects whose keys begin with `prefix`, in order, a page at a time.
    package func list(
        _ prefix: String, _ visit: ([ObjectStatus]) async -> Void
    ) async throws(S3Error) {
        var token: String?
        repeat {
            var query = [SignableRequest.Field("list-type", "2"), .init("prefix", prefix)]
            if let token { query.append(.init("continuation-token", token)) }
            let page = try await document(query, named: "ListBucketResult")
            var objects: [ObjectStatus] = []
            for entry in page.all("Contents") { objects.append(try status(entry)) }
            await visit(objects)
            token = try next(page, "NextContinuationToken")
        } while token != nil
    }

    /// The object of exactly this key with its time; `nil` if there is none.
    package func status(of key: String) async throws(S3Error) -> ObjectStatus? {
        let page = try await document(
            [.init("list-type", "2"), .init("prefix", key), .init("max-keys", "1")],
            named: "ListBucketResult")
        guard let entry = page.all("Contents").first else { return nil }
        let found = try status(entry)
        return found.key == key ? found : nil
    }

    /// Asks about the bucket, and reads the reply as the document that it should be.
    func document(
        _ query: [SignableRequest.Field], key: String = "", named name: String
    ) async throws(S3Error) -> XMLElement {
        let request = address.request("GET", key, query: query)
        let reply = try await reply(to: request, key: key)
        guard let root = XMLReader.read(reply.body), root.name == name else {
            throw .malformedReply(to: name)
        }
        return root
    }

    /// Where the next page begins, if this was not the last.
    func next(_ page: XMLElement, _ marker: String) throws(S3Error) -> String? {
        guard page["IsTruncated"] == "true" else { return nil }
        guard let next = page[marker], !next.isEmpty else {
            throw .malformedReply(to: page.name)
        }
        return next
    }

    private func status(_ entry: XMLElement) throws(S3Error) -> ObjectStatus {
        guard let key = entry["Key"], let size = entry["Size"].flatMap(Int64.init),
            let modified = entry["LastModified"].flatMap(Date.init(aws:))
        else { throw .malformedReply(to: "ListBucketResult") }
        return ObjectStatus(key: key, size: size, modified: modified)
    }
}
