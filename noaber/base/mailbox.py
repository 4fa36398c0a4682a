# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail delivery for a copy without a mail server: each mail becomes a file that the operator can read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Writes each mail to `<data>/post/` as one `.eml` file, newest last by name."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(settings.DATA_DIR) / "post"

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write every message; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._keep(message.message().as_bytes())
        return len(email_messages)

    def _keep(self, content: bytes) -> None:
        number = 1 + max((int(path.stem) for path in self.folder.glob("*.eml")), default=0)
        while True:
            try:
                # Several processes may write at once: a number that is taken is never written over.
                with (self.folder / f"{number:06d}.eml").open("xb") as file:
                    file.write(content)
                return
            except FileExistsError:
                number += 1


def read_folder(limit: int = 50) -> list[dict[str, str]]:
    """The newest mails in the folder, newest first: to, subject, date and text of each."""
    import email
    from email import policy

    folder = Path(settings.DATA_DIR) / "post"
    mails = []
    for path in sorted(folder.glob("*.eml"), reverse=True)[:limit]:
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(preferencelist=("plain",))
        mails.append(
            {
                "number": path.stem,
                "to": str(message["To"]),
                "subject": str(message["Subject"]),
                "date": str(message["Date"]),
                "text": str(body.get_content()) if body is not None else "",
            }
        )
    return mails
