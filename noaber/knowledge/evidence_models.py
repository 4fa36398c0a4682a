# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a product rests on: evidence per source, active ingredients, what databanks say of it, and its worksheet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.models import FromElsewhere
from noaber.base.refs import new_ref
from noaber.knowledge.models import Product
from noaber.people.models import REF_LENGTH


class Source(models.TextChoices):
    """The three sources of knowledge; they stand side by side, and are never added up."""

    EXPERIENCE = "experience", _("Ervaring")
    PRACTICE = "practice", _("Praktijk")
    SCIENCE = "science", _("Wetenschap")


class Direction(models.TextChoices):
    """Whether it speaks for or against what the product says."""

    FOR = "for", _("pleit ervoor")
    AGAINST = "against", _("pleit ertegen")
    MIXED = "mixed", _("wisselend")


class RestsOn(models.TextChoices):
    """Where somebody can look it up."""

    NOTHING = "", _("nergens: dit hoorden of zagen we zelf")
    PROJECT = "project", _("een leertraject van het netwerk")
    CASE = "case", _("een casus")
    PUBLICATION = "publication", _("een publicatie")
    PRODUCT = "product", _("een stuk kennis op deze site")


def evidence_ref() -> str:
    """A fresh ref."""
    return new_ref("b")


class EvidenceItem(FromElsewhere):
    """One thing that speaks for or against a product: from which source, what it says, for whom and where it holds."""

    ref = models.CharField(max_length=REF_LENGTH, unique=True, default=evidence_ref)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="evidence")
    source = models.CharField(_("bron"), max_length=10, choices=Source.choices)
    direction = models.CharField(_("richting"), max_length=8, choices=Direction.choices)
    says = models.TextField(_("wat het zegt"))
    for_whom = models.CharField(_("voor wie het geldt"), max_length=300, blank=True)
    context = models.CharField(_("in welke situatie"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(
        _("jaar"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    rests_on = models.CharField(_("waar het staat"), max_length=12, choices=RestsOn.choices, blank=True)
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="evidence"
    )
    other = models.ForeignKey(Product, null=True, blank=True, on_delete=models.SET_NULL, related_name="evidence_for")
    title = models.CharField(_("titel"), max_length=500, blank=True)
    url = models.URLField(_("adres of DOI"), max_length=2000, blank=True)
    saved = models.PositiveIntegerField(default=0, help_text="How often it was changed; two writers compare by it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="evidence")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        ordering = ("-year", "-pk")
        indexes = (models.Index(fields=["product", "source"], name="knowledge_evidence_source"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(source__in=Source.values) & Q(direction__in=Direction.values) & ~Q(says=""),
                name="evidence_says_something",
            ),
            models.CheckConstraint(condition=Q(rests_on__in=RestsOn.values), name="evidence_rests_on"),
            models.CheckConstraint(
                condition=Q(project__isnull=True) | Q(rests_on="project"), name="evidence_project_is_what_it_rests_on"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | Q(rests_on="product"), name="evidence_product_is_what_it_rests_on"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="evidence_withdrawn_says_why"
            ),
        )

    def __str__(self) -> str:
        return self.says[:60]

    def get_absolute_url(self) -> str:
        return f"{reverse('product_evidence', args=[self.product.slug])}#b{self.pk}"


class Element(FromElsewhere):
    """An active ingredient (werkzaam element): what makes that something works, in words that others use again."""

    KIND = "element"

    slug = models.SlugField(max_length=80, unique=True)
    wording = models.CharField(_("in een paar woorden"), max_length=80)
    key = models.CharField(max_length=80, unique=True, help_text="The wording as it is compared.")
    explanation = models.TextField(_("wat het is"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("key",)
        constraints = (models.CheckConstraint(condition=~Q(wording=""), name="element_has_words"),)

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        return reverse("element_detail", args=[self.slug])

    @property
    def ref(self) -> str:
        return self.slug


class ElementUse(FromElsewhere):
    """That a product rests on an active ingredient, why, and which evidence says so."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="elements")
    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="uses")
    why = models.TextField(_("waarom het werkt"), blank=True)
    evidence: models.ManyToManyField[Any, Any] = models.ManyToManyField(EvidenceItem, blank=True, related_name="uses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("product", "element", name="elementuse_once"),)

    def __str__(self) -> str:
        return f"{self.product_id} · {self.element_id}"


class Databank(models.TextChoices):
    """Who recognises interventions together, with one worksheet."""

    MOVISIE = "movisie", _("Movisie")
    NJI = "nji", _("Nederlands Jeugdinstituut (NJi)")
    RIVM = "rivm", _("RIVM, Loket Gezond Leven")
    NCJ = "ncj", _("NCJ, jeugdgezondheid")
    SPORT = "sport", _("Kenniscentrum Sport & Bewegen")
    TRIMBOS = "trimbos", _("Trimbos-instituut")
    VILANS = "vilans", _("Vilans")


class Level(models.TextChoices):
    """The rungs of the national ladder, lowest first. Nobody here gives them: they come from a databank."""

    DESCRIBED = "described", _("Goed beschreven")
    FOUNDED = "founded", _("Goed onderbouwd")
    FIRST = "first", _("Effectief volgens eerste aanwijzingen")
    GOOD = "good", _("Effectief volgens goede aanwijzingen")
    STRONG = "strong", _("Effectief volgens sterke aanwijzingen")


class Recognition(FromElsewhere):
    """What a national databank says of a product, since when, and where that stands. Nothing of it is ever removed."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="recognitions")
    databank = models.CharField(_("databank"), max_length=10, choices=Databank.choices)
    level = models.CharField(_("oordeel"), max_length=10, choices=Level.choices)
    on_date = models.DateField(_("sinds"))
    url = models.URLField(_("waar het staat"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-on_date", "-pk")
        constraints = (
            models.UniqueConstraint(
                "product", "databank", "level", "on_date", condition=Q(ended_at__isnull=True), name="recognition_once"
            ),
            models.CheckConstraint(
                condition=Q(databank__in=Databank.values) & Q(level__in=Level.values) & ~Q(url=""),
                name="recognition_says_where",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="recognition_ended_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_databank_display()}: {self.get_level_display()}"


class WorksheetText(FromElsewhere):
    """What its writers say under one heading of the worksheet, where nothing that is registered says it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="worksheet")
    heading = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    saved = models.PositiveIntegerField(default=1, help_text="How often it was saved; two writers compare by it.")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("product", "heading", name="worksheettext_once"),)

    def __str__(self) -> str:
        return f"{self.product_id} · {self.heading}"
