# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of newsletters: reading, subscribing, and keeping."""
