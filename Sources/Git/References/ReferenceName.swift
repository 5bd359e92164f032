/// Whether `name` is a full ref name: under `refs/`, and as `git check-ref-format` wants it.
///
/// Asked before any name reaches libgit2 (which would stop at a NUL byte, and lets DEL through) or
/// a ref transaction (where NUL ends a field).
package func isReferenceName(_ name: String) -> Bool {
    let bytes = name.utf8
    guard bytes.starts(with: "refs/".utf8), bytes.last != UInt8(ascii: "."),
        !bytes.contains(where: isForbidden),
        !zip(bytes, bytes.dropFirst()).contains(where: isForbidden(_:before:))
    else { return false }
    return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy(isComponent)
}

private func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case ...0x20, 0x7f: true
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"), UInt8(ascii: "?"),
        UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "\\"):
        true
    default: false
    }
}

/// Two dots, and what begins a name of the reflog.
private func isForbidden(_ byte: UInt8, before next: UInt8) -> Bool {
    switch (byte, next) {
    case (UInt8(ascii: "."), UInt8(ascii: ".")), (UInt8(ascii: "@"), UInt8(ascii: "{")): true
    default: false
    }
}

private func isComponent(_ component: Substring.UTF8View) -> Bool {
    !component.isEmpty && component.first != UInt8(ascii: ".")
        && !component.suffix(5).elementsEqual(".lock".utf8)
}
