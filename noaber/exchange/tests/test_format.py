# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.exchange import format as exchange
from noaber.exchange.format import Rejected, parse, read

GOOD = {"id": "x-1", "kind": "publication", "title": "Een titel"}


def why(record):
    with pytest.raises(Rejected) as rejection:
        read(parse(json.dumps(record).encode()) if not isinstance(record, bytes) else parse(record))
    return rejection.value.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"\xff\xfe{}", "not valid UTF-8"),
        (b"[]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"id": NaN}', "NaN is not JSON"),
        (b'{"id": 1e999}', "too large a number"),
        (b"[" * 100_000, "nested too deeply"),
        (b" " * 4_000_001, "longer than"),
        (b'{"id": "a", "kind": "news", "title": "a", "x": "\\ud800"}', "half a character"),
        (b'{"id": "a", "kind": "news", "title": "a\\u0000b"}', "NUL"),
        (b'{"id": "a", "kind": "news", "title": "t", "x\\u0000": 1}', "NUL"),
    ],
)
def test_a_line_that_is_no_record(line, reason):
    assert reason in why(line)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": None}, "no id"),
        ({"id": "  "}, "no id"),
        ({"id": 12}, "id is not a text"),
        ({"id": "x" * 201}, "longer than 200"),
        ({"kind": "recept"}, "unknown kind"),
        ({"kind": ["news"]}, "unknown kind"),
        ({"title": ""}, "no title"),
        ({"title": "   "}, "no title"),
        ({"title": {}}, "title is not a text"),
        ({"title": "x" * 501}, "title is longer"),
        ({"summary": 3}, "summary is not a text"),
        ({"themes": {"a": 1}}, "themes is not a list"),
        ({"authors": [1]}, "authors is not a list"),
        ({"year": "later"}, "year is not a year"),
        ({"year": True}, "year is not a year"),
        ({"year": 2020.5}, "year is not a year"),
        ({"year": 12}, "between 1000 and 2200"),
        ({"review_on": "morgen"}, "not a day"),
        ({"example": "ja"}, "not true or false"),
        ({"perspective": "koning"}, "known are resident"),
        ({"visibility": "secret"}, "known are public"),
        ({"type": "gedicht"}, "known are guide"),
    ],
)
def test_a_record_that_is_rejected_says_why(changes, reason):
    assert reason in why({**GOOD, **changes})


def test_a_backslash_and_the_letters_u0000_are_no_nul():
    assert read(parse(b'{"id": "a", "kind": "news", "title": "\\\\u0000"}')).fields["title"] == "\\u0000"


def test_what_is_nearly_right_is_taken_in_and_kept_as_it_was():
    record = {**GOOD, "year": "2020", "authors": "Saxion", "summary": None, "url": "doi:10.1/x"}
    item = read(record)
    assert (item.fields["year"], item.fields["authors"], item.fields["url"]) == (2020, ["Saxion"], "")
    assert "url is kept" in item.warnings[0]


@pytest.mark.parametrize(("kind", "mine"), exchange.KINDS.items())
def test_every_kind_has_a_place(kind, mine):
    item = read({**GOOD, "kind": kind})
    assert (item.kind, item.fields.get("type", "")) == mine


def test_the_order_of_keys_does_not_matter():
    assert exchange.fingerprint({"a": 1, "b": 2}) == exchange.fingerprint({"b": 2, "a": 1})


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    own=st.dictionaries(st.sampled_from("abc"), json_values),
    record=st.dictionaries(st.sampled_from("abcd"), json_values),
)
def test_whatever_the_record_it_comes_back_whole(own, record):
    back = exchange.restored(own, exchange.leftover(record, own))
    assert json.dumps(back, sort_keys=True) == json.dumps(record, sort_keys=True)


@given(st.binary(max_size=300))
def test_no_line_breaks_the_reader(line):
    with suppress(Rejected):
        read(parse(line))
