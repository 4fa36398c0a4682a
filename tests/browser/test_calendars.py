# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One calendar read by six programs: they must all see the same, also where the clock changes."""

import datetime as dt
import json
import subprocess

import icalendar
import ics
import pytest

from noaber.base.calendar import Moment, calendar, midnight
from noaber.base.testing import at
from noaber.base.testing_calendars import faults
from noaber.exchange.testing import serving
from tests.browser.server import node, script

Seen = set[tuple[str, str, str, str]]
CHANGED = at("2026-03-02 09:00")


def a_moment(uid, begins, ends, **more):
    told = {"title": f"Kenniscafé {uid}", "text": "Twee regels,\nmet; tekens", "place": "De Brink, Almelo"}
    return Moment(uid=f"{uid}@noaber", starts_at=at(begins), ends_at=at(ends), changed_at=CHANGED, **told | more)


MOMENTS = [
    a_moment("gewoon", "2026-04-16 19:30", "2026-04-16 21:30", url="https://noaber.example/bijeenkomsten/a/"),
    a_moment("najaar", "2026-10-25 01:30", "2026-10-25 04:30"),
    a_moment("voorjaar", "2027-03-28 01:30", "2027-03-28 04:30"),
    a_moment("nacht", "2026-10-24 22:00", "2026-10-25 10:00"),
    a_moment("twee keer", "2026-10-25 00:00", "2026-10-25 05:00", title="é" * 90),
    a_moment("afgezegd", "2026-05-07 10:00", "2026-05-07 12:00", cancelled=True, sequence=3),
    a_moment("hele dag", "2026-06-01 00:00", "2026-06-02 00:00", whole_days=True),
    a_moment("dagen over de klok", "2026-10-24 00:00", "2026-10-27 00:00", whole_days=True),
    a_moment("afgezegde dag", "2027-03-28 00:00", "2027-03-29 00:00", whole_days=True, cancelled=True),
]
TEXT = calendar("Bijeenkomsten", MOMENTS, url="https://noaber.example/bijeenkomsten/")


def told(value: dt.date) -> str:
    """A moment in the world's time, or a day."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")
    return value.isoformat()


MEANT: Seen = {
    (
        one.uid,
        *(told(when.date() if one.whole_days else when) for when in (one.starts_at, one.ends_at)),
        "CANCELLED" if one.cancelled else "CONFIRMED",
    )
    for one in MOMENTS
}


def test_the_calendar_has_no_faults():
    assert faults(TEXT) == []
    assert MOMENTS[7].ends_at == midnight(dt.date(2026, 10, 27))


def test_icalendar():
    events = icalendar.Calendar.from_ical(TEXT).walk("VEVENT")
    assert {(str(one["UID"]), told(one.start), told(one.end), str(one["STATUS"])) for one in events} == MEANT


def test_ics():
    def when(value, whole):
        return value.date().isoformat() if whole else told(value.datetime)

    seen = set()
    for one in ics.Calendar(TEXT).events:
        # It tells the last day of whole days as the midnight after it.
        seen.add((one.uid, when(one.begin, one.all_day), when(one.end, one.all_day), one.status))
    assert seen == MEANT


ICAL_JS = """
    const ICAL = require(process.argv[1]);
    const whole = new ICAL.Component(ICAL.parse(require('fs').readFileSync(0, 'utf8')));
    whole.getAllSubcomponents('vtimezone').forEach(zone => ICAL.TimezoneService.register(zone));
    const said = time => time.isDate ? time.toString() : time.toJSDate().toISOString().slice(0, 16) + 'Z';
    console.log(JSON.stringify(whole.getAllSubcomponents('vevent').map(event => new ICAL.Event(event)).map(event =>
        [event.uid, said(event.startDate), said(event.endDate), event.component.getFirstPropertyValue('status')])));
"""
NODE_ICAL = """
    const ical = require(process.argv[1]);
    const events = Object.values(ical.sync.parseICS(require('fs').readFileSync(0, 'utf8')));
    const day = time => [time.getFullYear(), time.getMonth() + 1, time.getDate()]
        .map(part => String(part).padStart(2, '0')).join('-');
    const said = time => time.dateOnly ? day(time) : time.toISOString().slice(0, 16) + 'Z';
    console.log(JSON.stringify(events.filter(event => event.type === 'VEVENT').map(event =>
        [event.uid, said(event.start), said(event.end), event.status])));
"""


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York"])
@pytest.mark.parametrize(("package", "code"), [("ical.js", ICAL_JS), ("node-ical", NODE_ICAL)])
def test_programs_of_node(package, code, zone):
    paths = {"ical.js": "ical.js/dist/ical.es5.min.cjs", "node-ical": "node-ical"}
    words = [node(), "-e", code, str(script(paths[package]))]
    # The clock of who reads is another one than ours.
    ran = subprocess.run(words, input=TEXT, capture_output=True, text=True, env={"TZ": zone})
    assert ran.returncode == 0, ran.stderr
    assert {tuple(row) for row in json.loads(ran.stdout)} == MEANT


KHAL = """
[calendars]
[[ours]]
path = {folder}/ours
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = ours
"""


def test_khal(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))
    (tmp_path / "feed.ics").write_bytes(TEXT.encode())
    base = ["khal", "-c", str(tmp_path / "khal.conf")]
    around = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def khal(*words):
        ran = subprocess.run([*base, *words], capture_output=True, text=True, env=around, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    khal("import", "--batch", "feed.ics")
    form = "{uid}|{start-long}|{end-long}|{status}"
    lines = khal("list", "--once", "--day-format", "", "--format", form, "2026-01-01", "600d").splitlines()
    assert {khal_row(line) for line in lines if line.strip()} == MEANT


def khal_row(line):
    """What khal says of an event: of whole days it tells the last of them."""
    uid, begins, ends, status = (part.strip() for part in line.split("|"))
    if "T" in begins:
        return uid, f"{begins}Z", f"{ends}Z", status.upper()
    return uid, begins, (dt.date.fromisoformat(ends) + dt.timedelta(days=1)).isoformat(), status.upper()


VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair ours]
a = "theirs"
b = "kept"
collections = null
[storage theirs]
{theirs}
[storage kept]
type = "filesystem"
path = "{folder}/kept/"
fileext = ".ics"
"""


@pytest.mark.parametrize(
    "theirs", ['type = "http"\nurl = "{address}/agenda.ics"', 'type = "singlefile"\npath = "{folder}/feed.ics"']
)
def test_vdirsyncer_copies_everything_once(tmp_path, theirs):
    over_http = "http" in theirs
    asked = []

    def answer(path, _arguments, _method):
        asked.append(path)
        return 200, {"Content-Type": "text/calendar; charset=utf-8"}, TEXT.encode()

    def sync(*words):
        base = ["vdirsyncer", "-c", str(tmp_path / "config"), "--verbosity", "DEBUG"]
        around = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        ran = subprocess.run([*base, *words], capture_output=True, text=True, env=around)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def kept():
        return {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in (tmp_path / "kept").iterdir()}

    (tmp_path / "kept").mkdir()
    (tmp_path / "feed.ics").write_bytes(TEXT.encode())
    with serving(answer) as address:
        source = theirs.format(folder=tmp_path, address=address)
        (tmp_path / "config").write_text(VDIRSYNCER.format(folder=tmp_path, theirs=source))
        sync("discover")
        first, files = sync("sync"), kept()
        second = sync("sync")
    assert first.count("Copying (uploading) item") == len(MOMENTS)
    assert "Copying" not in second
    assert "pdating" not in second
    assert kept() == files
    assert bool(asked) == over_http
    seen = set()
    for _changed, body in files.values():
        for one in icalendar.Calendar.from_ical(body).walk("VEVENT"):
            seen.add((str(one["UID"]), told(one.start), told(one.end), str(one["STATUS"])))
    # Of what comes over http it makes up names of its own, for feeds that have none.
    assert {one[1:] for one in seen} == {one[1:] for one in MEANT}
    assert over_http or seen == MEANT
