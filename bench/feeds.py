# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How fast calendar feeds are served: `./run bench feeds`.

The demo network's meetings and three hundred more, over all werkplaatsen. Programs ask for the feed of everything, of
a werkplaats, of a sort, and for one person's own, in turn; then the same with the mark of what they have already, which
is what most programs send. Then it is looked how soon a change is in the answer. Needs wrk.
"""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench import network
from bench.deployment import ROOT, fetch, load, require_wrk, server

MEETINGS = 300
ROUNDS = 3
PUBLIC = [
    "/bijeenkomsten/agenda.ics", "/bijeenkomsten/agenda.ics?werkplaats=twente",
    "/bijeenkomsten/agenda.ics?soort=kenniscafe", "/bijeenkomsten/agenda.ics?werkplaats=landelijk",
]  # fmt: skip
MAKE = """
import datetime as dt
from noaber.base import clock
from noaber.meetings import calendar_actions, feed_queries, planning_actions
from noaber.meetings.models import Registration, RegistrationState, SignUp, Sort
from noaber.people.models import Werkplaats
from noaber.people.queries import coordinators_of
now = clock.now().replace(minute=0, second=0, microsecond=0)
homes = [(one, coordinators_of(one).first()) for one in Werkplaats.objects.all()]
homes = [pair for pair in homes if pair[1]]
sorts = [Sort.KENNISCAFE, Sort.WEBINAR, Sort.EVENT]
for number in range({meetings}):
    home, by = homes[number % len(homes)]
    starts = now + dt.timedelta(days=number - 60, hours=number % 7)
    facts = {{"sort": sorts[number % 3], "summary": "Een avond over wat er speelt. " * 3, "starts_at": starts,
              "ends_at": starts + dt.timedelta(hours=2), "place": "Buurthuis", "sign_up": SignUp.HERE}}
    one = planning_actions.draft(f"Meting {{number}}", home=home, facts=facts, by=by, at=now)
    planning_actions.publish(one, by=by, at=now)
    if number % 10 == 0:
        told = dict(name="Meting", email="meting@noaber.example", registered_at=now, changed_at=now, number=1)
        Registration.objects.create(meeting=one, person=homes[0][1], ref=f"m-{{number}}",
                                    state=RegistrationState.IN, **told)
print(feed_queries.address_of(calendar_actions.give_address(homes[0][1], by=homes[0][1], at=now)))
"""
CHANGE = """
from noaber.base import clock
from noaber.meetings import planning_actions
from noaber.meetings.models import Meeting
one = Meeting.objects.filter(title="Meting 100").first()
from noaber.people.queries import coordinators_of
planning_actions.cancel(one, reason="Meting", by=coordinators_of(one.home).first(), at=clock.now())
"""


def inside(data: Path, code: str) -> str:
    """What some lines of Python print in the surroundings of a data folder."""
    around = os.environ | {"NOABER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "noaber.config.settings"}
    code = f"import django; django.setup()\n{code}"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=around, check=True, stdout=-1, text=True)
    return ran.stdout.strip()


def not_modified_rps(address: str, path: str) -> float:
    """Requests a second of who has the feed already, over one connection of Python's own: a lower bound."""
    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host)
    mark = urllib.request.urlopen(address + path).headers["ETag"]
    began, count = time.monotonic(), 0
    while time.monotonic() - began < 3:
        connection.request("GET", path, headers={"If-None-Match": mark})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 304:
            raise SystemExit(f"{path} was sent again: {answer.status}")
        count += 1
    return count / (time.monotonic() - began)


def measure(data: Path) -> dict[str, float]:
    """All figures."""
    own = inside(data, MAKE.format(meetings=MEETINGS))
    with server(data, NOABER_EMBEDDINGS="0") as (address, _pid):
        paths = [*PUBLIC, own]
        events = [fetch(address + path).count("BEGIN:VEVENT") for path in paths]
        load(address, paths, seconds=3)
        rounds = [load(address, paths, seconds=5) for _round in range(ROUNDS)]
        if errors := sum(one.errors for one in rounds):
            raise SystemExit(f"{errors} answers were errors; a rate of errors says nothing")
        figures = {
            "feed_rps": round(statistics.median(one.rps for one in rounds)),
            "feed_p99_ms": round(statistics.median(one.p99_ms for one in rounds), 1),
            "own_feed_rps": round(load(address, [own], seconds=4).rps),
            "not_modified_rps_one_client": round(not_modified_rps(address, PUBLIC[0])),
            "events": events[0], "own_events": events[-1],
        }  # fmt: skip
        before = fetch(address + PUBLIC[0]).count("STATUS:CANCELLED")
        inside(data, CHANGE)
        changed = time.monotonic()
        while fetch(address + PUBLIC[0]).count("STATUS:CANCELLED") == before:
            if time.monotonic() - changed > 30:
                raise SystemExit("a change was not in the feed after half a minute")
            time.sleep(0.05)
        figures["seconds_until_changed"] = round(time.monotonic() - changed, 2)
    return figures


def main() -> int:
    """Measure in a data folder that is thrown away."""
    require_wrk()
    demo = network.folder(network.prepare(0))
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        figures = measure(Path(shutil.copytree(demo, Path(folder) / "data")))
    print(json.dumps({"bench": "feeds", "figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
