# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Issues, and each on its way to each subscription."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from noaber.base.lifecycle import Lifecycle
from noaber.newsletters.blocks import IssueBody
from noaber.newsletters.models import Newsletter, Subscription


class State(models.TextChoices):
    """How far an issue is."""

    DRAFT = "draft", _("concept")
    PLANNED = "planned", _("gepland")
    SENDING = "sending", _("wordt verstuurd")
    SENT = "sent", _("verstuurd")


LIFECYCLE = Lifecycle(
    {
        State.DRAFT: {State.PLANNED, State.SENDING},
        State.PLANNED: {State.DRAFT, State.SENDING},
        State.SENDING: {State.SENT},
        State.SENT: set(),
    }
)
PUBLIC = (State.SENDING, State.SENT)
# Who knows how an issue looks; handed over when everything is loaded.
_preview: list[Callable[[Issue, str], tuple[str, dict[str, Any]]]] = []


def preview_with(shown: Callable[[Issue, str], tuple[str, dict[str, Any]]]) -> None:
    """Hand over what gives the template and the context of a preview."""
    _preview[:] = [shown]


class Issue(PreviewableMixin, models.Model):
    """One mail to a whole list, and a page in the archive. Once it goes out, what stands in it does not change."""

    KIND: ClassVar[str] = "issue"
    ref = models.CharField(max_length=40, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.PROTECT, related_name="issues", verbose_name=_("nieuwsbrief")
    )
    title = models.CharField(
        _("onderwerp"), max_length=150, help_text=_("Dit staat in de lijst met mails, en boven de nieuwsbrief.")
    )
    lead = models.CharField(
        _("eerste zin"), max_length=250, blank=True, help_text=_("Mailprogramma’s laten hem zien naast het onderwerp.")
    )
    body = StreamField(IssueBody(), blank=True, verbose_name=_("inhoud"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT, editable=False)
    send_at = models.DateTimeField(_("versturen op"), null=True, blank=True, editable=False)
    # What stands in it, looked up when it was sent.
    parts = models.JSONField(default=list, blank=True, editable=False)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Up to which subscription the deliveries are written, and when all of them were.
    filled_to = models.BigIntegerField(default=0, editable=False)
    filled_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    class Meta:
        ordering = ("-begun_at", "-pk")
        verbose_name = _("nieuwsbrief")
        verbose_name_plural = _("nieuwsbrieven")
        constraints = (
            models.CheckConstraint(condition=~Q(state="planned") | Q(send_at__isnull=False), name="issue_planned_when"),
            models.CheckConstraint(
                condition=~Q(state__in=("sending", "sent")) | Q(begun_at__isnull=False), name="issue_begun"
            ),
        )
        indexes = (models.Index(fields=["state", "send_at"], name="issue_due"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("issue_detail", args=[self.newsletter.slug, self.slug])

    @property
    def lang(self) -> str:
        return self.newsletter.lang

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [
            ("mail", _("Mail, licht")),
            ("mail-dark", _("Mail, donker")),
            ("text", _("Mail, alleen tekst")),
            ("web", _("Webpagina")),
        ]

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return _preview[0](self, mode_name)[0]

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return _preview[0](self, mode_name)[1]

    def get_full_url(self) -> str:
        """A preview is drawn as if it stood in the editors’ house: a mail brings its own style along."""
        return f"{settings.SITE_URL}/beheer/"

    full_url = property(get_full_url)


class Delivery(models.Model):
    """An issue on its way to one subscription."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("wacht")
        HANDED = "handed", _("overgedragen, antwoord onbekend")
        SENT = "sent", _("aangenomen")
        REFUSED = "refused", _("geweigerd")
        SKIPPED = "skipped", _("niet verstuurd")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    # In the envelope, so that what comes back says whose it was.
    token = models.CharField(max_length=24, unique=True)
    stage = models.CharField(_("hoe ver"), max_length=8, choices=Stage.choices, default=Stage.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # The sending process that has it, and until when nobody else takes it.
    claimed_by = models.CharField(max_length=24, blank=True, default="")
    claimed_until = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("antwoord van de mailserver"), max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint("issue", "subscription", name="delivery_once"),
            models.CheckConstraint(
                condition=Q(stage__in=("waiting", "handed", "sent", "refused", "skipped")), name="delivery_stage"
            ),
        )
        indexes = (
            models.Index(fields=["due_at", "id"], name="delivery_waiting", condition=Q(stage="waiting")),
            models.Index(fields=["claimed_by"], name="delivery_claimed", condition=~Q(claimed_by="")),
            models.Index(fields=["issue", "stage"], name="delivery_stages"),
        )

    def __str__(self) -> str:
        return f"{self.token} {self.stage}"
