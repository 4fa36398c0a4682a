# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Citations in the forms that tools read (BibTeX, RIS, CSL-JSON) and that people read (APA, by citeproc)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils import timezone
from markupsafe import Markup

from noaber.knowledge.citation import Cited
from noaber.knowledge.models import Product
from noaber.knowledge.names import Name
from noaber.ui.languages import language

STYLE = Path(__file__).parent / "data" / "apa.csl"
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
T = Product.Type
# The sort of product → what it is in CSL, in RIS and in BibTeX.
SORTS: dict[str, tuple[str, str, str]] = {
    T.PUBLICATION: ("report", "RPRT", "techreport"),
    T.REPORT: ("report", "RPRT", "techreport"),
    T.ARTICLE: ("article-journal", "JOUR", "misc"),
    T.GUIDE: ("report", "RPRT", "techreport"),
    T.METHOD: ("report", "RPRT", "techreport"),
    T.EDUCATION_MODULE: ("document", "GEN", "misc"),
    T.TOOL: ("document", "GEN", "misc"),
    T.DOSSIER: ("webpage", "ELEC", "misc"),
    T.TOOLBOX: ("document", "GEN", "misc"),
    T.CASE: ("report", "RPRT", "techreport"),
    T.CURRICULUM: ("document", "GEN", "misc"),
    T.INTERIM_REPORT: ("report", "RPRT", "techreport"),
    T.ESSAY: ("article", "GEN", "misc"),
    T.COLUMN: ("post-weblog", "BLOG", "misc"),
    T.BOOK: ("book", "BOOK", "book"),
    T.WHITE_PAPER: ("report", "RPRT", "techreport"),
    T.THESIS: ("thesis", "THES", "misc"),
    T.PORTFOLIO: ("document", "GEN", "misc"),
    T.MINUTES: ("document", "GEN", "misc"),
    T.PRESENTATION: ("speech", "SLIDE", "misc"),
    T.TALKING_PICTURE: ("graphic", "ART", "misc"),
    T.CLIP: ("motion_picture", "VIDEO", "misc"),
    T.WEBINAR: ("motion_picture", "VIDEO", "misc"),
    T.WEBSITE: ("webpage", "ELEC", "misc"),
    T.POSTER: ("graphic", "ART", "misc"),
    T.PODCAST: ("broadcast", "SOUND", "misc"),
    T.VIDEO: ("motion_picture", "VIDEO", "misc"),
    T.WHAT_DID_NOT_WORK: ("report", "RPRT", "techreport"),
    T.OTHER: ("document", "GEN", "misc"),
}
# Signs that LaTeX takes for something else. Braces are counted by every reader of BibTeX, so they get a word.
LATEX = str.maketrans(
    {
        "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}", "`": "\\textasciigrave{}", "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#",
        "_": "\\_", "-": "{-}", "'": "{'}",
    }
)  # fmt: skip
# The library knows of no mark-up of our own: signs that mean something in HTML travel as signs that mean nothing.
HIDDEN = {"&": "\ue000", "<": "\ue001", ">": "\ue002", '"': "\ue003", "'": "\ue004"}
HIDE = str.maketrans({**HIDDEN})
SHOW = {HIDDEN["&"]: "&amp;", HIDDEN["<"]: "&lt;", HIDDEN[">"]: "&gt;", HIDDEN['"']: "&quot;", HIDDEN["'"]: "&#39;"}
_one_at_a_time = Lock()


def csl(cited: Cited) -> dict[str, Any]:
    """What CSL-JSON says of it."""
    item = {
        "id": cited.key, "type": SORTS[cited.type][0], "genre": cited.genre, "title": cited.title,
        "author": [_person(name) for name in cited.authors],
        "issued": {"date-parts": [[cited.year]]} if cited.year else None, "publisher": cited.publisher,
        "language": cited.lang, "version": cited.version, "abstract": cited.summary, "URL": cited.address,
        "keyword": ", ".join(cited.words),
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def _person(name: Name) -> dict[str, str]:
    if name.whole:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle}
    return {part: value for part, value in parts.items() if value}


def csl_json(many: Sequence[Cited]) -> str:
    return json.dumps([csl(cited) for cited in many], ensure_ascii=False, indent=2) + "\n"


def bibtex(many: Sequence[Cited]) -> str:
    return "\n".join(_entry(cited) for cited in many)


def _entry(cited: Cited) -> str:
    sort = SORTS[cited.type][2]
    house = "institution" if sort == "techreport" else "publisher"
    fields = {
        # Twice braced: capitals stay, and a house is nobody's first and last name.
        "author": " and ".join(_author(name) for name in cited.authors),
        "title": f"{{{latex(cited.title)}}}", "year": str(cited.year or ""), house: latex(cited.publisher),
        "type": latex(cited.genre), "version": latex(cited.version), "language": latex(cited.lang),
        "abstract": latex(cited.summary), "keywords": latex(", ".join(cited.words)),
        "url": cited.address.replace("{", "%7B").replace("}", "%7D"),
    }  # fmt: skip
    told = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{sort}{{{cited.key},\n" + ",\n".join(told) + "\n}\n"


def _author(name: Name) -> str:
    if name.whole:
        return f"{{{latex(name.family)}}}"
    # What has a comma or the word "and" within is one name all the same.
    family, given = latex(name.family), latex(name.given)
    last = (
        f"{name.particle} {{{family}}}".strip()
        if " " in family or "," in family
        else f"{name.particle} {family}".strip()
    )
    if "," in given or " and " in f" {given} ":
        given = f"{{{given}}}"
    return f"{last}, {given}" if given else f"{{{last}}}"


def latex(text: str) -> str:
    """A text as LaTeX shows it sign by sign."""
    return text.translate(LATEX)


def ris(many: Sequence[Cited]) -> str:
    return "".join(_record(cited) for cited in many)


def _record(cited: Cited) -> str:
    rows: list[tuple[str, str]] = [("TY", SORTS[cited.type][1]), ("ID", cited.key), ("TI", cited.title)]
    rows += [("AU", name.turned) for name in cited.authors]
    rows += [("PY", str(cited.year or "")), ("PB", cited.publisher), ("M3", cited.genre), ("ET", cited.version)]
    rows += [("LA", cited.lang), ("AB", cited.summary), *(("KW", word) for word in cited.words), ("UR", cited.address)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n\r\n"


def apa(cited: Cited) -> Markup:
    """One line of a reading list, in the language of the reader: safe to show, with the title in italics."""
    item = csl(cited)
    if "author" not in item:
        # Without a maker the title stands first; the library would say it a second time.
        item["author"] = [{"literal": item.pop("title")}]
    for part in ("abstract", "keyword", "language"):
        item.pop(part, None)
    if "issued" not in item:
        today = timezone.localdate()
        item["accessed"] = {"date-parts": [[today.year, today.month, today.day]]}
    return _apa(json.dumps(_hidden(item)), LOCALES.get(language(), "nl-NL"))


def apa_text(many: Iterable[Cited]) -> str:
    """The same without mark-up, one line each, by name."""
    lines = (apa(cited).striptags() for cited in many)
    return "".join(f"{line}\n" for line in sorted(lines, key=str.casefold))


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(HIDE)
    if isinstance(value, list):
        return [_hidden(one) for one in value]
    if isinstance(value, dict):
        return {name: _hidden(one) for name, one in value.items()}
    return value


@lru_cache(maxsize=4)
def _style(locale: str) -> Any:
    return CitationStylesStyle(str(STYLE), locale=locale, validate=False)


@lru_cache(maxsize=5_000)
def _apa(item: str, locale: str) -> Markup:
    with _one_at_a_time:
        made = CitationStylesBibliography(_style(locale), CiteProcJSON([json.loads(item)]), formatter.html)
        made.register(Citation([CitationItem(json.loads(item)["id"])]))
        line = str(made.bibliography()[0])
    for hidden, shown in SHOW.items():
        line = line.replace(hidden, shown)
    return Markup(line)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which citations are handed over."""

    name: str
    label: str
    mime: str
    write: Callable[[Sequence[Cited]], str]


FORMS: dict[str, Form] = {
    "bib": Form("bib", "BibTeX", "application/x-bibtex", bibtex),
    "ris": Form("ris", "RIS", "application/x-research-info-systems", ris),
    "json": Form("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    "txt": Form("txt", "APA", "text/plain", apa_text),
}
