# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.questions.clientdata import findings, is_bsn, is_iban


def kinds(text):
    return [finding.kind for finding in findings(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Haar BSN is 111222333.", "bsn"),
        ("nummer 111 222 333", "bsn"),
        ("Bel 06-12345678", "phone"),
        ("Bel (053) 487 11 11", "phone"),
        ("+31 6 1234 5678", "phone"),
        ("mail jan.de.vries@voorbeeld.nl", "email"),
        ("Hij woont op 7511 AB 12", "address"),
        ("Kerkstraat 12a", "address"),
        ("NL91 ABNA 0417 1643 00", "iban"),
        ("geboren op 3 mei 2021", "birth"),
        ("12-03-1981", "birth"),
        ("Mevrouw de Vries heeft dementie", "health"),
        ("Wij kennen Piet Jansen al lang, hij is depressief.", "health"),
        ("Mohammed, 12 jaar, heeft adhd", "health"),
    ],
)
def test_finds_what_may_tell_who_it_is(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hoe bereik je jongeren met schulden op tijd?",
        "In 2024 AI gebruiken in de wijk",
        "Wat helpt mensen met dementie in Enschede?",
        "Op 14-03-2024 was de bijeenkomst. Er kwamen 123456789 mensen." if not is_bsn("123456789") else "",
        "De Wmo 2015 kost 1.500.000 euro",
        "",
    ],
)
def test_leaves_an_ordinary_question_alone(text):
    assert kinds(text) == []


@given(st.text(max_size=400))
def test_never_breaks_and_names_only_what_is_there(text):
    for finding in findings(text):
        assert finding.text in text
        assert finding.label


@given(st.integers(min_value=10_000_000, max_value=99_999_999), st.text(alphabet="abc ", max_size=20))
def test_every_number_that_passes_the_eleven_test_is_found(body, around):
    digits = f"{body:08d}"
    last = sum(int(d) * w for d, w in zip(digits, range(9, 1, -1), strict=True)) % 11
    if last < 10:
        number = f"{digits}{last}"
        assert is_bsn(number)
        # A number that also reads as a telephone number is found as that.
        assert {"bsn", "phone"} & set(kinds(f"{around} {number} {around}"))


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_one_other_digit_never_passes(digits):
    if is_bsn(digits):
        other = str((int(digits[0]) + 1) % 10) + digits[1:]
        assert not is_bsn(other)


def test_odd_input_is_no_number():
    assert not is_bsn("٠١٢٣٤٥٦٧٨")
    assert not is_bsn("000000000")
    assert not is_iban("NL00ABNA0417164300")


def test_one_number_is_one_finding():
    assert kinds("NL91 ABNA 0417 1643 00") == ["iban"]
