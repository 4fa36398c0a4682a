# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""One style sheet out of many: our files and the NL Design System packages, in cascade layers, without a bundler."""

import re
from pathlib import Path

from noaber.ui import paths

LAYERS = "@layer reset, tokens, nlds, base, components, pages;\n"
NLDS = (
    "accordion",
    "alert",
    "breadcrumb-nav",
    "button",
    "checkbox",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "link",
    "pagination",
    "radio-button",
    "select",
    "skip-link",
    "table",
    "textarea",
    "textbox",
)
NOTICE = "/* NL Design System community components (@utrecht/*-css): EUPL-1.2, Frameless and Gemeente Utrecht. */\n"


def sources() -> list[Path]:
    """Every file the style sheet is made of, in order."""
    packages = [paths.NODE_MODULES / "@utrecht" / f"{name}-css" / "dist" / "index.css" for name in NLDS]
    return packages + sorted(paths.CSS.glob("*.css"))


def build() -> str:
    """The whole style sheet. A package that is not installed is left out: pages stay readable without it."""
    nlds, own = [], []
    for source in sources():
        if source.is_relative_to(paths.CSS):
            own.append(squeeze(source.read_text("utf-8")))
        elif source.is_file():
            nlds.append(squeeze(source.read_text("utf-8")))
    return LAYERS + NOTICE + "@layer nlds {\n" + "\n".join(nlds) + "}\n" + "\n".join(own)


def squeeze(text: str) -> str:
    """CSS without comments and needless white space."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).replace(";}", "}").strip() + "\n"
