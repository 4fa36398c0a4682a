# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports about mails of ours: who they were for is not mailed in vain, or against their will, again."""

from noaber.base import reports, troubles
from noaber.base.incoming import Letter
from noaber.base.models import OutgoingMail

PURPOSE = "terug"


def take(letter: Letter) -> None:
    """Note what a mail server says about one of our mails; anything else that comes to its address says nothing."""
    report = reports.read(letter.message)
    sent = OutgoingMail.objects.filter(pk=letter.number).exclude(to="").first()
    if report is not None and sent is not None and report.what != "delayed":
        troubles.note(sent.to, report.what, said=report.said, at=letter.at)
