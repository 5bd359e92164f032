import FoundationEssentials

/// The requests that an upload in parts is made of.
extension Bucket {
    /// Begins an upload.
    func begin(_ key: String) async throws(S3Error) -> Upload {
        let request = address.request("POST", key, query: [.init("uploads", "")])
        let reply = try await reply(to: request, key: key)
        guard let id = XMLReader.read(reply.body)?["UploadId"], !id.isEmpty else {
            throw .malformedReply(to: "CreateMultipartUpload")
        }
        return Upload(key: key, id: id, begun: Date())
    }

    /// Sends a part, in place of any other of that number.
    func send(
        _ number: Int, of upload: Upload, _ bytes: [UInt8]
    ) async throws(S3Error) -> UploadedPart {
        let request = address.request(
            "PUT", upload.key,
            query: [.init("partNumber", "\(number)"), .init("uploadId", upload.id)])
        let reply = try await reply(to: request, key: upload.key, body: bytes).head
        guard let tag = reply.header("etag") else { throw .malformedReply(to: "UploadPart") }
        return UploadedPart(number: number, size: Int64(bytes.count), tag: tag.unquoted)
    }

    /// Makes the object of its parts: all of them at once, or nothing.
    func complete(_ upload: Upload, _ parts: [UploadedPart]) async throws(S3Error) {
        let list = parts.map { part in
            "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(part.tag)</ETag></Part>"
        }
        let body = "<CompleteMultipartUpload>\(list.joined())</CompleteMultipartUpload>"
        let request = address.request("POST", upload.key, query: [.init("uploadId", upload.id)])
        let reply = try await reply(to: request, key: upload.key, body: Array(body.utf8))
        // A failure may come after the status line, which is then a lie.
        guard XMLReader.read(reply.body)?.name == "CompleteMultipartUploadResult" else {
            throw .malformedReply(to: "CompleteMultipartUpload")
        }
    }

    /// Gives an upload up, with all its parts; one that is not there is no error.
    package func abort(_ upload: Upload) async throws(S3Error) {
        let request = address.request(
            "DELETE", upload.key, query: [.init("uploadId", upload.id)])
        do {
            _ = try await reply(to: request, key: upload.key)
        } catch .noSuchUpload {
            return
        }
    }

    /// The parts of an upload that the server has, in order.
    func parts(of upload: Upload) async throws(S3Error) -> [UploadedPart] {
        var parts: [UploadedPart] = []
        var marker: String?
        repeat {
            var query = [SignableRequest.Field("uploadId", upload.id)]
            if let marker { query.append(.init("part-number-marker", marker)) }
            let page = try await document(query, key: upload.key, named: "ListPartsResult")
            for entry in page.all("Part") { parts.append(try part(entry)) }
            marker = try next(page, "NextPartNumberMarker")
        } while marker != nil
        return parts
    }

    /// All uploads under way to keys that begin with `prefix`.
    package func uploads(_ prefix: String) async throws(S3Error) -> [Upload] {
        var uploads: [Upload] = []
        var markers: [SignableRequest.Field] = []
        repeat {
            let page = try await document(
                [.init("uploads", ""), .init("prefix", prefix)] + markers,
                named: "ListMultipartUploadsResult")
            for entry in page.all("Upload") { uploads.append(try upload(entry)) }
            markers = []
            if let key = try next(page, "NextKeyMarker") {
                markers = [.init("key-marker", key)]
                if let id = page["NextUploadIdMarker"] {
                    markers.append(.init("upload-id-marker", id))
                }
            }
        } while !markers.isEmpty
        return uploads
    }

    private func part(_ entry: XMLElement) throws(S3Error) -> UploadedPart {
        guard let number = entry["PartNumber"].flatMap(Int.init),
            let size = entry["Size"].flatMap(Int64.init), let tag = entry["ETag"]
        else { throw .malformedReply(to: "ListParts") }
        return UploadedPart(number: number, size: size, tag: tag.unquoted)
    }

    private func upload(_ entry: XMLElement) throws(S3Error) -> Upload {
        guard let key = entry["Key"], let id = entry["UploadId"],
            let begun = entry["Initiated"].flatMap(Date.init(aws:))
        else { throw .malformedReply(to: "ListMultipartUploads") }
        return Upload(key: key, id: id, begun: begun)
    }
}

extension String {
    /// Without quotation marks around it.
    fileprivate var unquoted: String {
        hasPrefix("\"") && hasSuffix("\"") && count > 1 ? String(dropFirst().dropLast()) : self
    }
}
