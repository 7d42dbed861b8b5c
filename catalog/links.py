"""Do the addresses of the learning resources still answer? Asked only when somebody says so, politely and bounded.

One request at a time to a host and a pause before the next; HEAD first, GET where that is refused; five redirects; no
more than the head of an answer; an end for each request and for the whole. A host must have public addresses, and those
are the ones that are asked: otherwise an editor could make this machine look around in its own network.
"""

import asyncio
import socket
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from django.db.models import F, Q, QuerySet

from catalog.core import addresses
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


def due(*, today: date, older_than: int | None = None) -> QuerySet[Resource]:
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
    with asyncio.Runner() as runner:
        loop, asker = runner.get_loop(), _Asker(manners)
        deadline = loop.time() + manners.total
        waiting = {loop.create_task(asker.outcome(url)) for url in dict.fromkeys(urls)}
        try:
            while waiting:
                first = asyncio.wait(waiting, timeout=deadline - loop.time(), return_when=asyncio.FIRST_COMPLETED)
                done, waiting = runner.run(first)
                if not done:
                    return
                yield from (task.result() for task in done)
        finally:
            runner.run(_stop(waiting))


async def _stop(tasks: Iterable[asyncio.Task[tuple[str, Outcome]]]) -> None:
    """End what is under way, each from its outside in: a runner would cut through the middle of a connection."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Asker:
    """Asks hosts: each one thing at a time with a pause between, and so many at once as agreed."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._places = asyncio.Semaphore(manners.workers)
        # A transport and no client: cookies, proxies and a .netrc are none of our business.
        self._transport = httpx.AsyncHTTPTransport(verify=ssl.create_default_context(), trust_env=False)

    async def outcome(self, url: str) -> tuple[str, Outcome]:
        try:
            return url, await self._follow(_parsed(url))
        except (httpx.InvalidURL, httpx.TransportError, OSError, ValueError) as error:
            return url, Outcome(False, _reason(error))

    async def _follow(self, url: httpx.URL) -> Outcome:
        """Follow an address to its end."""
        moved, is_for_good = "", True
        for _hop in range(1 + MOST_REDIRECTS):
            status, location = await self._answer(url)
            if status not in REDIRECTS or not location:
                return Outcome(200 <= status < 300, f"{status}, moved for good to {moved}" if moved else f"{status}")
            url = _parsed(str(url.join(location)))
            is_for_good = is_for_good and status in FOR_GOOD
            moved = str(url) if is_for_good else moved
        return Outcome(False, f"more than {MOST_REDIRECTS} redirects")

    async def _answer(self, url: httpx.URL) -> tuple[int, str]:
        """Status and redirect of an address. Some servers refuse HEAD, or break off, and give the page to a GET."""
        with suppress(httpx.ReadError, httpx.RemoteProtocolError):
            status, location = await self._ask("HEAD", url)
            if status < 400 or status == TOO_MANY_REQUESTS:
                return status, location
        return await self._ask("GET", url)

    async def _ask(self, method: str, url: httpx.URL) -> tuple[int, str]:
        async with self._turn(url.host), self._places, asyncio.timeout(self._manners.timeout):
            failure: httpx.TransportError | None = None
            for address in await _addresses(url, self._manners.allow_private):
                try:
                    response = await self._transport.handle_async_request(_request(method, url, address))
                except httpx.ConnectError as error:
                    failure = error
                else:
                    await response.aclose()
                    return response.status_code, response.headers.get("Location", "")
            raise failure or socket.gaierror

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        turn = self._turns[host]
        await turn.acquire()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(self._manners.pause, turn.release)


def _parsed(text: str) -> httpx.URL:
    """An address as it can be sent: without user name and fragment. Raises ValueError or InvalidURL for what is none."""
    parts = urlsplit(text)
    if parts.scheme not in PORTS or not parts.hostname or parts.port == 0:
        raise ValueError(text)
    return httpx.URL(text).copy_with(userinfo=b"", fragment=None)


async def _addresses(url: httpx.URL, allow_private: bool) -> list[str]:
    """The addresses of a host, once each, in the order that the system prefers."""
    host, port = url.raw_host.decode(), url.port or PORTS[url.scheme]
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = list(dict.fromkeys(str(place[0]) for _family, _kind, _protocol, _name, place in found))
    if not allow_private and not all(_is_public(place) for place in places):
        raise PrivateAddress(host)
    return places


def _is_public(address: str) -> bool:
    read = addresses.read(address)
    return read is not None and addresses.is_public(read)


def _request(method: str, url: httpx.URL, address: str) -> httpx.Request:
    """A request to one address of a host; its name stays in the header and in what the certificate must say.

    The connection ends with the answer: another name at the same address must show a certificate of its own.
    """
    return httpx.Request(
        method,
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode(), "User-Agent": USER_AGENT, "Connection": "close"},
        extensions={"sni_hostname": url.raw_host.decode()},
    )


def _reason(error: BaseException) -> str:
    """Why there was no answer, in words that fit a list."""
    causes = [error]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    # httpx has one error for a server that hangs up and for one that talks something else.
    is_hang_up = "disconnected" in str(error)
    reasons: tuple[tuple[type[BaseException], str], ...] = (
        (PrivateAddress, "not asked: its host is in a private network"),
        (TimeoutError, "no answer in time"),
        (socket.gaierror, "no such host"),
        (ssl.SSLCertVerificationError, "its certificate is not trusted"),
        (ssl.SSLError, "no secure connection"),
        (ConnectionRefusedError, "connection refused"),
        (httpx.RemoteProtocolError, "connection broken off" if is_hang_up else "an answer that is no HTTP"),
        (httpx.TransportError, "connection broken off"),
    )
    known = (reason for kind, reason in reasons if any(isinstance(each, kind) for each in causes))
    return next(known, "no address that can be asked")
