# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Knowledge products, their versions and their files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.knowledge.product_types import ProductType, Scale
from noaber.people.models import (
    REF_LENGTH,
    AnyPerson,
    Described,
    DescribedQuerySet,
    Person,
    Role,
    Werkplaats,
)
from noaber.people.queries import roles_of


class Product(Described):
    """Something that was learned, in a form that others can use."""

    KIND: ClassVar[str] = "product"

    Type = ProductType

    class Markup(models.TextChoices):
        PLAIN = "plain", _("gewone tekst")
        MARKDOWN = "markdown", _("opgemaakte tekst")

    type = models.CharField(_("soort"), max_length=20, choices=ProductType.choices, default=ProductType.PUBLICATION)
    what = models.CharField(_("wat het is"), max_length=300, blank=True)
    audience = models.CharField(_("voor wie"), max_length=300, blank=True)
    markup = models.CharField(max_length=10, choices=Markup.choices, default=Markup.PLAIN)
    # The three sources of knowledge, shown side by side and never added up.
    experience = models.TextField(_("ervaring"), blank=True)
    practice = models.TextField(_("praktijk"), blank=True)
    science = models.TextField(_("wetenschap"), blank=True)
    module = models.JSONField(default=dict, blank=True, help_text="What an education module says (see modules.py).")
    author_perspectives = models.JSONField(default=dict, blank=True, help_text="From where an author speaks, by name.")
    scale = models.CharField(_("niveau"), max_length=10, choices=Scale.choices, blank=True)
    # How many there are of what it rests on (see evidence_actions.settle): what is not there is not asked for.
    basis = models.JSONField(default=dict, blank=True)
    basis_fingerprint = models.CharField(max_length=64, blank=True, help_text="The record of which this came in.")
    has_lineage = models.BooleanField(default=False, help_text="Whether it ever replaced something, or was replaced.")
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last said that it still holds.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        constraints = (
            *Described.Meta.constraints,
            models.CheckConstraint(condition=Q(type__in=ProductType.values), name="product_type"),
            models.CheckConstraint(condition=Q(scale__in=Scale.values), name="product_scale"),
        )

    @property
    def search_kind(self) -> str:
        """Methods and dossiers are found as kinds of their own; the rest as products."""
        return self.type if self.type in (self.Type.METHOD, self.Type.DOSSIER) else self.KIND


class VersionState(models.TextChoices):
    """Where a version of a product is."""

    DRAFT = "draft", _("concept")
    REVIEW = "review", _("wordt bekeken")
    APPROVED = "approved", _("goedgekeurd")
    PUBLISHED = "published", _("gepubliceerd")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    DROPPED = "dropped", _("weggelegd")


OPEN = frozenset({VersionState.DRAFT, VersionState.REVIEW, VersionState.APPROVED})
LIFECYCLE = Lifecycle(
    {
        VersionState.DRAFT: {VersionState.REVIEW, VersionState.DROPPED},
        VersionState.REVIEW: {VersionState.DRAFT, VersionState.APPROVED, VersionState.PUBLISHED},
        VersionState.APPROVED: {VersionState.DRAFT, VersionState.PUBLISHED},
        VersionState.PUBLISHED: {VersionState.WITHDRAWN},
        VersionState.WITHDRAWN: {VersionState.PUBLISHED},
        VersionState.DROPPED: set(),
    }
)


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions, narrowed in words."""

    def open(self) -> VersionQuerySet:
        """What is being written or looked at, or waits for its day."""
        return self.filter(state__in=OPEN)

    def workable_by(self, person: AnyPerson) -> VersionQuerySet:
        """What this person may see before it is public: everything open in the werkplaatsen where they have a role."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if person.is_superuser:
            return self.open()
        return self.open().filter(home__in=roles_of(person).values("werkplaats"))

    def to_review_by(self, person: AnyPerson) -> VersionQuerySet:
        """What waits for the judgement of this person, who edits its home and did not write it."""
        waiting = self.filter(state=VersionState.REVIEW)
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if not person.is_superuser:
            edits = roles_of(person).filter(role__in=(Role.Kind.COORDINATOR, Role.Kind.EDITOR))
            waiting = waiting.filter(home__in=edits.values("werkplaats"))
        return waiting.exclude(writers=person)


class Version(models.Model):
    """One version of a product: first a draft that people write together, then lasting under the product's address."""

    # The ledger knows it as the product that it is a version of.
    KIND: ClassVar[str] = "product"

    ref = models.CharField(max_length=REF_LENGTH, help_text="The ref of the product, also before there is one.")
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(null=True, help_text="Given when it is published.")
    home = models.ForeignKey(Werkplaats, null=True, on_delete=models.PROTECT, related_name="product_versions")
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    facts = models.JSONField(default=dict, help_text="What it says, field by field (see facts.py).")
    saved = models.PositiveIntegerField(default=0, help_text="How often it was saved; two writers compare by it.")
    note = models.CharField(max_length=500, blank=True, help_text="What is different, for readers.")
    example = models.BooleanField(default=False)
    writers: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="written_versions"
    )
    started_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    review_asked_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    public_on = models.DateField(null=True, help_text="When an approved version becomes public by itself.")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "ref", condition=Q(state__in=("draft", "review", "approved")), name="version_one_open"
            ),
            models.UniqueConstraint("product", "number", name="version_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=("published", "withdrawn"), number__isnull=False, product__isnull=False)
                | Q(state__in=("draft", "review", "approved", "dropped"), number__isnull=True),
                name="version_numbered_when_published",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its lasting address once it is published, otherwise that of the draft."""
        if self.number and self.product:
            return reverse("product_version", args=[self.product.slug, self.number])
        return reverse("draft_detail", args=[self.pk])

    @property
    def title(self) -> str:
        return str(self.facts.get("title", ""))

    @property
    def home_slug(self) -> str:
        return self.home.slug if self.home else ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class DraftSave(models.Model):
    """What a draft said each time it was saved: nothing that was saved is lost when two people write at once."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint("version", "number", name="draftsave_once"),)

    def __str__(self) -> str:
        return f"{self.version_id} · {self.number}"


class DraftText(models.Model):
    """What somebody typed and has not saved yet, as it stood in their browser a few seconds ago."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="typed")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(help_text="The number of the save that was on the screen.")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("version", "person", name="drafttext_once"),)

    def __str__(self) -> str:
        return f"{self.version_id} · {self.person_id}"


class Remark(models.Model):
    """A word in the conversation about a version, between its writers and who looks at it."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("vraagt om mee te kijken")
        SAID = "said", _("schrijft")
        CHANGES = "changes", _("vraagt om iets te veranderen")
        TAKEN_BACK = "taken_back", _("werkt er nog aan")
        PUBLISHED = "published", _("heeft het gepubliceerd")
        APPROVED = "approved", _("heeft het goedgekeurd voor later")
        DONE = "done", _("is klaar met meelezen")
        DECLINED = "declined", _("kan niet meelezen")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outside = models.ForeignKey("knowledge.OutsideReader", null=True, on_delete=models.SET_NULL, related_name="remarks")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def who(self) -> str:
        """Who said it, as the others in the conversation read it."""
        speaker = self.by or self.outside
        return str(speaker) if speaker else str(_("Iemand"))


class ProductFile(models.Model):
    """A file that goes with a product, and with the versions in which it was."""

    class Reading(models.TextChoices):
        WAITING = "waiting", _("wordt gelezen")
        DONE = "done", _("doorzoekbaar")
        NOTHING = "nothing", _("geen tekst")
        FAILED = "failed", _("niet te lezen")

    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("bestand"), upload_to="kennis/%Y/", max_length=300)
    name = models.CharField(_("naam"), max_length=200)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    description = models.CharField(_("wat erin staat"), max_length=500, blank=True)
    text = models.TextField(blank=True, help_text="What a machine could read in it, to find it by.")
    reading = models.CharField(max_length=10, choices=Reading.choices, default=Reading.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    versions: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Version, through="VersionFile", related_name="files"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("product", "name", name="productfile_name_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2].lower()


class VersionFile(models.Model):
    """That a file belongs to a version, and what that version says about it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="attached")
    file = models.ForeignKey(ProductFile, on_delete=models.CASCADE, related_name="attached")
    description = models.CharField(_("wat erin staat"), max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("version", "file", name="versionfile_once"),)

    def __str__(self) -> str:
        return f"{self.version_id} · {self.file_id}"


class Lift(models.Model):
    """That a product, or the draft of it, began as the insight of a learning round."""

    round = models.OneToOneField("projects.LearningRound", on_delete=models.CASCADE, related_name="lift")
    ref = models.CharField(max_length=REF_LENGTH, db_index=True, help_text="The ref of the product.")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} · {self.ref}"


# Tables that stand in files of their own.
import noaber.knowledge.evidence_models  # noqa: E402, F401
from noaber.knowledge.care_models import CareReminder as CareReminder  # noqa: E402
from noaber.knowledge.care_models import ReviewCheck as ReviewCheck  # noqa: E402
from noaber.knowledge.learned_models import Learned as Learned  # noqa: E402
from noaber.knowledge.lineage_models import Succession as Succession  # noqa: E402
from noaber.knowledge.outside_models import OutsideReader as OutsideReader  # noqa: E402
