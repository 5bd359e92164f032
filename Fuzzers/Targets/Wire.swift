import Cryptography
import Git
import Registry
import RegistryCore

/// Packets have one spelling, and none is longer than may be.
func checkPktLines(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    var reader = PktLineReader(bytes)
    var written: [UInt8] = []
    do throws(PktLineError) {
        while let packet = try reader.next() { written += packet.encoded }
    } catch {
        try require(bytes.starts(with: written), "packets are not what was read")
        return false
    }
    try require(written == bytes, "bytes of packets are lost")
    return true
}

/// A command reads as itself once written, and its registry is a name and no path; a key is one
/// line that no shell and no list of options could take for more.
func checkSSH(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    if let command = SSHCommand(parsing: text) {
        try require(SSHCommand(parsing: command.text) == command, "a command is not what it says")
        try require(
            !command.catalog.hasPrefix("-") && !command.catalog.hasPrefix(".")
                && !command.catalog.contains("/") && isInert(command.catalog),
            "a registry's name leads elsewhere")
        return true
    }
    guard let key = PresentedKey(parsing: text) else { return false }
    try require(PresentedKey(parsing: key.description) == key, "a key is not what it says")
    try require(
        isInert(key.description) && !key.description.contains { "'\"\\".contains($0) },
        "a key breaks out of its quotation marks")
    return true
}
