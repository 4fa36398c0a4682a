# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A draft of Twente is seen by no door by an editor of another werkplaats, or by anybody without a role there."""

import json

import pytest
from django.test import Client

from noaber import search
from noaber.exchange.queries import records
from noaber.knowledge import draft_actions, file_actions
from noaber.knowledge.testing import archive, make_draft, make_published, make_review
from noaber.people.testing import make_person
from noaber.search.documents import SearchRequest

pytestmark = pytest.mark.django_db
SECRET = "Zilvervloot"


def test_an_editor_of_elsewhere_finds_no_door(twente, elsewhere, nadia, own_index, at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    zwolle = make_person(name="Zwaan", email="zwaan@example.org", role="editor", werkplaats=elsewhere)
    stranger = Client()
    stranger.force_login(zwolle, backend="django.contrib.auth.backends.ModelBackend")
    draft = make_draft(nadia, twente, title=f"{SECRET} een")
    file = file_actions.attach(draft, file=archive("docx"), description=SECRET, by=nadia, at=at).file
    review = make_review(nadia, twente, title=f"{SECRET} twee")
    public = make_published(nadia, twente, title="Openbaar")
    revision = draft_actions.revise(public, by=nadia, at=at)
    said = {**revision.facts, "summary": SECRET}
    draft_actions.save_draft(revision, facts=said, seen=0, by=nadia, at=at)
    paths = [f"/kennis/schrijven/{one.pk}/{end}" for one in (draft, review, revision)
             for end in ("", "tekst/", "stap/zeggen/", "stap/publiceren/", f"bestand/{file.pk}/")]  # fmt: skip
    address = public.get_absolute_url()
    paths += [f"{address}versie/2/", f"{address}bestand/{file.pk}/"]
    assert {stranger.get(path).status_code for path in paths} == {404}
    for path in (address, f"{address}versies/", "/kennis/", "/kennis/schrijven/", "/werkbank/", "/werkbank/logboek/",
                 f"/vind/?q={SECRET}", "/twente/"):  # fmt: skip
        page = stranger.get(path).content.decode()
        assert SECRET not in page.replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "") or "vind" in path
    search.catch_up()
    assert search.find(SearchRequest(text=SECRET, person_scope=("public", "members:zuyd"))).hits == []
    assert SECRET not in json.dumps(list(records()), default=str)
