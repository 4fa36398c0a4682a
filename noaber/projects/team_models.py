# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a project, was asked to, or asks to."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.people.models import Organisation, Perspective
from noaber.projects.models import Project


class MemberRole(models.TextChoices):
    """What somebody does in the group."""

    LEAD = "lead", _("trekker")
    CO_LEAD = "co_lead", _("medetrekker")
    PARTICIPANT = "participant", _("deelnemer")


class MemberState(models.TextChoices):
    """Where somebody's part is."""

    UNCONFIRMED = "unconfirmed", _("moet nog bevestigen")
    ASKED = "asked", _("wil meedoen")
    INVITED = "invited", _("uitgenodigd")
    IN = "in", _("doet mee")
    LEFT = "left", _("deed mee")
    DECLINED = "declined", _("doet niet mee")


LEADS = (MemberRole.LEAD, MemberRole.CO_LEAD)
# Of these, one row a person and project.
ALIVE = (MemberState.UNCONFIRMED, MemberState.ASKED, MemberState.INVITED, MemberState.IN)
MEMBERSHIPS = Lifecycle(
    {
        MemberState.UNCONFIRMED: {MemberState.ASKED, MemberState.DECLINED},
        MemberState.ASKED: {MemberState.IN, MemberState.DECLINED},
        MemberState.INVITED: {MemberState.IN, MemberState.DECLINED},
        MemberState.IN: {MemberState.LEFT},
        MemberState.LEFT: set(),
        MemberState.DECLINED: set(),
    }
)


class Member(models.Model):
    """Somebody's part in a project. Without an account a person takes part by a mailed link."""

    ref = models.CharField(max_length=40, unique=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="project_parts"
    )
    mail = models.EmailField(_("e-mailadres"), blank=True, help_text="As long as nobody said yes to it.")
    name = models.CharField(_("naam"), max_length=120, blank=True)
    perspective = models.CharField(_("perspectief"), max_length=20, choices=Perspective.choices)
    role = models.CharField(_("rol"), max_length=12, choices=MemberRole.choices, default=MemberRole.PARTICIPANT)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisation_name = models.CharField(_("organisatie"), max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=MemberState.choices)
    # Said yes to by the person, for this project; without it only the perspective is told.
    shown = models.BooleanField(_("naam op de openbare pagina"), default=False)
    words = models.TextField(_("een paar woorden"), blank=True)
    language = models.CharField(max_length=8, default="nl")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, help_text="Until when an invitation can be accepted.")
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, help_text="Why somebody does not take part, for that person.")
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        ordering = ("joined_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(mail=Lower("mail")), name="project_member_mail_lower"),
            models.CheckConstraint(
                condition=~Q(state__in=("in", "left")) | Q(joined_at__isnull=False), name="project_member_joined_when"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("left", "declined"), ended_at__isnull=False)
                | ~Q(state__in=("left", "declined")) & Q(ended_at__isnull=True),
                name="project_member_ended_when",
            ),
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(state__in=("unconfirmed", "asked", "invited", "in")),
                name="project_member_once",
            ),
            models.UniqueConstraint(
                fields=["project", "mail"],
                condition=~Q(mail="") & Q(state__in=("unconfirmed", "asked", "invited", "in")),
                name="project_member_mail_once",
            ),
            models.UniqueConstraint(fields=["project"], condition=Q(state="in", role="lead"), name="project_one_lead"),
        )

    def __str__(self) -> str:
        return self.told_name

    @property
    def told_name(self) -> str:
        """What the group calls somebody."""
        return (self.person.name if self.person else "") or self.name or self.mail or str(_("iemand"))

    @property
    def told_organisation(self) -> str:
        return self.organisation.title if self.organisation else self.organisation_name

    def expired(self, at: datetime) -> bool:
        """Whether an invitation was left too long."""
        return self.state == MemberState.INVITED and self.expires_at is not None and at >= self.expires_at
