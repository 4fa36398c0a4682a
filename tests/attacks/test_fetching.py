# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What asks other hosts cannot be turned on our own network, or be made to choke."""

import gzip
import socket
import time

import pytest

from noaber.exchange import fetch as fetching
from noaber.exchange.fetch import Unfetched, fetch, is_public
from noaber.exchange.testing import serving


def refused(address, **options):
    with pytest.raises(Unfetched) as told:
        fetch(address, **options)
    return told.value.code


@pytest.fixture
def names(monkeypatch):
    """What names stand for; everything else stands for nothing."""
    known = {}

    def resolve(host, port):
        found = known.get(host)
        if found is None:
            raise Unfetched("no_host", host)
        return found.pop(0) if found and isinstance(found[0], list) else found

    monkeypatch.setattr(fetching, "resolve", resolve)
    return known


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1",
        "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:0a00:0001::1",
        "64:ff9b::7f00:1", "2001:0:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_of_our_own_network_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "145.100.1.1", "2a00:1450:400e:80c::200e", "64:ff9b::5db8:d822"])
def test_addresses_of_others_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:25/_x", "data:text/plain,x",
        "javascript:alert(1)",
        "//example.org/", "example.org", "", "http://", "http:///x", "https://user:secret@example.org/",
        "http://exa mple.org", "http://[::1", "http://example.org:99999/", "http://\x00example.org",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_asked(address, names):
    names["example.org"] = ["93.184.216.34"]
    assert refused(address) in ("bad_address", "no_host", "bad_port")


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 11211])
def test_other_ports_are_not_asked(port, names):
    names["example.org"] = ["93.184.216.34"]
    assert refused(f"http://example.org:{port}/") == "bad_port"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_ways_to_write_this_machine(host):
    """The real resolver, which knows all of these; none of them is asked."""
    assert refused(f"http://{host}/") in ("private_host", "no_host", "bad_address")


def test_a_name_with_one_address_of_ours_among_others_is_refused(names):
    names["rebind.example"] = ["93.184.216.34", "10.0.0.5"]
    assert refused("http://rebind.example/") == "private_host"


def test_the_connection_goes_to_the_address_that_was_looked_at(names, monkeypatch):
    """A name that stands for something else a moment later changes nothing: it is asked for once."""
    names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    went_to = []

    def connect(address, *rest, **more):
        went_to.append(address[0])
        raise OSError("not really")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert refused("http://rebind.example/") == "no_answer"
    assert set(went_to) == {"93.184.216.34"}


def test_a_redirect_is_looked_at_as_well(names):
    with serving(lambda path, asked, method: (302, {"Location": "http://169.254.169.254/latest/"}, b"")) as host:
        names["127.0.0.1"], names["169.254.169.254"] = ["127.0.0.1"], ["169.254.169.254"]
        assert refused(host) == "private_host"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://x/", "http://127.0.0.1:6379/", "http://[::1]:1/"])
def test_a_redirect_to_what_may_not_be_asked(target):
    with serving(lambda path, asked, method: (301, {"Location": target}, b"")) as host:
        assert refused(host) in ("bad_address", "bad_port")


def test_redirects_end():
    with serving(lambda path, asked, method: (302, {"Location": path + "x"}, b"")) as host:
        assert refused(host + "/a") == "redirects"


def test_a_few_redirects_are_followed():
    def answer(path, asked, method):
        return (302, {"Location": path + "x"}, b"") if len(path) < 5 else (200, {}, b"hier")

    with serving(answer) as host:
        found = fetch(host + "/a")
    assert (found.body, found.address.rsplit("/", 1)[1]) == (b"hier", "axxx")


def test_no_more_is_read_than_was_allowed():
    with serving(lambda *asked: (200, {}, b"x" * 5_000_000)) as host:
        assert refused(host, limit=1_000_000) == "too_big"


def test_what_grows_when_unpacked_is_refused():
    bomb = gzip.compress(b"\0" * 50_000_000)
    with serving(lambda *asked: (200, {"Content-Encoding": "gzip"}, bomb)) as host:
        assert refused(host, limit=1_000_000) == "too_big"


def test_a_host_that_dawdles_is_left(monkeypatch):
    monkeypatch.setattr(fetching, "ALTOGETHER", 0.2)

    def answer(*asked):
        time.sleep(0.3)
        return 200, {}, b"x" * 10

    with serving(answer) as host:
        assert refused(host) == "too_slow"


def test_nothing_is_remembered_between_two_questions():
    heard = []

    def answer(path, asked, method):
        return 200, {"Set-Cookie": "a=b"}, b""

    with serving(answer) as host:
        fetch(host)
        request = fetching.httpx.Request
        monkey = pytest.MonkeyPatch()
        monkey.setattr(fetching.httpx, "Request", lambda *a, **k: heard.append(k["headers"]) or request(*a, **k))
        fetch(host)
        monkey.undo()
    assert {name.lower() for name in heard[0]} == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "+http" in heard[0]["User-Agent"]


def test_proxies_of_the_surroundings_are_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with serving(lambda *asked: (200, {}, b"ja")) as host:
        assert fetch(host).body == b"ja"


def test_a_host_gets_a_pause(settings, monkeypatch):
    settings.FETCH_PAUSE = 0.2
    waited = []
    fetching._asked.clear()
    monkeypatch.setattr(fetching.time, "sleep", waited.append)
    with serving(lambda *asked: (200, {}, b"")) as host:
        fetch(host), fetch(host)
    assert waited[0] == 0.0
    assert waited[1] > 0.1


def test_an_exception_is_one_host_and_one_port(settings, names):
    settings.FETCH_PRIVATE = frozenset({"binnen.example:8000"})
    names["binnen.example"] = names["ander.example"] = ["10.0.0.7"]
    assert refused("http://binnen.example:8080/") == "private_host"
    assert refused("http://ander.example:8000/") == "bad_port"


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_refusal_is_an_answer(status):
    with serving(lambda *asked: (status, {}, b"weg")) as host:
        assert fetch(host).status == status
