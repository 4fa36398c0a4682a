# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages: prose. For now news items; editors' pages come with Wagtail."""
