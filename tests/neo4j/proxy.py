"""A network that can hang, be cut, or creep: forwards a local port to another, until it is told not to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """A port of its own before another. `hang()` stops all forwarding and keeps every connection open, as a network does that loses what is sent; `cut()` closes them."""

    def __init__(
        self,
        target: int,
        hang_when: Callable[[bytes], bool],
        late: bool,
        creep: bool,
        reword: tuple[bytes, bytes],
    ) -> None:
        self._target, self._hang_when, self._late, self._creep, self._reword = (
            target,
            hang_when,
            late,
            creep,
            reword,
        )
        self._hangs, self._ended = threading.Event(), threading.Event()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.uri = f"bolt://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def hung(self) -> bool:
        """Whether it has stopped forwarding."""
        return self._hangs.is_set()

    def hang(self) -> None:
        """From here on nothing is forwarded; new connections are taken and go nowhere."""
        self._hangs.set()

    def cut(self) -> None:
        """Closes everything."""
        self._ended.set()
        for found in (self._listener, *self._sockets):
            with suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)
            found.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            with suppress(OSError):
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._sockets += [client, server]
                threading.Thread(
                    target=self._forward, args=(client, server, True), daemon=True
                ).start()
                threading.Thread(
                    target=self._forward, args=(server, client, False), daemon=True
                ).start()

    def _forward(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(64 if self._creep else 65536):
                if asking and not self.hung and self._hang_when(piece):
                    self.hang()
                    if self._late:
                        target.sendall(piece)
                if self.hung:
                    self._ended.wait()
                    return
                if self._creep:
                    time.sleep(0.001)
                target.sendall(
                    piece if asking or not self._reword[0] else piece.replace(*self._reword)
                )
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def forwarding(
    target: int,
    *,
    hang_when: Callable[[bytes], bool] = lambda _: False,
    late: bool = False,
    creep: bool = False,
    reword: tuple[bytes, bytes] = (b"", b""),
) -> Iterator[Proxy]:
    """A proxy before a port, cut at the end. `hang_when` sees what clients send, piece by piece, and says when to hang: before that piece is forwarded or, with `late`,
    after it. With `creep` a few bytes pass at a time; `reword` changes what the server says.
    """
    proxy = Proxy(target, hang_when, late, creep, reword)
    try:
        yield proxy
    finally:
        proxy.cut()
