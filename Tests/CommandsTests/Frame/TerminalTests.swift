import Commands
import SystemPackage
import Testing

@Suite struct `A descriptor` {
    @Test func `that is a pipe is no terminal`() throws {
        let (reader, writer) = try FileDescriptor.pipe()
        #expect(!Terminal.isTerminal(reader))
        #expect(Terminal.columns(of: writer) == nil)
        try reader.close()
        try writer.close()
    }

    @Test func `that is a terminal of unknown width has the usual one`() throws {
        let terminal = try FileDescriptor.open(FilePath("/dev/ptmx"), .readWrite)
        #expect(Terminal.isTerminal(terminal))
        #expect(Terminal.columns(of: terminal) == Terminal.usualColumns)
        try terminal.close()
    }

    @Test func `is read line by line, and what follows stays for others`() throws {
        let (reader, writer) = try FileDescriptor.pipe()
        try writer.writeAll("one\n\ntwo\nrest\nof it".utf8)
        try writer.close()
        let lines = try (0..<3).map { _ in try Terminal.readLine(from: reader) }
        #expect(lines == ["one", "", "two"])
        #expect(try Terminal.readBytes(from: reader, limit: 100) == Array("rest\nof it".utf8))
        #expect(try Terminal.readLine(from: reader) == nil)
        try reader.close()
    }

    @Test func `is read to one byte beyond the limit and no further`() throws {
        let (reader, writer) = try FileDescriptor.pipe()
        try writer.writeAll("abcdef".utf8)
        try writer.close()
        #expect(try Terminal.readBytes(from: reader, limit: 3) == Array("abcd".utf8))
        #expect(try Terminal.readLine(from: reader) == "ef")
        try reader.close()
    }
}
