import Compression

extension FileScanner {
    /// Follows a pickle to its end, through the gzip or zlib that joblib packs it in.
    func pickle(
        _ part: FilePart, _ head: [UInt8]
    ) async throws(Failure) -> [ScanFinding] {
        if head.isPacked { return try await packedPickle(part, .gzipOrZlib, atMost: nil) }
        var scanner = PickleScanner(head: head, limits: limits)
        var offset: Int64 = 0
        while offset < part.size, !scanner.isEnded {
            let chunk = try await read(part, offset, limits.window)
            guard !chunk.isEmpty else { break }
            scanner.consume(chunk)
            offset += Int64(chunk.count)
            let jump = min(scanner.indifferent, part.size - offset)
            scanner.skip(jump)
            offset += jump
        }
        return findings(of: scanner.finish(), in: part)
    }

    /// The same for one whose bytes are packed, by an archive or by itself.
    ///
    /// - Parameter length: How long it says it becomes; `nil` if it doesn't say.
    func packedPickle(
        _ part: FilePart, _ framing: Inflater.Framing, atMost length: Int64?
    ) async throws(Failure) -> [ScanFinding] {
        var scanner: PickleScanner?
        let outcome = try await unpack(
            part, framing, limit: length ?? limits.mostUnpacked(from: part.size)
        ) { piece in
            var current = scanner ?? PickleScanner(head: piece, limits: limits)
            current.consume(piece)
            scanner = current
            return !current.isEnded
        }
        let flaws = scanner?.finish() ?? []
        guard let outcome else { return findings(of: flaws, in: part) }
        // That the pickle breaks off is the packing's fault.
        let found = findings(of: flaws.filter { $0 != .malformed }, in: part)
        // Raw numbers may look packed at first.
        let isRaw = framing == .gzipOrZlib && part.kind != .pickle
        return isRaw && outcome.code == .archiveMalformed ? found : found + [outcome]
    }

    private func findings(of flaws: [PickleFlaw], in part: FilePart) -> [ScanFinding] {
        flaws.compactMap { flaw in
            if flaw == .malformed, part.kind != .pickle { return nil }
            return ScanFinding(flaw.code, in: part.name, flaw.sentence)
        }
    }

    /// Hands over what a part unpacks to, until `sink` has seen enough.
    ///
    /// - Returns: What is wrong with the packing.
    func unpack(
        _ part: FilePart, _ framing: Inflater.Framing, limit: Int64,
        into sink: ([UInt8]) -> Bool
    ) async throws(Failure) -> ScanFinding? {
        var inflater = Inflater(framing, limit: limit)
        var offset: Int64 = 0
        while offset < part.size {
            let chunk = try await read(part, offset, limits.window)
            guard !chunk.isEmpty else { break }
            inflater.feed(chunk)
            offset += Int64(chunk.count)
            do throws(InflationError) {
                while let piece = try inflater.next() {
                    guard sink(piece) else { return nil }
                }
            } catch {
                return finding(error, in: part)
            }
        }
        do { try inflater.finish() } catch { return finding(error, in: part) }
        return nil
    }

    private func finding(_ error: InflationError, in part: FilePart) -> ScanFinding {
        switch error {
        case .malformed:
            ScanFinding(.archiveMalformed, in: part.name, "What it packs can't be unpacked.")
        case .tooLong:
            ScanFinding(.archiveBomb, in: part.name, "It becomes far larger than it is, or says.")
        }
    }
}
