"""Do the addresses of the learning resources still answer? Asked only when somebody says so, politely and bounded.

One request at a time to a host and a pause before the next; HEAD first, GET where that is refused; five redirects; an
end for each request and for the whole. A host must have public addresses, and those are the ones that are asked:
otherwise an editor could make this machine look around in its own network.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from queue import SimpleQueue
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.db.models import F, Q, QuerySet

from catalog.models import Resource

USER_AGENT = "Skillgap-check-links/1 (asks now and then whether a page is still there)"
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
TOO_MANY_REQUESTS = 429
PORTS = {"http": 80, "https": 443}


class Manners(NamedTuple):
    """How to ask. Times in seconds: `timeout` for a request from the first byte to the last header, `total` for all."""

    timeout: float = 10.0
    total: float = 1800.0
    pause: float = 1.0
    workers: int = 8
    allow_private: bool = False


class Outcome(NamedTuple):
    """What an address answered: `said` is a status, where it moved to for good, or why there is no answer."""

    is_fine: bool
    said: str


class PrivateAddress(ValueError):
    """A host is in a private network, and that is not allowed."""


def due(*, today: date, older_than: int | None = None) -> QuerySet:
    """The live resources with an address, or those last looked at more than `older_than` days ago; the oldest first."""
    found = Resource.objects.exclude(url="").order_by(F("checked_on").asc(nulls_first=True), "url", "pk")
    if older_than is None:
        return found
    return found.filter(Q(checked_on=None) | Q(checked_on__lt=today - timedelta(days=older_than)))


def record(*, url: str, outcome: Outcome, on: date) -> None:
    """Write down what an address answered, in all live resources that have it.

    A fine answer also dates the resource and marks its address as verified. Any other leaves both as they are: a host
    may be down for a day, and what to do about it is an editor's choice.
    """
    fields = {"checked_on": on, "verified": True} if outcome.is_fine else {}
    Resource.objects.filter(url=url).update(check_result=outcome.said[:200], **fields)


def check(urls: Iterable[str], manners: Manners) -> Iterator[tuple[str, Outcome]]:
    """Ask each address and give its outcome as it comes; those that the total time does not reach are left out."""
    queues: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        queues.setdefault(_host(url), []).append(url)
    asker = _Asker(manners)
    outcomes: SimpleQueue[tuple[str, Outcome] | None] = SimpleQueue()

    def work(queue: list[str]) -> None:
        try:
            for url in queue:
                outcome = asker.outcome(url)
                # What the end of all cut short says nothing of the address.
                if asker.seconds_left() > 0:
                    outcomes.put((url, outcome))
        finally:
            outcomes.put(None)

    with ThreadPoolExecutor(manners.workers) as pool:
        # Long queues first: they decide when all is done.
        jobs = [pool.submit(work, queue) for queue in sorted(queues.values(), key=len, reverse=True)]
        try:
            for _job in jobs:
                while outcome := outcomes.get():
                    yield outcome
        finally:
            asker.stop()
    for job in jobs:
        job.result()


class _Asker:
    """Asks hosts, each one request at a time with a pause between, until the total time is over."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._deadline = monotonic() + manners.total
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}

    def seconds_left(self) -> float:
        return self._deadline - monotonic()

    def stop(self) -> None:
        self._deadline = 0.0

    def outcome(self, url: str) -> Outcome:
        """Follow an address to its end."""
        moved, is_for_good, target = "", True, url
        try:
            for _hop in range(1 + MOST_REDIRECTS):
                parts = _parts(target)
                status, location = self._answer(parts)
                if status not in REDIRECTS or not location:
                    return Outcome(
                        200 <= status < 300, f"{status}, moved for good to {moved}" if moved else f"{status}"
                    )
                target = _parts(urljoin(parts.geturl(), location)).geturl()
                is_for_good = is_for_good and status in FOR_GOOD
                moved = target if is_for_good else moved
        except (OSError, HTTPException, ValueError) as error:
            return Outcome(False, _reason(error))
        return Outcome(False, f"more than {MOST_REDIRECTS} redirects")

    def _answer(self, parts: SplitResult) -> tuple[int, str]:
        """Status and redirect of an address. Some servers refuse HEAD, or break off, and give the page to a GET."""
        with suppress(ConnectionError, HTTPException):
            status, location = self._ask("HEAD", parts)
            if status < 400 or status == TOO_MANY_REQUESTS:
                return status, location
        return self._ask("GET", parts)

    def _ask(self, method: str, parts: SplitResult) -> tuple[int, str]:
        host = parts.hostname or ""
        with self._turn(host):
            seconds = min(self._manners.timeout, self.seconds_left())
            with _connection(parts, seconds, self._manners.allow_private) as connection:
                path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
                connection.request(method, path, headers={"User-Agent": USER_AGENT, "Connection": "close"})
                with connection.getresponse() as response:
                    return response.status, response.headers.get("Location", "")

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        if not lock.acquire(timeout=max(0.0, self.seconds_left())):
            raise TimeoutError
        try:
            sleep(max(0.0, min(self._free_at.get(host, 0.0) - monotonic(), self.seconds_left())))
            yield
        finally:
            self._free_at[host] = monotonic() + self._manners.pause
            lock.release()


def _host(url: str) -> str:
    """The host of an address; the address itself where it has none that can be asked."""
    try:
        return _parts(url).hostname or url
    except ValueError:
        return url


def _parts(url: str) -> SplitResult:
    """An address as it can be sent: plain ASCII, no user name, no fragment. Raises ValueError for what is none."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(url)
    host = parts.hostname.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return SplitResult(parts.scheme, f"{host}{port}", path, query, "")


@contextmanager
def _connection(parts: SplitResult, seconds: float, allow_private: bool) -> Iterator[HTTPConnection]:
    """A connection to a host that ends after `seconds`, however slowly the host answers."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    end = monotonic() + seconds
    raw = _connected(host, port, end, allow_private)
    with _cut_off_at(raw, end):
        connection = HTTPConnection(host, port)
        connection.sock = raw
        try:
            if parts.scheme == "https":
                connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
            yield connection
        finally:
            connection.close()
            raw.close()


def _connected(host: str, port: int, end: float, allow_private: bool) -> socket.socket:
    """A socket to the first address of a host that takes it; the addresses that were looked at are those that are asked."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for _family, _kind, _protocol, _name, address in found:
        if not allow_private and not _is_public(str(address[0])):
            raise PrivateAddress(host)
    failure: OSError = TimeoutError()
    for family, kind, protocol, _name, address in found:
        raw = socket.socket(family, kind, protocol)
        try:
            raw.settimeout(max(0.001, end - monotonic()))
            raw.connect(address)
        except OSError as error:
            raw.close()
            failure = error
        else:
            return raw
    raise failure


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast


@contextmanager
def _cut_off_at(raw: socket.socket, end: float) -> Iterator[None]:
    """Break a connection off at a time: a socket's own timeout starts again with each byte that drips in."""
    # TLS takes the socket away from us; its twin is the same connection.
    twin, is_over = raw.dup(), threading.Event()

    def cut() -> None:
        is_over.set()
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    alarm = threading.Timer(max(0.0, end - monotonic()), cut)
    alarm.start()
    try:
        yield
    except (OSError, HTTPException) as error:
        if is_over.is_set():
            raise TimeoutError from error
        raise
    finally:
        alarm.cancel()
        alarm.join()
        twin.close()


def _reason(error: Exception) -> str:
    """Why there was no answer, in words that fit a list."""
    reasons: tuple[tuple[type[Exception], str], ...] = (
        (PrivateAddress, "not asked: its host is in a private network"),
        (TimeoutError, "no answer in time"),
        (socket.gaierror, "no such host"),
        (ssl.SSLCertVerificationError, "its certificate is not trusted"),
        (ssl.SSLError, "no secure connection"),
        (ConnectionRefusedError, "connection refused"),
        (OSError, "connection broken off"),
        (HTTPException, "an answer that is no HTTP"),
    )
    return next((reason for kind, reason in reasons if isinstance(error, kind)), "no address that can be asked")
