# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the style guide shows: one example of every component, in every state."""

from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from noaber.base.paging import Page

FIGURES = {"question": 214, "agenda": 37, "project": 61, "knowledge": 1482, "effect": 129, "answered_pct": 84}
NOTHING = {"question": 0, "agenda": 0, "project": 0, "knowledge": 0, "effect": 0, "answered_pct": None}
PLACES = (
    ("Enschede", 6.894, 52.221),
    ("Maastricht", 5.69, 50.851),
    ("Groningen", 6.567, 53.219),
    ("Middelburg", 3.614, 51.5),
    ("Den Haag", 4.3, 52.078),
    ("Leeuwarden", 5.797, 53.201),
    ("Utrecht", 5.121, 52.091),
    ("Venlo", 6.168, 51.37),
)


class SampleForm(forms.Form):
    """Every kind of control."""

    title = forms.CharField(label=_("Je vraag in één zin"), help_text=_("Gewone woorden zijn goed."), max_length=200)
    text = forms.CharField(label=_("Wat speelt er?"), widget=forms.Textarea, required=False)
    email = forms.EmailField(label=_("Je e-mailadres"), help_text=_("Alleen om je antwoord te sturen."))
    region = forms.ChoiceField(label=_("Regio"), choices=[("", _("Kies een regio")), ("a", "Twente"), ("b", "Zuyd")])
    perspective = forms.ChoiceField(
        label=_("Je kijkt als"),
        widget=forms.RadioSelect,
        choices=[("resident", _("inwoner")), ("professional", _("professional")), ("policy", _("beleid"))],
    )
    topics = forms.MultipleChoiceField(
        label=_("Onderwerpen"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("a", _("geld en schulden")), ("b", _("wonen"))],
    )
    agree = forms.BooleanField(label=_("Er staan geen namen van anderen in mijn vraag"))


def context(*, bound: bool) -> dict[str, Any]:
    """Everything the style guide needs."""
    form = SampleForm({"email": "inge", "title": ""}) if bound else SampleForm()
    return {
        "figures": FIGURES,
        "nothing": NOTHING,
        "form": form,
        "hits": _hits(),
        "steps": _steps(),
        "facets": _facets(),
        "page": Page([], 4, 20, 231),
        "weights": _weights(),
        "points": [{"label": n, "href": "#kaart", "lon": lon, "lat": lat, "meta": n} for n, lon, lat in PLACES],
    }


def _hits() -> list[Thing]:
    marked = mark_safe("Eerder in beeld: <mark>jongeren</mark> met beginnende achterstanden")  # noqa: S308
    snippet = mark_safe("Wie met <mark>jongeren</mark> over geld praat, begint op school.")  # noqa: S308
    known = ["gaat over schulden", "ook gezocht op betalingsachterstand"]
    asked = ["23 mensen hebben deze vraag ook", "in behandeling bij 2 werkplaatsen"]
    doing = ["oefent nu op het mbo", "plek voor nieuwe deelnemers"]
    return [
        _hit("product", "Eerder in beeld", known, "Twente", 2024, title_marked=marked, snippet=snippet),
        _hit("question", "Wie vindt de 18-jarige die voor het eerst zorgpremie betaalt?", asked, "Venlo", None),
        _hit("project", "Netwerkcirkel Bestaanszekerheid", doing, "Enschede", 2026, example=True),
        _hit("meeting", "Kenniscafé over geld en jong zijn", [], "Hengelo", 2026),
    ]


def _hit(kind: str, title: str, why: list[str], place: str, year: int | None, **more: Any) -> Thing:
    basis = {"title_marked": "", "snippet": "", "summary": "", "example": False}
    return Thing(kind=kind, title=title, why=why, place=place, year=year, url="#antwoorden", **{**basis, **more})


def _steps() -> list[dict[str, Any]]:
    rows = (
        ("vraag", "Vraag", "“Ik hoor er niet meer bij sinds ik mijn rijbewijs kwijt ben”", "Heumen · mrt 2023"),
        ("agenda", "Agenda", "Eenzaamheid en sociaal isolement", "gekozen door 9 partners en 31 inwoners"),
        ("doen", "Leeratelier", "Ontmoeten op loopafstand", "4 leerrondes, 17 deelnemers"),
        ("kennis", "Kennis", "Praatplaat en handreiking", "ervaring, praktijk én onderzoek"),
        ("effect", "Toegepast", "6 wijkteams, 2 pasten het aan", "effectenarena, mei 2025"),
        ("vraag", "Nieuwe vraag", "Wat als ontmoeten juist te druk is?", "Ede · wacht op meedenkers"),
    )
    steps = [{"kind": k, "label": label, "title": t, "meta": m, "href": "#spoor"} for k, label, t, m in rows]
    return [*steps[:5], {**steps[5], "open": True, "href": ""}]


def _facets() -> list[dict[str, Any]]:
    kinds = [("product", "Kennis", 482, True), ("question", "Vragen", 214, False), ("project", "Bezig", 61, False)]
    years = [(str(year), str(year), 2030 - year, False) for year in range(2026, 2014, -1)]
    return [
        {"name": name, "label": label, "options": [_option(*row) for row in rows]}
        for name, label, rows in (("kind", "Soort", kinds), ("year", "Jaar", years))
    ]


def _option(value: str, label: str, count: int, active: bool) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count, "active": active}


def _weights() -> list[dict[str, Any]]:
    rows = (
        ("vraag", "Inwoners", 92, "1e"),
        ("doen", "Professionals", 78, "2e"),
        ("agenda", "Beleid", 44, "6e"),
        ("kennis", "Onderzoek", 61, "3e"),
        ("effect", "Onderwijs", 0, "–"),
    )
    return [{"kind": kind, "label": label, "share": share, "text": text} for kind, label, share, text in rows]
