import Client
import RegistryCore
import Testing

@Suite struct `A refusal of a Git LFS server` {
    private static let ours = """
        {"message": "It can't. Make room. [storage-full]", "detail": "It can't.", \
        "remedy": "Make room."}
        """

    /// What a server answers, and what is made of it.
    static let rows: [(status: Int, body: String, error: LFSError)] = [
        (507, ours, .refused(status: 507, "It can't")),
        (403, ours, .denied("It can't. Make room")),
        (403, #"{"message": "Not you."}"#, .denied("Not you")),
        (507, #"{"message": "Full"}"#, .refused(status: 507, "Full")),
        (507, #"{"message": "..."}"#, .refused(status: 507, "")),
        (507, "<html>Full</html>", .refused(status: 507, "")),
    ]

    @Test(arguments: rows)
    func `is told as the end of a sentence`(
        status: Int, body: String, error: LFSError
    ) async throws {
        let server = try await LoopbackServer { _, _ in .text(body, status: status) }
        let lfs = LFSServer(server.url, credentials: [], transport: try HTTPTransport())
        await #expect(throws: error) {
            _ = try await lfs.batch(.upload, [Pointer(digest: .ofNothing, size: 0)], offering: [])
        }
    }
}
