import Compression

extension FileScanner {
    /// Looks at an archive's directory, then at each member of it.
    func archive(_ part: FilePart) async throws(Failure) -> [ScanFinding] {
        guard part.depth <= limits.depth else {
            return [ScanFinding(.archiveNested, in: part.name, "It lies too deep in archives.")]
        }
        let tail = try await read(part, part.size - min(part.size, ZipEnd.longest), ZipEnd.longest)
        guard let end = ZipEnd(tail: tail, size: part.size) else {
            return [
                ScanFinding(
                    .archiveMalformed, in: part.name,
                    "Its end, where a zip archive says what is in it, can't be read in one way.")
            ]
        }
        let size = Int64(end.directory.count)
        guard end.members <= limits.members, size <= limits.directory else {
            return [ScanFinding(.archiveBomb, in: part.name, "It has too many members.")]
        }
        guard
            let directory = ZipDirectory(
                try await read(part, end.directory.lowerBound, size), count: end.members)
        else {
            return [ScanFinding(.archiveMalformed, in: part.name, "Its directory is damaged.")]
        }
        return try await members(of: directory, in: part, upTo: end.directory.lowerBound)
    }

    private func members(
        of directory: ZipDirectory, in part: FilePart, upTo end: Int64
    ) async throws(Failure) -> [ScanFinding] {
        var found = ZipRules(directory: directory, end: end, limits: limits)
            .findings(in: part.name)
        // Of a directory that lies about where things are, the members mean nothing.
        guard found.isEmpty else { return found }
        for member in directory.members where found.count < limits.findings {
            found += try await findings(in: member, of: part)
        }
        return found
    }

    private func findings(
        in member: ZipMember, of part: FilePart
    ) async throws(Failure) -> [ScanFinding] {
        let name = nested(member.shown, in: part.name)
        let bytes = try await read(part, member.offset, ZipMember.shortest + 2048)
        var header = ZipHeader(bytes, of: member)
        if header == nil {
            let longer = try await read(part, member.offset, ZipHeader.longest)
            header = ZipHeader(longer, of: member)
        }
        let start = part.range.lowerBound + member.offset + (header?.length ?? 0)
        guard header != nil, start + member.packed <= part.range.upperBound else {
            return [
                ScanFinding(
                    .archiveMalformed, in: name,
                    "What stands before it says other things than the directory.")
            ]
        }
        let inner = FilePart(
            range: start..<start + member.packed, kind: FileKind(ofName: member.shown), name: name,
            depth: part.depth + 1)
        return member.method == .stored
            ? try await findings(in: inner) : try await deflated(member, inner)
    }

    /// A packed member: its first bytes say what it is, and a pickle is followed as it unpacks.
    private func deflated(
        _ member: ZipMember, _ part: FilePart
    ) async throws(Failure) -> [ScanFinding] {
        guard member.packed > 0 else { return [] }
        var head: [UInt8] = []
        let flaw = try await unpack(part, .none, limit: .max) { piece in
            head += piece
            return head.count < limits.head
        }
        if let flaw { return [flaw] }
        if let form = executableForm(of: head) {
            return [ScanFinding(.executable, in: part.name, "It is \(form).")]
        }
        if head.isZip {
            return [
                ScanFinding(
                    .archiveNested, in: part.name,
                    "An archive that is packed once more can't be looked into.")
            ]
        }
        guard [.pickle, .perhapsPickle].contains(part.kind) || head.isPickle else { return [] }
        return try await packedPickle(part, .none, atMost: member.unpacked)
    }
}
