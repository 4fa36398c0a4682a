# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from noaber.search.testing import by_words, own_index, shelf  # noqa: F401
