# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people tell: the part that all of it shares, and uses of products."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber.base.lifecycle import Lifecycle
from noaber.base.models import FromElsewhere
from noaber.knowledge.models import Product
from noaber.people.models import AnyPerson, Person, Perspective, Role, Visibility, Werkplaats
from noaber.people.queries import roles_of

TITLE_LENGTH = 200
TEXT_LENGTH = 3000

T = TypeVar("T", bound="Told", covariant=True)


class State(models.TextChoices):
    """Where something that was told is."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging")
    WAITING = "waiting", _("wordt eerst bekeken")
    PUBLIC = "public", _("openbaar")
    DECLINED = "declined", _("niet geplaatst")
    WITHDRAWN = "withdrawn", _("ingetrokken")


LIFECYCLE = Lifecycle(
    {
        State.UNCONFIRMED: {State.WAITING, State.PUBLIC, State.WITHDRAWN},
        State.WAITING: {State.PUBLIC, State.DECLINED, State.WITHDRAWN},
        # A report that is right takes it out of public view.
        State.PUBLIC: {State.DECLINED, State.WITHDRAWN},
        State.DECLINED: {State.PUBLIC, State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
)


class ToldQuerySet(models.QuerySet[T]):
    """Told things, narrowed in words."""

    def public(self) -> Self:
        """What everybody may read."""
        return self.filter(state=State.PUBLIC)

    def on_desk_of(self, person: AnyPerson) -> Self:
        """What this person may look at before it is public: as editor or coordinator of its home, and not their own."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        apart = Q(person=person) | Q(mail=person.email) if person.email else Q(person=person)
        if person.is_superuser:
            return self.exclude(apart)
        edits = roles_of(person).filter(role__in=(Role.Kind.COORDINATOR, Role.Kind.EDITOR))
        national = edits.filter(werkplaats__status=Werkplaats.Status.NATIONAL)
        homeless = Q(Exists(national), home__isnull=True)
        return self.filter(Q(home__in=edits.values("werkplaats")) | homeless).exclude(apart)


class Told(FromElsewhere):
    """Something that somebody tells, with or without an account; an address is kept only as long as it is needed."""

    KIND: ClassVar[str] = ""
    # What the teller wrote, field by field.
    TEXTS: ClassVar[tuple[str, ...]] = ()

    ref = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    perspective = models.CharField(_("perspectief"), max_length=20, choices=Perspective.choices)
    place = models.CharField(_("plaats"), max_length=80, blank=True)
    home = models.ForeignKey(Werkplaats, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_told")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    held_because = models.CharField(max_length=300, blank=True, help_text="Why somebody looks first.")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s_told"
    )
    mail = models.EmailField(_("e-mailadres"), blank=True, help_text="Of a teller without an account; never shown.")
    language = models.CharField(max_length=8, default="nl", help_text="In which the teller reads mail.")
    told_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    public_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False)
    submission = models.CharField(max_length=64, null=True, unique=True, help_text="Makes a double submit one.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(f"{self.KIND}_detail", args=[self.slug])

    @property
    def lang(self) -> str:
        """People tell in Dutch."""
        return "nl"

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLIC

    @property
    def visibility(self) -> str:
        """In the words of everything described: for everybody, or hidden."""
        return Visibility.PUBLIC if self.is_public else Visibility.HIDDEN

    @property
    def home_slug(self) -> str:
        return self.home.slug if self.home else ""

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN

    @property
    def address(self) -> str:
        """Where the teller is mailed, if anywhere."""
        return (self.person.email if self.person else self.mail) or ""

    @property
    def origins(self) -> list[str]:
        """What it came of, each as kind:ref."""
        return []

    @property
    def words(self) -> str:
        """Everything that the teller wrote, to look for what should not be public."""
        return self.title

    @property
    def said(self) -> dict[str, Any]:
        """What the ledger remembers of it, beside where it came from."""
        return {"perspective": self.perspective}

    @property
    def since_and_about(self) -> dict[str, Any]:
        """The month in which it was (`on`) and what it is about (`themes`), as far as that is known."""
        return {}

    def forget(self) -> None:
        """Take out the words of the teller, unsaved."""
        self.place = self.mail = ""
        self.extra = {}


class Still(models.TextChoices):
    """Whether something is still used."""

    YES = "yes", _("ja")
    PARTLY = "partly", _("deels")
    NO = "no", _("nee")


class Setting(models.TextChoices):
    """In what kind of place something was used."""

    TEAM = "team", _("wijkteam of sociaal team")
    WELFARE = "welfare", _("welzijn")
    CARE = "care", _("zorg")
    HOUSING = "housing", _("wonen")
    MUNICIPALITY = "municipality", _("gemeente")
    EDUCATION = "education", _("onderwijs")
    RESIDENTS = "residents", _("bewoners of vrijwilligers")
    OTHER = "other", _("anders")


class UseQuerySet(ToldQuerySet["Use"]):
    """Uses; what was done with a product is as public as the product."""

    def public(self) -> Self:
        """What everybody may read."""
        return super().public().filter(product__visibility=Visibility.PUBLIC)


class Use(Told):
    """That somebody used a product: who, where, how it was adapted, and what happened."""

    KIND = "use"
    TEXTS = ("who", "how", "happened", "after")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="uses")
    who = models.CharField(_("wie"), max_length=120)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="uses"
    )
    setting = models.CharField(_("soort plek"), max_length=20, choices=Setting.choices)
    used_on = models.DateField(_("wanneer"), help_text="The first day of the month in which it was used.")
    adapted = models.BooleanField(_("aangepast"))
    how = models.TextField(_("hoe aangepast"), blank=True)
    happened = models.TextField(_("wat er gebeurde"))
    # The wording to which the teller agreed, or nothing: then the one question afterwards is not asked.
    follow_up = models.CharField(max_length=20, blank=True)
    asked_after_at = models.DateTimeField(null=True, blank=True)
    told_after_at = models.DateTimeField(null=True, blank=True)
    after = models.TextField(_("wat er daarna gebeurde"), blank=True)
    still = models.CharField(_("nog in gebruik"), max_length=8, blank=True, choices=Still.choices)

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ("-public_at", "-pk")
        indexes = (models.Index(fields=["product", "state", "-public_at"], name="use_of_product"),)
        constraints = (
            models.CheckConstraint(condition=Q(adapted=False) | ~Q(how=""), name="use_adapted_says_how"),
            models.CheckConstraint(condition=Q(state="public", public_at__isnull=False) | ~Q(state="public"),
                                   name="use_public_since"),
            models.CheckConstraint(condition=Q(told_after_at__isnull=True) | Q(told_after_at__gte=F("told_at")),
                                   name="use_after_later"),
        )  # fmt: skip

    @property
    def month(self) -> str:
        """When it was used, as a month of a calendar."""
        return f"{self.used_on:%Y-%m}"

    @property
    def origins(self) -> list[str]:
        return [f"{Product.KIND}:{self.product.ref}"]

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "adapted": self.adapted, "setting": self.setting}

    @property
    def since_and_about(self) -> dict[str, Any]:
        return {"on": self.month, "themes": sorted(theme.slug for theme in self.product.themes.all())}

    def forget(self) -> None:
        super().forget()
        self.how = "—" if self.adapted else ""
        self.who = self.happened = self.after = ""

    @property
    def words(self) -> str:
        return "\n".join([self.who, self.place, self.how, self.happened])


# Django looks for tables here.
from noaber.effects import msc_models, story_models  # noqa: E402, F401
