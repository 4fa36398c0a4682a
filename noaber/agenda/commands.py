# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber recount`."""

import argparse
import sys
import zipfile
from pathlib import Path

from django.utils import translation

from noaber.agenda import recount as counting
from noaber.agenda.ballot_files import Unreadable

LARGEST = 100 * 1024 * 1024


def recount(options: argparse.Namespace) -> int:
    """Compute a round again from its files alone. 0: the outcome is the same; 1: it is not; 2: cannot be read."""
    path = Path(options.folder)
    try:
        with translation.override("en"):
            found = counting.differences(_files(path))
    except (Unreadable, OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        print(f"noaber recount: cannot read {path}: {error}", file=sys.stderr)
        return 2
    for line in found:
        print(line)
    print("The outcome is NOT what the ballots give." if found else "The outcome is what the ballots give.")
    return 1 if found else 0


def _files(path: Path) -> dict[str, str]:
    """Name → text of every file in a folder, or in a zip file as it was downloaded."""
    if path.is_dir():
        return {one.name: one.read_text("utf-8-sig") for one in sorted(path.iterdir()) if one.is_file()}
    with zipfile.ZipFile(path) as zipped:
        if sum(one.file_size for one in zipped.infolist()) > LARGEST:
            raise Unreadable("it is larger than any round")
        names = {Path(one).name: one for one in zipped.namelist() if not one.endswith("/")}
        return {name: zipped.read(one).decode("utf-8-sig") for name, one in names.items()}
