/// Looks at one file for what could harm those who load it, reading no more of it than that takes.
///
/// Nothing is run, unpacked to disk, or kept in memory whole. What can't be understood is said to
/// be so, and never passes for harmless.
package struct FileScanner<Failure: Error>: Sendable {
    let source: ScanSource<Failure>
    let limits = ScanLimits()

    package init(_ source: ScanSource<Failure>) {
        self.source = source
    }

    /// What is wrong with the file, if it is read as `kind`.
    ///
    /// - Throws: What reading throws.
    package func findings(as kind: FileKind) async throws(Failure) -> [ScanFinding] {
        let whole = FilePart(range: 0..<source.size, kind: kind, name: nil, depth: 1)
        return Array(try await findings(in: whole).prefix(limits.findings))
    }

    /// What is wrong with a file, or with a part of one that is a file of its own.
    func findings(in part: FilePart) async throws(Failure) -> [ScanFinding] {
        let head = try await read(part, 0, limits.head)
        guard !head.isEmpty else { return [] }
        if let form = executableForm(of: head) {
            return [ScanFinding(.executable, in: part.name, "It is \(form).")]
        }
        if head.isZip { return try await archive(part) }
        if head.starts(with: "GGUF".utf8) || part.kind == .gguf { return try await gguf(part) }
        switch part.kind {
        case .pickle, .perhapsPickle: return try await pickle(part, head)
        case .safetensors: return try await safetensors(part, head)
        case .onnx: return try await onnx(part)
        case .gguf, .other: return head.isPickle ? try await pickle(part, head) : []
        }
    }

    /// At most `count` bytes of a part from `offset` on; fewer where it ends.
    func read(
        _ part: FilePart, _ offset: Int64, _ count: Int64
    ) async throws(Failure) -> [UInt8] {
        let start = part.range.lowerBound + min(offset, part.size)
        let end = min(start + count, part.range.upperBound)
        return start < end ? try await source.read(start..<end) : []
    }
}

/// A file inside a file, as it lies there.
struct FilePart {
    /// Where its bytes are in the whole.
    let range: Range<Int64>
    let kind: FileKind
    /// What it is called in findings; `nil` for the whole.
    let name: String?
    /// 1 for the whole, and one more for each archive around it.
    let depth: Int

    var size: Int64 { range.upperBound - range.lowerBound }
}

extension [UInt8] {
    /// Whether an archive begins so, one without members included.
    var isZip: Bool {
        starts(with: [0x50, 0x4b, 3, 4]) || starts(with: [0x50, 0x4b, 5, 6])
    }

    /// Whether a pickle of protocol 2 to 5 begins so.
    var isPickle: Bool {
        count > 2 && self[0] == 0x80 && (2...5).contains(self[1])
    }

    /// Whether something packed by gzip or zlib begins so.
    var isPacked: Bool {
        starts(with: [0x1f, 0x8b, 8])
            || count > 1 && self[0] == 0x78 && (Int(self[0]) << 8 | Int(self[1])) % 31 == 0
    }
}
