/// Whether `name` is a full ref name: under `refs/`, and as `git check-ref-format` wants it.
///
/// Asked before any name reaches libgit2 (which would stop at a NUL byte, and lets DEL through) or
/// a ref transaction (where NUL ends a field).
package func isReferenceName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.starts(with: "refs/".utf8), !bytes.contains(where: isForbidden) else {
        return false
    }
    let components = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return components.allSatisfy(isComponent)
        && !bytes.ends(with: ".") && !name.utf8.contains(sequence: "..")
        && !name.utf8.contains(sequence: "@{")
}

private func isForbidden(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x7f || "~^:?*[\\".utf8.contains(byte)
}

private func isComponent(_ component: ArraySlice<UInt8>) -> Bool {
    !component.isEmpty && component.first != UInt8(ascii: ".") && !component.ends(with: ".lock")
}

extension BidirectionalCollection<UInt8> {
    fileprivate func ends(with text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    fileprivate func contains(sequence text: String) -> Bool {
        indices.contains { self[$0...].starts(with: text.utf8) }
    }
}
