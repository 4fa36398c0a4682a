# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Static files that are not in the repository: npm packages by name, and the style sheet that we put together.

Only what ALLOWED names is ever served. Both kinds are copied to one folder of real files
(.cache/gathered), because WhiteNoise and collectstatic want paths.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from noaber.ui import css, paths

STYLE_SHEET = "ui/noaber.css"
_FONT = "atkinson-hyperlegible-next-{}-wght-{}.woff2"
_FONTS = [_FONT.format(subset, style) for subset in ("latin", "latin-ext") for style in ("normal", "italic")]
_FONT_PACKAGE = "@fontsource-variable/atkinson-hyperlegible-next"
ALLOWED: dict[str, str] = {
    **{f"npm/fonts/{name}": f"{_FONT_PACKAGE}/files/{name}" for name in _FONTS},
    "npm/fonts/LICENSE.txt": f"{_FONT_PACKAGE}/LICENSE",
}


def folder() -> Path:
    """Where the gathered files live; a read-only project falls back to a temporary folder."""
    wanted = paths.PROJECT / ".cache" / "gathered"
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        return wanted
    except OSError:
        fallback = Path(tempfile.gettempdir()) / "noaber-static"
        fallback.mkdir(parents=True, exist_ok=True)
        return fallback


def gather() -> Path:
    """Put every allowed file in the folder, writing only what changed; gives the folder."""
    target = folder()
    _write(target / STYLE_SHEET, css.build().encode())
    for name, source in ALLOWED.items():
        origin = paths.NODE_MODULES / source
        if origin.is_file() and not (target / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target / name)
    return target


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(path)


class NpmFinder(BaseFinder):
    """Finds the style sheet and the allowed files of npm packages."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self._storage: FileSystemStorage | None = None

    @property
    def storage(self) -> FileSystemStorage:
        if self._storage is None:
            self._storage = FileSystemStorage(location=str(gather()))
        return self._storage

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != STYLE_SHEET and path not in ALLOWED:
            return []
        if settings.DEBUG and path == STYLE_SHEET:
            gather()
        found = Path(self.storage.location) / path
        if not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        patterns = list_of(ignore_patterns)
        for path in (STYLE_SHEET, *ALLOWED):
            if not matches_patterns(path, patterns) and self.storage.exists(path):
                yield path, self.storage


def list_of(patterns: Iterable[str] | None) -> list[str]:
    return [*(patterns or ())]
