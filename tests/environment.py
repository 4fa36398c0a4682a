# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The surroundings of a test run, set before Django reads its settings (pytest loads this module first)."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Everything a copy keeps goes to a folder that is thrown away; nothing in the developer's own copy is touched.
_folder = tempfile.mkdtemp(prefix="noaber-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["NOABER_DATA"] = _folder
os.environ["NOABER_SECRET"] = "only for tests"
os.environ.setdefault("OMP_NUM_THREADS", "1")
for _name in ("NOABER_URL", "NOABER_MAIL", "NOABER_HOSTS", "NOABER_NAME", "NOABER_DEBUG"):
    os.environ.pop(_name, None)

# Where set-up gathers the static files; where it was not run, an empty folder does for tests.
(Path(__file__).resolve().parents[1] / ".cache/static").mkdir(parents=True, exist_ok=True)
