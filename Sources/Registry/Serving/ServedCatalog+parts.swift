import Artifacts
package import RegistryCore

extension TransferPass {
    /// What an upload in parts is known by, however often its pass is renewed.
    struct Upload: Hashable {
        let pointer: Pointer
        let person: Person?
    }

    var upload: Upload { Upload(pointer: pointer, person: person) }
}

extension ServedCatalog {
    /// How long the parts of an upload are, and which of them have come.
    package nonisolated func parts(
        of pass: TransferPass
    ) async throws(RegistryError) -> (partSize: Int64, present: [Int]) {
        let file = try await file(of: pass)
        return (file.plan.partSize, file.present)
    }

    /// Keeps one part of an upload, or nothing of it; one that has come already is only read.
    ///
    /// - Parameter span: Where it lies in the artifact, in bytes: exactly one part.
    /// - Throws: `requestInvalid` for any other span, `busy` while somebody else sends that part.
    package nonisolated func receive(
        _ span: Range<Int64>, of pass: TransferPass,
        from next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws(RegistryError) {
        let file = try await file(of: pass)
        let part = Int(clamping: span.lowerBound / file.plan.partSize) + 1
        guard part <= file.plan.count, file.plan.span(of: part) == span else {
            throw RegistryError(
                .requestInvalid, "An upload of this length has no part from \(span.lowerBound).",
                remedy: "Cut it as the answer to GET says: parts of \(file.plan.partSize) bytes.")
        }
        do throws(StoreError) {
            let read = { @Sendable () async throws(StoreError) -> [UInt8]? in
                do { return try await next() } catch { throw .interrupted }
            }
            guard try file.claim(part) else {
                while try await read() != nil {}
                return
            }
            try await file.receive(part..<part + 1, from: read)
        } catch {
            throw explain(error)
        }
    }

    /// Makes an artifact of an upload whose parts have all come.
    ///
    /// - Returns: False if that takes longer than a client waits; to be called again.
    /// - Throws: `corrupt` if the bytes are others; then they are gone.
    package nonisolated func complete(_ pass: TransferPass) async throws(RegistryError) -> Bool {
        let proof = proof(of: pass)
        let digest = pass.pointer.digest
        if proof?.contains(digest) ?? true, try await holds(pass.pointer) { return true }
        let file = try await file(of: pass)
        guard file.isWhole else {
            throw RegistryError(
                .conflict, "Only \(file.present.count) of \(file.plan.count) parts have come.",
                remedy: "Send the others first; GET says which.")
        }
        let store = try await store()
        let upload = pass.upload
        return try await errands.isDone(.upload(upload)) { [uploads] () async throws(StoreError) in
            do throws(StoreError) {
                try await store.keep(file)
                try proof?.note(digest)
                uploads.close(upload)
            } catch {
                // Bytes that are others are gone: the next one begins anew.
                if case .corrupt = error { uploads.close(upload) }
                throw error
            }
        }
    }

    private nonisolated func file(
        of pass: TransferPass
    ) async throws(RegistryError) -> PartialFile {
        if let file = uploads.file(of: pass.upload) { return file }
        do {
            let owner = pass.person.map(\.description) ?? ""
            let file = try await folder.upload(pass.pointer, by: owner)
            uploads.keep(file, of: pass.upload)
            return file
        } catch {
            throw explain(error)
        }
    }
}
