# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The web application; with NOABER_WORKER=1 the worker runs beside it in a thread."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
application = get_wsgi_application()

if os.environ.get("NOABER_WORKER") == "1":
    from noaber.base import worker

    worker.start_thread()
