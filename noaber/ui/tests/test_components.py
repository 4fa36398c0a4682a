# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from noaber.base.paging import Page
from noaber.ui import samples

IMPORT = '{% import "ui/components.html" as ui with context %}'


@pytest.fixture
def draw():
    env = engines["jinja2"].env

    def _draw(source, **context):
        with translation.override("nl"):
            return env.from_string(IMPORT + source).render(request=None, **context)

    return _draw


def test_text_is_escaped(draw):
    assert draw("{{ word }}", word="<script>") == "&lt;script&gt;"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ui.station(bad, bad) }}",
        "{{ ui.button(bad, href=bad) }}{{ ui.button(bad, name=bad, value=bad) }}",
        "{{ ui.alert('info', bad, bad) }}",
        "{{ ui.breadcrumb([(bad, bad), (bad, none)]) }}",
        "{{ ui.chip(bad, bad) }}{{ ui.chips([(bad, bad)]) }}",
        "{{ ui.card(bad, bad, bad, bad, bad, bad, [bad]) }}",
        "{{ ui.empty(bad, bad, bad, bad) }}",
        "{{ ui.example(bad) }}{{ ui.file(bad, bad, bad, 10) }}",
        "{{ ui.ask_field(bad, bad, bad, 'x', suggest=bad) }}",
        "{{ ui.trail([{'kind': bad, 'label': bad, 'title': bad, 'href': bad, 'meta': bad}]) }}",
        "{{ ui.sources(bad, bad, bad) }}{{ ui.sources_wide({'text': bad, 'href': bad}, none, none) }}",
        "{{ ui.weights([{'label': bad, 'share': 3, 'text': bad, 'kind': 'vraag'}]) }}",
        "{{ ui.map([{'label': bad, 'href': bad, 'lon': 5, 'lat': 52, 'meta': bad}]) }}",
        "{{ ui.facets([{'name': 'a', 'label': bad, 'options': [{'value': bad, 'label': bad, 'count': 1}]}], '', '') }}",
        "{{ ui.progress(bad, 1, 2, bad) }}",
    ],
)
def test_no_component_lets_markup_through(draw, source):
    assert "<b>bad" not in draw(source, bad='<b>bad"onclick=')
    assert '"onclick=' not in draw(source, bad='<b>bad"onclick=')


@pytest.mark.parametrize("figures", [samples.FIGURES, samples.NOTHING, {}])
def test_the_loop_draws_any_figures(draw, figures):
    drawn = draw("{{ ui.loop(figures) }}", figures=figures)
    assert drawn.count('class="ring--') == 5
    assert 'role="img" aria-label="De lus nu: ' in drawn


def test_the_loop_counts_in_words(draw):
    drawn = draw("{{ ui.loop(figures) }}", figures={**samples.FIGURES, "question": 1})
    assert "1 vraag," in drawn
    assert "1.482 stukken kennis" in drawn
    assert "84 %" in drawn


def test_every_step_of_a_trail_has_a_word(draw):
    drawn = draw("{{ ui.trail(steps) }}", steps=samples._steps())
    assert drawn.count("trail__kind") == 6
    assert drawn.count("trail__step--open") == 1


def test_pages_around_this_one_are_links(draw):
    drawn = draw("{{ ui.pagination(page, 'q=geld&page=4') }}", page=Page([], 4, 20, 231))
    assert re.findall(r"page=(\d+)", drawn) == ["3", "1", "3", "5", "12", "5"]
    assert 'aria-current="page"' in drawn
    assert draw("{{ ui.pagination(page, '') }}", page=Page([], 1, 20, 3)).strip() == ""


def test_a_chosen_filter_links_to_its_absence(draw):
    drawn = draw("{{ ui.facets(facets, '/vind/', 'q=geld&kind=product') }}", facets=samples._facets())
    assert 'href="/vind/?q=geld" aria-current="true"' in drawn
    assert 'href="/vind/?q=geld&amp;kind=question"' in drawn


def test_a_field_in_error_says_so_to_everybody(draw):
    drawn = draw("{{ ui.errors(form) }}{{ ui.field(form.email) }}", form=samples.SampleForm({"email": "inge"}))
    assert 'href="#id_email"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_email_help id_email_error"' in drawn
    assert 'id="id_email_error"' in drawn


def test_groups_have_a_legend_and_a_label_for_every_choice(draw):
    drawn = draw("{{ ui.field(form.perspective) }}{{ ui.field(form.topics) }}", form=samples.SampleForm())
    assert drawn.count("<legend") == 2
    assert set(re.findall(r'label for="([^"]+)"', drawn)) == set(re.findall(r'<input[^>]* id="([^"]+)"', drawn))
    assert drawn.count('type="checkbox"') == 2


def test_the_field_works_without_script_and_suggests_with(draw):
    plain = draw("{{ ui.ask_field('/vind/', keep={'werkplaats': 'twente'}) }}")
    assert "hx-" not in plain
    assert '<input type="hidden" name="werkplaats" value="twente">' in plain
    assert 'data-hx-get="/mee/"' in draw("{{ ui.ask_field('/vind/', suggest='/mee/') }}")


@pytest.mark.parametrize("bound", [True, False])
def test_the_style_guide_shows_everything(draw, bound):
    source = '{% extends "ui/styleguide.html" %}'
    env = engines["jinja2"].env
    with translation.override("nl"):
        page = env.from_string(source).render(request=RequestFactory().get("/-/ui/"), **samples.context(bound=bound))
    assert "style=" not in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<h1") == 1
