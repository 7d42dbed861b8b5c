"""A relay that stands between two who talk, and fails them: it takes nobody, is slow, drops answers, or is frozen."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Relay:
    """`port` leads to `target`. While `delay` is set each piece waits so many seconds; while `drops` is set the first
    piece of an answer, which shows that it was given, ends the connection instead of being passed on; while `frozen` is
    set whatever is said is taken, and goes no further."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.delay, self.frozen = 0.0, False
        self.drops, self.dropped = False, 0
        self.kept: list[socket.socket] = []
        self.listening = self._listen(0)
        self.port: int = self.listening.getsockname()[1]

    def _listen(self, port: int) -> socket.socket:
        listening = socket.create_server(("127.0.0.1", port), backlog=256)
        threading.Thread(target=self._serve, args=(listening,), daemon=True).start()
        return listening

    def _serve(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _address = listening.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(("127.0.0.1", self.target)) as server:
            self.kept += [client, server]
            threading.Thread(target=self._talk, args=(server, client, True), daemon=True).start()
            self._talk(client, server, False)

    def _talk(self, one: socket.socket, other: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while said := one.recv(65_536):
                if is_answer and self.drops:
                    self.dropped += 1
                    break
                if self.delay:
                    time.sleep(self.delay)
                if not self.frozen:
                    other.sendall(said)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def refuse(self) -> None:
        """End all that is under way and take nobody any more."""
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for each in self.kept:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.kept.clear()

    def take(self) -> None:
        self.listening = self._listen(self.port)


@contextmanager
def relaying(target: int) -> Iterator[Relay]:
    relay = Relay(target)
    try:
        yield relay
    finally:
        with suppress(OSError):
            relay.refuse()
