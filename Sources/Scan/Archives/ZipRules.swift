import RegistryCore

/// What must hold of an archive's directory before any member is looked at.
struct ZipRules {
    let directory: ZipDirectory
    /// Where the directory begins, behind the last member.
    let end: Int64
    let limits: ScanLimits

    func findings(in container: String?) -> [ScanFinding] {
        var findings: [ScanFinding] = []
        var seen: Set<String> = []
        for member in directory.members where findings.count < limits.findings {
            let place = nested(member.shown, in: container)
            if !seen.insert(member.folded).inserted {
                findings.append(
                    ScanFinding(.archiveDuplicate, in: place, "Two members have this name."))
            }
            for (code, sentence) in flaws(of: member) {
                findings.append(ScanFinding(code, in: place, sentence))
            }
        }
        if let overlap = overlapping {
            findings.append(
                ScanFinding(
                    .archiveBomb, in: nested(overlap.shown, in: container),
                    "Its bytes belong to another member as well."))
        }
        return findings
    }

    private func flaws(of member: ZipMember) -> [(ScanCode, String)] {
        var flaws: [(ScanCode, String)] = []
        if member.leavesFolder {
            flaws.append((.archivePath, "Its name leads out of the folder it is unpacked to."))
        }
        if member.isLink { flaws.append((.archiveLink, "It is a symbolic link.")) }
        if member.isEncrypted {
            flaws.append((.archiveMalformed, "It is encrypted, so nobody can look at it."))
        }
        if case .unknown(let number) = member.method {
            flaws.append((.archiveMalformed, "It is packed by method \(number), not by deflate."))
        }
        if member.method == .stored, member.packed != member.unpacked {
            flaws.append((.archiveMalformed, "It is not packed, and has two lengths."))
        }
        if member.unpacked > limits.mostUnpacked(from: member.packed) {
            flaws.append(
                (
                    .archiveBomb,
                    "Its \(ByteCount(member.packed)) become \(ByteCount(member.unpacked))."
                ))
        }
        return flaws
    }

    /// A member that another one's bytes reach into, or the directory.
    private var overlapping: ZipMember? {
        let sorted = directory.members.sorted { $0.offset < $1.offset }
        for (index, member) in sorted.enumerated() {
            let next = index + 1 < sorted.count ? sorted[index + 1].offset : end
            guard next - member.offset >= ZipMember.shortest,
                next - member.offset - ZipMember.shortest >= member.packed
            else { return member }
        }
        return nil
    }
}

/// What a member is called in findings: archives inside archives are divided by `!`.
func nested(_ name: String, in container: String?) -> String {
    container.map { "\($0)!\(name.printable)" } ?? name.printable
}
