# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Education modules, and what a participant keeps of them for themself."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from noaber.base import clock
from noaber.base.testing import at_once
from noaber.base.verdicts import Refused
from noaber.knowledge import draft_actions, learned_actions, learned_queries, review_actions
from noaber.knowledge.learned_models import Learned
from noaber.knowledge.models import Product, Version
from noaber.knowledge.modules import frameworks, module_of, plain_number
from noaber.knowledge.own_data_actions import KnowledgeHolder
from noaber.knowledge.testing import make_draft, make_published
from noaber.ledger.models import Entry

NOW = clock.now()
FILLED = {
    "goals": "Je luistert zonder oordeel\n- Je herkent schulden", "level": "hbo", "nlqf": "6", "hours": "28",
    "ec": "1,5",
    "tasks": ["functioneren"], "stage": "vakbekwaam", "own": "Samenwerken met bewoners",
    "title-0": "Meelopen", "form-0": "practice", "hours-0": "2,5", "material-0": "https://example.org/a",
    "title-1": "Terugkijken", "form-1": "meeting", "hours-1": "", "material-1": "",
}  # fmt: skip


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(version):
    return f"/kennis/schrijven/{version.pk}/module/"


@pytest.fixture
def draft(twente, nadia):
    return make_draft(nadia, twente, type="education_module")


@pytest.fixture
def module(twente, nadia):
    said = {
        "goals": ["Luisteren"],
        "hours": 28.0,
        "sessions": [{"title": "Meelopen", "hours": 2.5}, {"title": "Praten"}],
    }
    return make_published(nadia, twente, type="education_module", module=said)


@pytest.mark.django_db
def test_what_is_filled_in_stands_on_the_page_and_for_machines(client, draft, nadia, carla):
    signed_in(client, nadia)
    assert client.post(page(draft), {**FILLED, "seen": draft.saved})["Location"] == f"/kennis/schrijven/{draft.pk}/"
    draft.refresh_from_db()
    assert "Je herkent schulden" in client.get(f"/kennis/schrijven/{draft.pk}/").content.decode()
    assert 'value="2,5"' in client.get(page(draft)).content.decode()
    review_actions.ask_review(draft, by=nadia, at=NOW)
    product = review_actions.publish(draft, by=carla, at=NOW)
    client.logout()
    shown = client.get(product.get_absolute_url()).content.decode()
    words = ["hbo, NLQF 6", "28 uur, 1,5 EC", "bevorderen van sociaal functioneren", "vakbekwaam", "Meelopen"]
    words += ["opdracht in de praktijk, 2,5 uur", "Landelijk Opleidingsdocument", 'href="https://example.org/a"']
    assert [word for word in words if word not in shown] == []
    start = shown.index('<script type="application/ld+json"')
    graph = json.loads(shown[shown.index(">", start) + 1 : shown.index("</script>", start)])["@graph"]
    (node,) = [one for one in graph if "teaches" in one]
    assert node["@type"] == ["LearningResource", "Course"]
    assert node["timeRequired"] == "PT1680M"
    assert [part["name"] for part in node["hasPart"]] == ["Meelopen", "Terugkijken"]


@pytest.mark.django_db
def test_the_text_form_and_a_new_version_keep_the_module_and_the_difference_reads(client, module, nadia):
    again = draft_actions.revise(module, by=nadia, at=NOW)
    assert again.facts["module"]["goals"] == ["Luisteren"]
    signed_in(client, nadia)
    sent = {
        **{name: value for name, value in again.facts.items() if isinstance(value, str)},
        "seen": "0",
        "title": "Ander",
    }
    assert client.post(f"/kennis/schrijven/{again.pk}/tekst/", sent).status_code == 302
    again.refresh_from_db()
    assert again.facts["module"]["goals"] == ["Luisteren"]
    client.post(page(again), {**FILLED, "seen": again.saved})
    told = client.get(f"/kennis/schrijven/{again.pk}/").content.decode()
    assert "Leerdoel:" in told
    assert "(bijeenkomst)" in told


@pytest.mark.django_db
def test_two_who_fill_in_the_same_module_see_each_other(client, draft, nadia, carla):
    seen = draft.saved
    signed_in(client, nadia)
    client.post(page(draft), {**FILLED, "seen": seen})
    signed_in(client, carla)
    answer = client.post(page(draft), {**FILLED, "goals": "Iets anders", "seen": seen}).content.decode()
    assert "Je herkent schulden" in answer
    assert "Iets anders" in answer
    draft.refresh_from_db()
    assert f'name="seen" value="{draft.saved}"' in answer
    client.post(page(draft), {**FILLED, "goals": "Iets anders", "seen": draft.saved})
    draft.refresh_from_db()
    assert draft.facts["module"]["goals"] == ["Iets anders"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"hours": "veel"}, "Schrijf een getal"), ({"ec": "-1"}, "vanaf 0"), ({"hours": "1e9"}, "te groot"),
        ({"title-0": ""}, "Schrijf hoe deze sessie heet"), ({"hours-0": "2,555"}, "Hoogstens twee"),
        ({"hours": "NaN"}, "Schrijf een getal"), ({"level": "x" * 50}, "x" * 10),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(client, draft, nadia, wrong, told):
    answer = signed_in(client, nadia).post(page(draft), {**FILLED, **wrong, "seen": draft.saved})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert "Je herkent schulden" in answer.content.decode()
    assert "module" not in Version.objects.get(pk=draft.pk).facts


def test_competences_have_a_source():
    for framework in frameworks().values():
        assert framework.source.startswith("https://")
        assert len(framework.items) == 3
    assert module_of({}) is None
    assert [plain_number(one) for one in (28.0, 2.5, 0.25)] == ["28", "2,5", "0,25"]


# ── What I learned ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_what_somebody_did_is_kept_for_them_alone(client, module, pieter, nadia):
    signed_in(client, pieter)
    sent = {
        "session": "Meelopen",
        "done_on": "2026-03-01",
        "hours": "2,5",
        "learned": "Vragen <b>stellen</b>",
        "submission": "a",
    }
    for _twice in range(2):
        assert client.post(f"/kennis/{module.slug}/gedaan/", sent)["Location"] == "/kennis/wat-ik-leerde/"
    kept = Learned.objects.get()
    shown = client.get("/kennis/wat-ik-leerde/").content.decode()
    assert "Vragen &lt;b&gt;stellen&lt;/b&gt;" in shown
    assert "samen 2,5 uur" in shown
    assert "Vragen" not in str(list(Entry.objects.values()))
    assert client.post(f"/kennis/wat-ik-leerde/{kept.pk}/", {**sent, "learned": "Zwijgen"}).status_code == 302
    assert Learned.objects.get().learned == "Zwijgen"
    (told,) = json.loads(client.get("/kennis/wat-ik-leerde/mee.json").content)["learned"]
    assert (told["module"], told["hours"], told["learned"]) == (module.title, 2.5, "Zwijgen")
    assert client.get("/kennis/wat-ik-leerde/mee.xls").status_code == 404
    other = signed_in(client, nadia)
    assert "Zwijgen" not in other.get("/kennis/wat-ik-leerde/").content.decode()
    assert other.get(f"/kennis/wat-ik-leerde/{kept.pk}/").status_code == 404
    other.post(f"/kennis/wat-ik-leerde/{kept.pk}/weg/")
    assert Learned.objects.exists()
    with pytest.raises(Refused):
        learned_actions.change(kept, learned="x", by=nadia, at=NOW)
    signed_in(client, pieter).post(f"/kennis/wat-ik-leerde/{kept.pk}/weg/")
    assert not Learned.objects.exists()


@pytest.mark.django_db
def test_a_day_to_come_is_no_day(client, module, pieter):
    answer = signed_in(client, pieter).post(
        f"/kennis/{module.slug}/gedaan/", {"done_on": "2099-01-01", "learned": "Toch"}
    )
    assert "al geweest" in answer.content.decode()
    assert "Toch" in answer.content.decode()


@pytest.mark.django_db
def test_it_stays_when_the_module_goes(client, module, pieter):
    kept = learned_actions.keep(module, done_on=dt.date(2026, 3, 1), by=pieter, at=NOW)
    Product.objects.filter(pk=module.pk).delete()
    signed_in(client, pieter)
    assert module.title in client.get("/kennis/wat-ik-leerde/").content.decode()
    assert client.get(f"/kennis/wat-ik-leerde/{kept.pk}/").status_code == 200


@pytest.mark.django_db
def test_own_data_have_it_and_erase_it(module, pieter):
    learned_actions.keep(module, done_on=dt.date(2026, 3, 1), learned="Veel", by=pieter, at=NOW)
    assert KnowledgeHolder().export(pieter)["learned"][0]["learned"] == "Veel"
    KnowledgeHolder().erase(pieter, by=None, at=NOW)
    assert not Learned.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_kept_once(module, pieter):
    at_once(*(
        lambda: learned_actions.keep(module, done_on=dt.date(2026, 3, 1), submission="a", by=pieter, at=NOW)
        for _both in range(2)
    ))  # fmt: skip
    assert Learned.objects.count() == 1


@pytest.mark.django_db
def test_a_sheet_computes_nothing(module, pieter):
    bad = '=HYPERLINK("http://x")'
    learned_actions.keep(module, done_on=dt.date(2026, 3, 1), session="+1", learned=bad, by=pieter, at=NOW)
    text = learned_queries.as_csv(pieter)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][1] == "'+1"
    assert rows[1][4] == f"'{bad}"


@given(some.text())
def test_no_cell_begins_with_a_sum(text):
    assert not learned_queries.harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert learned_queries.harmless(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.django_db
def test_a_licence_is_chosen_or_said_in_own_words(client, draft, nadia):
    signed_in(client, nadia)
    address = f"/kennis/schrijven/{draft.pk}/tekst/"
    texts = {name: value for name, value in draft.facts.items() if isinstance(value, str)}
    sent = {**texts, "licence": "own", "licence_words": "", "seen": draft.saved}
    assert "Schrijf wat anderen ermee mogen doen." in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "licence_words": "Met bronvermelding"}).status_code == 302
    draft.refresh_from_db()
    assert draft.facts["licence"] == "Met bronvermelding"
    assert 'value="Met bronvermelding" selected' in client.get(address).content.decode()


@pytest.mark.django_db
def test_the_page_links_its_licence(client, module):
    shown = client.get(module.get_absolute_url()).content.decode()
    assert 'rel="license"' in shown
    assert '"license":"https://creativecommons.org/licenses/by/4.0/"' in shown.replace('": "', '":"')
