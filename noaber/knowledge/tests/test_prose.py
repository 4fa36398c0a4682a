# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.knowledge.prose import difference, html_of, words_of


def test_a_little_mark_up():
    html = html_of("# Kop\n\nEen **vet** woord en [een link](https://example.org).\n\n- een\n- twee")
    assert "<h2>Kop</h2>" in html
    assert "<strong>vet</strong>" in html
    assert 'href="https://example.org" rel="nofollow noopener"' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "wicked",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        "<img src=x onerror=y>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(wicked):
    html = html_of(wicked)
    assert not re.search(r"<script|<img|href=.javascript", html)


@given(st.text(max_size=200))
def test_words_together_are_the_text(text):
    assert "".join(words_of(text)) == text


@given(st.text("ab \n<&", max_size=40), st.text("ab \n<&", max_size=40))
def test_a_difference_holds_both_texts(before, after):
    html = str(difference(before, after))
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", html)

    def said(gone, kept):
        text = re.sub(rf"<{gone}>.*?</{gone}>", "", html, flags=re.DOTALL)
        text = re.sub(rf"</?{kept}>", "", text).replace("<br>", "\n")
        return re.sub(r"\s+", "", text.replace("&lt;", "<").replace("&amp;", "&"))

    assert said("ins", "del") == re.sub(r"\s+", "", before)
    assert said("del", "ins") == re.sub(r"\s+", "", after)


def test_long_pieces_are_compared_whole():
    html = difference("a " * 3000, "b " * 3000)
    assert html.count("<del>") == html.count("<ins>") == 1
