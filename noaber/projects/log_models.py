# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a group notes while it learns: rounds, the log, and files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.projects.models import Project
from noaber.projects.plan_models import SentOnce

FOLDER = "leertrajecten/%Y/"


class LearningRound(SentOnce):
    """From a question by an action and what happened to an insight and a next action; in the words of the method."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    about = models.ForeignKey("projects.PlanItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    question = models.TextField(blank=True)
    action = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    insight = models.TextField(blank=True)
    next_action = models.TextField(blank=True)
    # Answers to what the method asks beside the five steps, by the name of the prompt.
    extra = models.JSONField(default=dict, blank=True)
    public = models.BooleanField(_("iedereen mag deze ronde lezen"), default=False)
    finished_at = models.DateTimeField(null=True)
    saved = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint("project", "number", name="learninground_number_once"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True)
                | ~Q(question="") & ~Q(action="") & ~Q(happened="") & ~Q(insight=""),
                name="learninground_finished_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} · {self.number}"


class LogEntry(SentOnce):
    """A few words or a photo, private to the group or for everybody."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="log")
    text = models.TextField(blank=True)
    photo = models.FileField(_("foto"), upload_to=FOLDER, max_length=200, blank=True)
    photo_alt = models.CharField(_("wat er te zien is"), max_length=300, blank=True)
    photo_width = models.PositiveSmallIntegerField(default=0)
    photo_height = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField(_("iedereen mag dit lezen"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="log_entries")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["project", "-at"], name="projects_log_newest"),)
        constraints = (
            models.CheckConstraint(condition=~Q(text="") | ~Q(photo=""), name="logentry_says_something"),
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_alt=""), name="logentry_photo_is_described"),
        )

    def __str__(self) -> str:
        return self.text[:60] or self.photo_alt[:60]


class ProjectFile(SentOnce):
    """A file of the group, for the group or for everybody."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("bestand"), upload_to=FOLDER, max_length=200)
    name = models.CharField(_("naam"), max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    description = models.CharField(_("wat erin staat"), max_length=500)
    public = models.BooleanField(_("iedereen mag dit lezen"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint("project", "name", name="projectfile_name_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2].lower()
