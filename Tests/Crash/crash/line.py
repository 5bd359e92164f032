"""A line between clients and a server that can be struck after so many bytes."""

import socket
import struct
import threading


class Line:
    """Passes bytes on, both ways, between its own port of loopback and the server's."""

    def __init__(self, server_port):
        self.server_port = server_port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.ends = set()
        self.strike_after(None, 0, None)
        threading.Thread(target=self.accept, daemon=True).start()

    def strike_after(self, way, count, strike):
        """Calls `strike` once, when that many bytes have gone `up` or `down` from now on."""
        with self.lock:
            self.way, self.left, self.strike = way, count, strike

    def cut(self):
        """Resets every connection that there is; new ones can be made."""
        ends, self.ends = self.ends, set()
        for end in ends:
            hang_up(end)

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            try:
                server = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:
                client.close()
                continue
            self.ends |= {client, server}
            for way, source, target in [("up", client, server), ("down", server, client)]:
                threading.Thread(
                    target=self.pass_on, args=(way, source, target), daemon=True).start()

    def pass_on(self, way, source, target):
        try:
            while data := source.recv(1 << 16):
                target.sendall(data)
                if strike := self.counted(way, len(data)):
                    strike()
            target.shutdown(socket.SHUT_WR)
        except OSError:
            hang_up(source)
            hang_up(target)

    def counted(self, way, count):
        with self.lock:
            if self.strike is None or way != self.way:
                return None
            self.left -= count
            if self.left > 0:
                return None
            strike, self.strike = self.strike, None
            return strike


def hang_up(end):
    """Wakes whoever waits for this end, and resets the connection."""
    try:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()
