"""A relay in front of a database that can be frozen: what it is told then is taken, and never answered."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Relay:
    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.frozen = False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self.listening.accept()
                threading.Thread(target=self.pass_on, args=(client,), daemon=True).start()

    def pass_on(self, client: socket.socket) -> None:
        server = socket.create_connection(self.target)
        other = {client: server, server: client}
        with client, server, selectors.DefaultSelector() as selector, suppress(OSError):
            for each in other:
                selector.register(each, selectors.EVENT_READ, each)
            while True:
                for key, _events in selector.select():
                    heard: socket.socket = key.data
                    said = heard.recv(65_536)
                    if not said:
                        return
                    if not self.frozen:
                        other[heard].sendall(said)


@contextmanager
def relaying(target: tuple[str, int]) -> Iterator[Relay]:
    relay = Relay(target)
    threading.Thread(target=relay.serve, daemon=True).start()
    yield relay
    relay.listening.close()
