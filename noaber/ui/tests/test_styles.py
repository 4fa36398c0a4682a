# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from noaber.ui import css, paths, staticfinders
from noaber.ui.shapes import SHAPES

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(", re.I)


def test_the_style_sheet_fits_its_budget():
    assert len(gzip.compress(css.build().encode())) <= 60_000


def test_a_reading_page_fits_its_script_budget():
    scripts = [finders.find(name) for name in ("django_htmx/htmx-2.min.js", "ui/js/noaber.js")]
    weights = [len(gzip.compress(Path(str(script)).read_bytes())) for script in scripts]
    assert sum(weights) <= 40_000


def test_every_package_is_installed_and_in_its_layer():
    text = css.build()
    assert all(source.is_file() for source in css.sources())
    assert text.startswith("@layer reset, tokens, nlds, base, components, pages;")
    assert text.index("@layer nlds {") < text.index(".utrecht-button") < text.index(".trail")
    assert text.count("{") == text.count("}")


def test_nothing_is_asked_of_another_host():
    assert not re.findall(r"url\([^)]*//|@import", css.build())


def test_colours_are_tokens():
    for source in sorted(paths.CSS.glob("[1-8]*.css")):
        rules = [line for line in source.read_text().splitlines() if COLOUR.search(line) and "mask-image" not in line]
        assert [line for line in rules if "--focus" not in line] == [], source.name


def test_the_shapes_of_drawings_and_styles_are_the_same():
    text = (paths.CSS / "30-station.css").read_text()
    assert [kind for kind, path in SHAPES.items() if path not in text] == []


def test_comments_and_space_go():
    assert css.squeeze("/* a */ b {\n  color : red ;\n}\n") == "b{color : red}\n"


def test_only_what_is_allowed_is_found():
    assert finders.find("npm/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2")
    assert finders.find(staticfinders.STYLE_SHEET)
    for asked in ("npm/@utrecht/button-css/package.json", "npm/../package.json", "npm/", "package.json"):
        assert not staticfinders.NpmFinder().find(asked)


def test_everything_allowed_exists():
    listed = {name for name, _storage in staticfinders.NpmFinder().list([])}
    assert listed == {staticfinders.STYLE_SHEET, *staticfinders.ALLOWED}


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (paths.PROJECT / "package-lock.json").read_text()
