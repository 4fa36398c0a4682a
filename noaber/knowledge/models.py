# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Knowledge products and their files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Described, DescribedQuerySet


class Product(Described):
    """Something that was learned, in a form that others can use."""

    KIND: ClassVar[str] = "product"

    class Type(models.TextChoices):
        PUBLICATION = "publication", _("publicatie")
        REPORT = "report", _("rapport")
        ARTICLE = "article", _("artikel")
        GUIDE = "guide", _("handreiking")
        METHOD = "method", _("methode")
        EDUCATION_MODULE = "education_module", _("onderwijsmodule")
        TOOL = "tool", _("hulpmiddel")
        DOSSIER = "dossier", _("dossier")
        POSTER = "poster", _("poster")
        PODCAST = "podcast", _("podcast")
        VIDEO = "video", _("video")
        WHAT_DID_NOT_WORK = "what_did_not_work", _("wat niet werkte")
        OTHER = "other", _("anders")

    type = models.CharField(_("soort"), max_length=20, choices=Type.choices, default=Type.PUBLICATION)

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        constraints = (
            *Described.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    type__in=(
                        "publication",
                        "report",
                        "article",
                        "guide",
                        "method",
                        "education_module",
                        "tool",
                        "dossier",
                        "poster",
                        "podcast",
                        "video",
                        "what_did_not_work",
                        "other",
                    )
                ),
                name="product_type",
            ),
        )

    @property
    def search_kind(self) -> str:
        """Methods and dossiers are found as kinds of their own; the rest as products."""
        return self.type if self.type in (self.Type.METHOD, self.Type.DOSSIER) else self.KIND


class ProductFile(models.Model):
    """A file that goes with a product."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("bestand"), upload_to="kennis/%Y/", max_length=300)
    name = models.CharField(_("naam"), max_length=200)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("product", "name", name="productfile_name_once"),)

    def __str__(self) -> str:
        return self.name
