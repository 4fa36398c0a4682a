# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every followed entry is told exactly once: whatever crashes in between, commits late, or works at the same time."""

import re
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.base import mail
from noaber.base.models import OutgoingMail
from noaber.base.testing import at as moment
from noaber.base.testing import at_once
from noaber.following import digest_tasks, follow_actions, spread_tasks
from noaber.following.models import News, Notice, Pace
from noaber.following.testing import bricks, make_follow, paint, spread_all, tell_all
from noaber.people.testing import make_person, make_werkplaats

BRICKS = ["a", "b", "c"]
PEOPLE = ["een@example.org", "twee@example.org"]
ADDRESSES = [*PEOPLE, "drie@example.org"]
ITEM = re.compile(r"^Steen (\w+)\.\n\S+\n((?:\* .*\n)+)", re.M)


class Crash(BaseException):
    """The process is gone: nothing catches this."""


@contextmanager
def crash_at(statement):
    """Be gone at this statement, counted from here; statements of 0 and those never reached do nothing."""
    left = [statement]

    def run(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] == 0:
            raise Crash
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        try:
            yield
        except Crash:
            pass


@contextmanager
def crash_in_mail(number):
    """Be gone while this mail of a batch is made, counted from here: between two statements."""
    left, whole = [number], mail.compose

    def compose(**parts):
        left[0] -= 1
        if left[0] == 0:
            raise Crash
        return whole(**parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail, "compose", compose)
        try:
            yield
        except Crash:
            pass


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """Several batches, and several followers and entries in each."""
    monkeypatch.setattr(spread_tasks, "ENTRIES", 3)
    monkeypatch.setattr(digest_tasks, "FOLLOWERS", 3)
    monkeypatch.setattr(digest_tasks, "TOGETHER", 2)


def told():
    """How often each address was told of each brick, in all digests together."""
    counted = Counter()
    for sent in OutgoingMail.objects.filter(key__startswith="digest:"):
        for ref, lines in ITEM.findall(sent.text):
            counted[sent.to, ref] += lines.count("* ") + sum(
                int(times) - 1 for times in re.findall(r"\((\d+) keer\)", lines)
            )
    return counted


def all_of_it(at):
    """Spread what is new, and tell it when its week is over."""
    spread_all(at)
    tell_all(at + timedelta(days=9))


paints = st.tuples(st.just("paint"), st.sampled_from(BRICKS), st.sampled_from([None, *PEOPLE]))
works = st.tuples(st.just("work"), st.integers(0, 60), st.none())
mails = st.tuples(st.just("write"), st.integers(1, 4), st.none())
waits = st.tuples(st.just("wait"), st.integers(1, 90), st.none())
chooses = st.tuples(st.just("pace"), st.sampled_from(ADDRESSES), st.sampled_from([Pace.ONCE, Pace.DAILY, Pace.WEEKLY]))
follows = st.tuples(st.just("follow"), st.sampled_from(ADDRESSES), st.sampled_from([*BRICKS, "werkplaats", "stop"]))


class Story:
    """What happens, and who should hear of what."""

    def __init__(self, wall):
        self.now = moment()
        self.persons = {email: make_person(email=email) for email in PEOPLE}
        self.place = make_werkplaats("twente")
        self.follows = {}
        self.expected = Counter()
        for ref in BRICKS:
            # One of them is of no werkplaats.
            wall.lay(ref, werkplaats="" if ref == "c" else "twente")

    def paint(self, ref, email):
        paint(ref, by=self.persons.get(email), at=self.now)
        for address in ADDRESSES:
            hears = {ref, "werkplaats"} if ref != "c" else {ref}
            if address != email and hears & self.follows.get(address, {}).keys():
                self.expected[address, ref] += 1

    def follow(self, address, what):
        mine = self.follows.setdefault(address, {})
        if what == "stop":
            # Everything is told first: what one stops following in between is not told.
            all_of_it(self.now)
            self.now += timedelta(days=9)
            while mine:
                follow_actions.unfollow(mine.popitem()[1], by=None, at=self.now)
            return
        # What happened before is no news.
        self.now += timedelta(minutes=1)
        key = f"werkplaats:{self.place.ref}" if what == "werkplaats" else f"brick:{what}"
        mine[what] = make_follow(key, address, by=self.persons.get(address), at=self.now)

    def pace(self, address, pace):
        for follow in list(self.follows.get(address, {}).values())[:1]:
            follow_actions.choose_paces(follow.follower, kinds={"brick": pace}, werkplaatsen={}, by=None, at=self.now)

    def work(self, statement, _none):
        with crash_at(statement):
            tell_all(self.now)

    def write(self, number, _none):
        with crash_in_mail(number):
            tell_all(self.now)

    def wait(self, hours, _none):
        self.now += timedelta(hours=hours)


@pytest.mark.django_db
@settings(max_examples=60)
@given(steps=st.lists(st.one_of(paints, paints, works, works, mails, waits, chooses, follows), min_size=5, max_size=25))
def test_everything_is_told_exactly_once_whatever_crashes(steps):
    with transaction.atomic(), bricks() as wall:
        story = Story(wall)
        story.follow(ADDRESSES[0], "a")
        story.follow(ADDRESSES[2], "werkplaats")
        for name, one, other in steps:
            getattr(story, name)(one, other)
            assert not told() - story.expected
        all_of_it(story.now)
        assert told() == story.expected
        assert not News.objects.exists()
        assert not Notice.objects.filter(told_at__isnull=True).exists()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_crash_at_each_statement_in_turn_loses_nothing(wall, at):
    """The control of the story above: every place where a crash can be, one by one."""
    for ref in ("a", "b"):
        make_follow(wall.lay(ref), at=at)
        make_follow(f"brick:{ref}", "ook@example.org", at=at)
    for statement in range(1, 200):
        for ref in ("a", "b"):
            paint(ref, at=at)
        crashed = []
        with crash_at(statement):
            crashed.append(True)
            all_of_it(at)
            crashed.clear()
        all_of_it(at)
        assert set(told().values()) == {statement}
        if not crashed:
            break
    assert statement > 20
    assert not crashed


@pytest.mark.django_db
def test_a_crash_in_each_mail_of_a_batch_loses_nothing(wall, at):
    wall.lay("a")
    for number in range(5):
        make_follow("brick:a", f"lezer{number}@example.org", at=at)
    # Three followers at a time, of whom two together: what stands when the process is gone in each of the five mails.
    for number, stands in enumerate((0, 0, 2, 3, 3, 5), start=1):
        paint("a", at=at)
        before, crashed = sum(told().values()), []
        with crash_in_mail(number):
            crashed.append(True)
            all_of_it(at)
            crashed.clear()
        assert sum(told().values()) - before == stands
        all_of_it(at)
        assert set(told().values()) == {number}
    assert not crashed


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_told_too(wall, at):
    """On PostgreSQL a lower number may appear after a higher one was told already. SQLite writes one at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    for ref in ("vroeg", "laat"):
        make_follow(wall.lay(ref), at=at)
    written, commit = threading.Event(), threading.Event()
    numbers = []

    def slowly():
        with transaction.atomic():
            numbers.append(paint("laat", at=at).pk)
            written.set()
            commit.wait(20)
        connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    assert written.wait(20)
    numbers.append(paint("vroeg", at=at).pk)
    all_of_it(at)
    assert told() == {("lotte@example.org", "vroeg"): 1}
    commit.set()
    slow.join(20)
    all_of_it(at + timedelta(days=7))
    all_of_it(at + timedelta(days=14))
    assert numbers == sorted(numbers)
    assert told() == {("lotte@example.org", "vroeg"): 1, ("lotte@example.org", "laat"): 1}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_it_once(wall, at):
    wall.lay("a")
    for number in range(30):
        make_follow("brick:a", f"lezer{number}@example.org", at=at)
    for _n in range(3):
        paint("a", at=at)
    at_once(*[lambda: all_of_it(at)] * 3)
    all_of_it(at)
    assert told() == {(f"lezer{number}@example.org", "a"): 3 for number in range(30)}


@pytest.mark.django_db(transaction=True)
def test_following_twice_at_the_same_moment_is_once(wall, at):
    wall.lay("a")
    at_once(*[lambda: make_follow("brick:a", at=at)] * 4)
    tell_all(at)
    paint("a", at=at + timedelta(hours=1))
    all_of_it(at)
    assert told() == {("lotte@example.org", "a"): 1}
