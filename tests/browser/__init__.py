# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What needs a browser: every page type in Chromium, against the real server with the demo network."""
