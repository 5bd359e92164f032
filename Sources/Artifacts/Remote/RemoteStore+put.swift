package import RegistryCore

extension RemoteStore {
    @discardableResult
    package func put(
        _ source: ArtifactSource, expecting: Pointer?, progress: Progress
    ) async throws(StoreError) -> Pointer {
        try await blocking { () async throws(StoreError) in
            if let expecting {
                return try await keep(
                    SourceReader(source), as: expecting, progress: progress)
            }
            // An object's name has to be known before its first byte is sent.
            if case .stream = source {
                return try await putSpooled(source, progress: progress)
            }
            let pointer = try await source.pointer()
            return try await keep(SourceReader(source), as: pointer, progress: progress)
        }
    }

    package func copy(
        _ pointer: Pointer, from other: FileStore, progress: Progress
    ) async throws(StoreError) {
        guard pointer.digest != .ofNothing else { return }
        try await blocking { () async throws(StoreError) in
            let object = try SourceReader(try other.open(pointer.digest))
            _ = try await keep(object, as: pointer, progress: progress)
        }
    }

    private func putSpooled(
        _ source: ArtifactSource, progress: Progress
    ) async throws(StoreError) -> Pointer {
        let folder = try Folder(making: temporaryFolder)
        let staged = try StagedFile(in: folder, permissions: 0o600)
        let pointer = try await staged.fill(
            from: SourceReader(source), expecting: nil, progress: .silent)
        return try await keep(SourceReader(staged.file), as: pointer, progress: progress)
    }

    /// Sends what the store has not, and in any case reads all of the source.
    private func keep(
        _ reader: SourceReader, as pointer: Pointer, progress: Progress
    ) async throws(StoreError) -> Pointer {
        let state = try await state(of: pointer)
        guard state != .kept else {
            return try await pour(reader, expecting: pointer, progress: progress)
        }
        var checked = try CheckedReader(reader, expecting: pointer, progress: progress)
        try await objects.write(pointer) { (count) async throws(StoreError) in
            guard count > 0 else {
                try await checked.checkEnd()
                return []
            }
            return try await checked.read(count)
        }
        if state == .damaged { try await objects.unmark(pointer.digest, .damaged) }
        return pointer
    }

    private enum State { case kept, lacking, damaged }

    /// Whether the store has the artifact, which then counts as new.
    private func state(of pointer: Pointer) async throws(StoreError) -> State {
        do {
            try await adopt(pointer, progress: .silent)
            return .kept
        } catch {
            switch error {
            case .missing, .wrongSize: return .lacking
            case .damaged, .corrupt: return .damaged
            default: throw error
            }
        }
    }
}
