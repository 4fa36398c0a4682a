# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure sending an issue to 100,000 addresses while its processes are killed at random, and count what arrives.

    ./run bench sending [--addresses 100000] [--pairs 2] [--alone 10000]

A mail server that keeps only the addresses runs beside it, and is never killed. Beside every pair of sending processes
one of the two is killed (-9) every three seconds or so; a pair whose holder is gone is started anew. Every mail is
written, signed (RSA, 2048 bits) and noted in the database. What a bare loop of smtplib reaches over one connection with
a mail of the same size is measured in the same run, half before and half after. The last line is one JSON object.
"""

import argparse
import json
import os
import random
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
# A new holder takes seconds to start, a new worker none: so most that are killed are workers.
WORKERS = 0.8


def say(text: str) -> None:
    """Tell how far it is, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def sink(folder: Path) -> None:
    """A mail server that notes for whom every mail is that it took, until it is told to stop."""
    from aiosmtpd.controller import Controller

    class Keeper:
        def __init__(self) -> None:
            self.file = (folder / "arrived.txt").open("a")

        async def handle_DATA(self, server, session, envelope) -> str:  # type: ignore[no-untyped-def]
            self.file.write("".join(f"{to}\n" for to in envelope.rcpt_tos))
            return "250 taken"

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    keeper = Keeper()
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(keeper, hostname=HOST, port=port)
    controller.start()
    (folder / "port.new").write_text(str(port))
    (folder / "port.new").rename(folder / "port.txt")
    signal.sigwait({signal.SIGTERM})
    controller.stop()
    keeper.file.close()


def started(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The mail server in a process of its own, and its port."""
    process = subprocess.Popen([sys.executable, __file__, "--sink", str(folder)])
    while not (folder / "port.txt").exists() and process.poll() is None:
        time.sleep(0.05)
    return process, int((folder / "port.txt").read_text())


def settle(folder: Path, port: int) -> None:
    """A copy of its own: database, key, mail server."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "dkim.pem").write_bytes(pem)
    os.environ |= {
        "NOABER_DATA": str(folder),
        "NOABER_MAIL": f"smtp://{HOST}:{port}",
        "NOABER_MAIL_FROM": "Noaber <post@bench.example>",
        "NOABER_DKIM_KEY": str(folder / "dkim.pem"),
        "DJANGO_SETTINGS_MODULE": "noaber.config.settings",
    }
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def an_issue(addresses: int):  # type: ignore[no-untyped-def]
    """An issue for so many addresses, of which a tenth reads of a region too."""
    from noaber.base import clock
    from noaber.newsletters import issue_actions
    from noaber.newsletters.models import Issue, Subscription
    from noaber.people.actions import record_werkplaats

    at = clock.now()
    home = record_werkplaats("landelijk", ref="landelijk", status="national", by=None, at=at)
    region = record_werkplaats("twente", ref="twente", by=None, at=at)
    newsletter = issue_actions.begin("Landelijke nieuwsbrief", home=home, text="Elke maand.", by=None, at=at)
    for start in range(0, addresses, 5_000):
        Subscription.objects.bulk_create(
            Subscription(
                ref=f"ab-{number}", newsletter=newsletter, email=f"lezer-{number}@example.org", asked_at=at,
                confirmed_at=at, regions=[region.slug] if number % 10 == 0 else [],
            )
            for number in range(start, min(start + 5_000, addresses))
        )  # fmt: skip
    prose = "<p>" + "In het buurthuis zat een moeder die haar post niet meer open durfde te maken. " * 12 + "</p>"
    body = [
        ("heading", "Wat we leerden"),
        *[("text", prose)] * 4,
        ("quote", {"text": "Ik durfde weer.", "who": "Inge"}),
    ]
    body.append(("region", {"werkplaats": region.slug, "body": [{"type": "text", "value": prose}]}))
    issue = Issue(newsletter=newsletter, title="Wat er speelt", lead="Vijf dingen uit het netwerk.", body=body)
    issue = issue_actions.write(issue, by=None, at=at)
    return issue_actions.send(issue, by=None, at=clock.now())


def bare(port: int, message: bytes, number: int, name: str) -> float:
    """The seconds of a loop of smtplib over one connection."""
    with smtplib.SMTP(HOST, port) as smtp:
        smtp.ehlo()
        began = time.perf_counter()
        for one in range(number):
            smtp.sendmail("post@bench.example", [f"{name}-{one}@alone.example"], message)
        return time.perf_counter() - began


def children(process: int) -> list[int]:
    """The processes that this one started."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def send(pairs: int, often: float, dice: random.Random) -> dict[str, int]:
    """Let it be sent, and kill at random, until nothing is left; how many of each were killed."""
    from django.db import connection

    from noaber.newsletters.models import Delivery

    def pair() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-P", "-m", "noaber", "post", "--until-empty"], cwd=ROOT)

    running, killed = [pair() for _number in range(pairs)], {"holders": 0, "workers": 0}
    looked = time.monotonic()
    while True:
        time.sleep(dice.uniform(1, 5))
        if time.monotonic() - looked > 5:
            looked = time.monotonic()
            left = Delivery.objects.filter(stage="waiting").count()
            connection.close()
            say(f"  {left} left, killed {killed}")
            if not left:
                break
        # Those that send: one that still starts has nothing to lose.
        sending = {one.pid: children(one.pid) for one in running if one.poll() is None}
        holders = [one for one, workers in sending.items() if workers]
        workers = [one for found in sending.values() for one in found]
        if workers and dice.random() < often:
            sort = "workers" if dice.random() < WORKERS else "holders"
            os.kill(dice.choice(workers if sort == "workers" else holders), signal.SIGKILL)
            killed[sort] += 1
        running = [one if one.poll() is None else pair() for one in running]
    for one in running:
        one.wait(60)
    return killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--addresses", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--alone", type=int, default=10_000, help="mails of the bare loop")
    parser.add_argument("--often", type=float, default=1.0, help="how likely one is killed about every three seconds")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--sink", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.sink:
        sink(Path(options.sink))
        return
    folder = Path(tempfile.mkdtemp(prefix="noaber-sending-"))
    server, port = started(folder)
    try:
        measure(options, folder, server, port)
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def measure(options: argparse.Namespace, folder: Path, server: subprocess.Popen[bytes], port: int) -> None:
    """Send, count, and say what came of it."""
    settle(folder, port)
    from noaber.base import clock
    from noaber.newsletters import sending_tasks
    from noaber.newsletters.envelope import Links
    from noaber.newsletters.links import choose_link, stop_link
    from noaber.newsletters.mailing import prepared_for
    from noaber.newsletters.models import Delivery

    say("addresses …")
    issue = an_issue(options.addresses)
    links = Links(stop_link("ab-1"), choose_link("ab-1"))
    message = prepared_for(issue, issue.parts).finished(to="lezer@example.org", token="a" * 20, links=links)
    say(f"a bare loop, mails of {len(message)} bytes …")
    alone = bare(port, message, options.alone // 2, "before")
    say("sending …")
    began = time.perf_counter()
    while sending_tasks.fill(issue, clock.now()):
        pass
    filled = time.perf_counter() - began
    killed = send(options.pairs, options.often, random.Random(options.seed))
    seconds = time.perf_counter() - began
    stages = Counter(Delivery.objects.values_list("stage", flat=True))
    alone += bare(port, message, options.alone // 2, "after")
    server.terminate()
    server.wait()
    arrived = Counter((folder / "arrived.txt").read_text().split())
    wanted = [f"lezer-{number}@example.org" for number in range(options.addresses)]
    rate, bare_rate = options.addresses / seconds, options.alone // 2 * 2 / alone
    figures = {
        "addresses": options.addresses,
        "missing": sum(arrived[one] == 0 for one in wanted),
        "doubled": sum(arrived[one] > 1 for one in wanted),
        "ratio_to_smtplib": round(rate / bare_rate, 2),
        "mails_a_second": round(rate),
        "smtplib_a_second": round(bare_rate),
        "bytes": len(message),
        "seconds": round(seconds, 1),
        "writing_rows_seconds": round(filled, 1),
        "killed_workers": killed["workers"],
        "killed_holders": killed["holders"],
        "unknown": stages["handed"],
        "seed": options.seed,
    }
    print(json.dumps({"bench": "sending", "figures": figures}))


if __name__ == "__main__":
    main()
