# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the look finds its own files and the packages that npm brought."""

from pathlib import Path

UI = Path(__file__).resolve().parent
PROJECT = UI.parent.parent
NODE_MODULES = PROJECT / "node_modules"
CSS = UI / "styles"
