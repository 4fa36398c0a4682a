# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m noaber` is the `noaber` command."""

import sys

from noaber.config.command import main

sys.exit(main())
