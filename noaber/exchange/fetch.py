# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one way in which Noaber asks something of another host: careful with our own network, polite to theirs.

An address is asked only over http or https, on a usual port, and only where all that its name stands for lies on the
public internet. The connection then goes to the very address that was looked at, so that a name cannot come to stand
for something else in between; a redirect is looked at in the same way. Nothing is remembered between two questions: no
cookie, no password. What is asked is never more than `limit` bytes or `ALTOGETHER` seconds.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from django.conf import settings

PORTS = (80, 443, 8080, 8443)
REDIRECTS = 5
TIMEOUT = httpx.Timeout(20.0, connect=10.0)
ALTOGETHER = 120.0
LIMIT = 20_000_000
REDIRECTING = (301, 302, 303, 307, 308)
# Networks in which an IPv4 address is wrapped: what is inside is looked at too.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
_asked: dict[str, float] = {}
_turn = threading.Lock()


class Unfetched(Exception):
    """Nothing came; `code` is one of `exchange.problems`, `what` says what it is about."""

    def __init__(self, code: str, what: str = "", retry_after: int = 0) -> None:
        super().__init__(f"{code} {what}".strip())
        self.code, self.what, self.retry_after = code, what[:200], retry_after


@dataclass(frozen=True)
class Answer:
    """What another host said."""

    status: int
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def retry_after(self) -> int:
        """The seconds a host asks us to wait, at most a day."""
        said = self.headers.get("retry-after", "")
        return min(int(said), 86_400) if said.isascii() and said.isdigit() else 0


def user_agent() -> str:
    """Who asks, and where to complain."""
    return f"Noaber/1.0 (+{settings.SITE_URL}/over/)"


def fetch(address: str, *, method: str = "GET", accept: str = "*/*", limit: int = LIMIT, body: bool = True) -> Answer:
    """Ask an address and follow its redirects; what is no success is an answer too, told by its status."""
    began, url = time.monotonic(), _url(address)
    for _redirect in range(REDIRECTS + 1):
        answer = _ask(url, method, accept, limit if body else 0, began)
        target = answer.headers.get("location", "")
        if answer.status not in REDIRECTING or not target:
            return answer
        try:
            url = _url(str(url.join(target)))
        except (httpx.InvalidURL, ValueError) as error:
            raise Unfetched("bad_address", target) from error
    raise Unfetched("redirects", address)


def _url(address: str) -> httpx.URL:
    """The address, when it is one that may be asked at all."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise Unfetched("bad_address", address) from error
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise Unfetched("bad_address", address)
    if _port(url) not in PORTS and not _excepted(url):
        raise Unfetched("bad_port", f"{url.host}:{_port(url)}")
    return url.copy_with(fragment=None)


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _excepted(url: httpx.URL) -> bool:
    """A host of our own network that the keeper of this copy named."""
    return f"{url.host}:{_port(url)}" in settings.FETCH_PRIVATE


def resolve(host: str, port: int) -> list[str]:
    """Everything a name stands for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetched("no_host", host) from error
    return [str(one[4][0]).partition("%")[0] for one in found]


def is_public(text: str) -> bool:
    """Whether an address lies on the public internet, also what is wrapped inside it."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        if address in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(one is not None and not is_public(str(one)) for one in inside):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _place(url: httpx.URL) -> str:
    """The address to connect to: one of a name of which every address is public."""
    found = resolve(url.host, _port(url))
    if not found:
        raise Unfetched("no_host", url.host)
    if not _excepted(url) and not all(is_public(one) for one in found):
        raise Unfetched("private_host", url.host)
    return found[0]


def _ask(url: httpx.URL, method: str, accept: str, limit: int, began: float) -> Answer:
    place = _place(url)
    _wait_turn(url.host)
    # The name goes along in the Host header and in the handshake; the connection goes to the address we looked at.
    request = httpx.Request(
        method,
        url.copy_with(host=place),
        headers={
            "Host": url.netloc.decode("ascii"), "User-Agent": user_agent(), "Accept": accept,
            "Accept-Encoding": "gzip", "Connection": "close",
        },
        extensions={"sni_hostname": url.host, "timeout": TIMEOUT.as_dict()},
    )  # fmt: skip
    try:
        with _sent(request) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, str(url), headers, _read(response, limit, began))
    except httpx.TimeoutException as error:
        raise Unfetched("too_slow", url.host) from error
    except (httpx.HTTPError, ssl.SSLError, OSError) as error:
        raise Unfetched("no_answer", url.host) from error


@contextmanager
def _sent(request: httpx.Request) -> Iterator[httpx.Response]:
    # A transport alone knows no proxy, no cookies and no redirects.
    with httpx.HTTPTransport(trust_env=False) as transport:
        response = transport.handle_request(request)
        response.request = request
        try:
            yield response
        finally:
            response.close()


def _read(response: httpx.Response, limit: int, began: float) -> bytes:
    if not limit or response.status_code in REDIRECTING:
        return b""
    parts, size = [], 0
    for part in response.iter_bytes(65_536):
        size += len(part)
        if size > limit:
            raise Unfetched("too_big", f"{limit // 1_000_000} MB")
        if time.monotonic() - began > ALTOGETHER:
            raise Unfetched("too_slow", response.request.url.host)
        parts.append(part)
    return b"".join(parts)


def _wait_turn(host: str) -> None:
    """A host is asked one thing at a time, with a pause in between."""
    with _turn:
        moment = time.monotonic()
        turn = max(moment, _asked.get(host, 0.0) + settings.FETCH_PAUSE)
        _asked[host] = turn
        if len(_asked) > 10_000:
            _asked.clear()
    time.sleep(max(0.0, turn - moment))
