"""Names for servers on loopback: an MX record and an address each. Standard library only."""

import socket
import struct
import threading


class Names:
    """A resolver that knows the states' names: MX and A, and that all else does not exist. RFC 1035 s4.1."""

    TYPES = {1: "A", 15: "MX"}

    def __init__(self, hosts):
        """Of triples: domain, MX host, address."""
        self.known = {}
        for domain, mx_host, address in hosts:
            self.known[domain] = {15: struct.pack("!H", 10) + self.written(mx_host)}
            self.known[mx_host] = {1: socket.inet_aton(address)}
        while True:
            self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.datagrams.bind(("127.0.0.1", 0))
            self.port = self.datagrams.getsockname()[1]
            self.streams = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            try:
                self.streams.bind(("127.0.0.1", self.port))
                break
            except OSError:
                self.datagrams.close()
                self.streams.close()
        self.streams.listen()
        for serve in (self.serve_datagrams, self.serve_streams):
            threading.Thread(target=serve, daemon=True).start()

    @staticmethod
    def written(name):
        return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"

    def answer(self, question):
        number, flags = struct.unpack("!HH", question[:4])
        labels, at = [], 12
        while question[at]:
            labels.append(question[at + 1 : at + 1 + question[at]].decode("latin-1").lower())
            at += 1 + question[at]
        asked = question[12 : at + 5]
        kind = struct.unpack("!H", question[at + 1 : at + 3])[0]
        name = ".".join(labels)
        records = self.known.get(name)
        found = (records or {}).get(kind)
        exists = records is not None or any(other.endswith(f".{name}") for other in self.known) or not name
        code = 0 if exists else 3
        reply = struct.pack("!HHHHHH", number, 0x8080 | (flags & 0x0100) | code, 1, int(found is not None), 0, 0) + asked
        if found is not None:
            reply += b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 300, len(found)) + found
        return reply

    def serve_datagrams(self):
        while True:
            question, peer = self.datagrams.recvfrom(4096)
            try:
                self.datagrams.sendto(self.answer(question), peer)
            except (IndexError, struct.error):
                continue

    def serve_streams(self):
        while True:
            connection, _ = self.streams.accept()
            threading.Thread(target=self.serve_stream, args=(connection,), daemon=True).start()

    def serve_stream(self, connection):
        with connection, connection.makefile("rwb") as stream:
            while len(length := stream.read(2)) == 2:
                reply = self.answer(stream.read(struct.unpack("!H", length)[0]))
                stream.write(struct.pack("!H", len(reply)) + reply)
                stream.flush()
