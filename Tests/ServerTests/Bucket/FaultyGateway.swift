import FoundationEssentials
import Glibc
import Subprocess
import Support
import SystemPackage
import Testing

/// What stands before the real gateway and passes on what comes, or does what a test says.
final class FaultyGateway: Sendable {
    /// What becomes of requests.
    enum Mood: String {
        /// They are passed on.
        case good
        /// They are answered with 500.
        case failing
        /// Nothing is answered for a minute.
        case slow
        /// Connections end as soon as anything comes.
        case gone
        /// Connections end in the middle of any body of some length.
        case cutting
    }

    let endpoint: String
    private let folder: Scratch

    init() async throws {
        folder = try Scratch("faulty-gateway")
        let target = TestPlace.environment?["AWS_ENDPOINT_URL_S3"] ?? ""
        try folder.write("gateway.py", script)
        try folder.write("mood", Mood.good.rawValue)
        // Its end is that of its folder, and of these tests.
        let started = try await shell(
            [
                "bash", "-euc",
                """
                python3 gateway.py "$0" "$1" >port 2>log </dev/null &
                until [ -s port ]; do kill -0 $!; sleep 0.05; done; cat port
                """, target, "\(getpid())",
            ], in: folder.path, environment: hermeticEnvironment(home: folder.path))
        try #require(started.status == 0, "\(started.text)")
        endpoint =
            "http://127.0.0.1:\(started.output.split(separator: "\n").first ?? "0")"
    }

    /// From now on, for connections that are open, too.
    func become(_ mood: Mood) throws {
        try folder.write("mood", mood.rawValue)
    }
}

private let script = """
    import http.client, http.server, os, sys, threading, time, urllib.parse

    target = urllib.parse.urlsplit(sys.argv[1]).netloc

    def mood():
        try:
            return open('mood').read()
        except OSError:
            os._exit(0)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'

        def log_message(self, *words):
            pass

        def body(self, left):
            sent = 0
            while left > 0:
                piece = self.rfile.read1(min(left, 65536))
                if not piece:
                    raise OSError
                left -= len(piece)
                sent += len(piece)
                if mood() == 'cutting' and sent > 500000:
                    raise OSError
                yield piece

        def serve(self):
            length = int(self.headers.get('Content-Length', 0))
            state = mood()
            if state == 'gone':
                raise OSError
            if state == 'slow':
                time.sleep(60)
                raise OSError
            if state == 'failing':
                for _ in self.body(length):
                    pass
                text = b'<Error><Code>InternalError</Code></Error>'
                self.send_response(500)
                self.send_header('Content-Length', str(len(text)))
                self.end_headers()
                self.wfile.write(b'' if self.command == 'HEAD' else text)
                return
            onward = http.client.HTTPConnection(target, timeout=60)
            onward.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                onward.putheader(name, value)
            onward.endheaders()
            for piece in self.body(length):
                onward.send(piece)
            answer = onward.getresponse()
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in ('connection', 'transfer-encoding'):
                    self.send_header(name, value)
            has_length = answer.getheader('Content-Length') is not None
            if not has_length:
                self.send_header('Connection', 'close')
                self.close_connection = True
            self.end_headers()
            sent = 0
            while self.command != 'HEAD':
                piece = answer.read1(65536)
                if not piece:
                    break
                sent += len(piece)
                if mood() == 'gone' or mood() == 'cutting' and sent > 500000:
                    raise OSError
                self.wfile.write(piece)
            onward.close()

        def answer(self):
            try:
                self.serve()
            except OSError:
                self.close_connection = True

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request, address):
            pass

    def watch():
        while os.path.exists('/proc/' + sys.argv[2]):
            mood()
            time.sleep(1)
        os._exit(0)

    server = Server(('127.0.0.1', 0), Handler)
    threading.Thread(target=watch, daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
