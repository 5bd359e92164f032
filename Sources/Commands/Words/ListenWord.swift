/// Where a server listens: `127.0.0.1:7420`, `[::1]:7420`, `localhost:0`.
struct ListenWord: Word {
    let host: String
    let port: Int

    static let noun = "an address to listen on"
    static let grammar = "host:port, such as 127.0.0.1:7420 or [::1]:7420"
    /// On this machine alone, until somebody wants more.
    static let usual = ListenWord(host: "127.0.0.1", port: 7420)

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(parsing text: String) {
        guard let (head, tail) = text.cut(atLast: ":"), let port = UInt16(tail) else { return nil }
        let isBracketed = head.hasPrefix("[") && head.hasSuffix("]")
        let host = isBracketed ? String(head.dropFirst().dropLast()) : head
        guard host.isPlainName, isBracketed == host.contains(":") else { return nil }
        self.init(host: host, port: Int(port))
    }

    /// The same host with the port that was taken.
    func with(port: Int) -> ListenWord { ListenWord(host: host, port: port) }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
