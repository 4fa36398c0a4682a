# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from noaber.ui import chrome


@pytest.mark.django_db
def test_the_style_guide_is_there(client):
    assert client.get("/-/ui/").status_code == 200
    assert client.get("/-/ui/?form=new").status_code == 200
    assert b"hits" in client.get("/-/ui/antwoorden/").content


def test_a_brand_is_a_style_sheet(client, monkeypatch):
    monkeypatch.setattr(chrome, "_brand", [{"twente": "#6b2d8b"}.get])
    monkeypatch.setattr(chrome, "_tokens", [])
    answer = client.get("/-/brand/twente.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert b"--brand: #6b2d8b" in answer.content
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert "immutable" in client.get("/-/brand/twente.css?v=6b2d8b").headers["Cache-Control"]
    assert client.get("/-/brand/twente.css?v=1").headers["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_an_unknown_brand_is_not_found(client, monkeypatch):
    monkeypatch.setattr(chrome, "_brand", [])
    assert client.get("/-/brand/nergens.css").status_code == 404


def test_the_page_for_our_own_mistakes_needs_nothing():
    assert "Er ging iets mis" in render_to_string("500.html", {})


@pytest.mark.parametrize("name", ["403.html", "404.html"])
def test_an_error_page_shows_a_way_on(name):
    template = engines["jinja2"].get_template(name)
    page = template.render({"reason": "Omdat het zo is."}, RequestFactory().get("/weg/"))
    assert "Omdat het zo is." in page
    assert "Naar de voorpagina" in page
