# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A face is what others see of a person: every field of it passed that person's consent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from noaber.members.models import Field, Profile
from noaber.members.queries import consents_of, roles_of_all
from noaber.members.work_queries import Work, kind_labels, part_labels, works_of
from noaber.people.models import Perspective, Role, Visibility
from noaber.people.queries import theme_labels, werkplaats_names

# How many themes a card names, and how many pieces of work of one kind a profile shows at first.
THEMES_ON_CARD = 4


@dataclass(frozen=True)
class Task:
    """A role in a werkplaats, in words."""

    label: str
    werkplaats: str
    href: str


@dataclass(frozen=True)
class Theme:
    """What somebody works on about one theme, or about none."""

    slug: str
    label: str
    works: Sequence[Work]


@dataclass(frozen=True)
class Face:
    """What others see of a person; what is empty is not shown."""

    name: str
    href: str
    example: bool = False
    tasks: Sequence[Task] = ()
    perspective: str = ""
    place: str = ""
    organisation: str = ""
    organisation_href: str = ""
    function: str = ""
    about: str = ""
    links: Sequence[str] = ()
    orcid: str = ""
    mail: str = ""
    works: Sequence[Work] = field(default=())

    @property
    def initials(self) -> str:
        """Two letters that stand for a face; what is in brackets is no name."""
        words = [word for word in self.name.partition("(")[0].split() if word[0].isalpha()]
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    @property
    def line(self) -> str:
        """Function and organisation on one line."""
        return ", ".join(part for part in (self.function, self.organisation) if part)

    @property
    def themes(self) -> list[tuple[str, str]]:
        """The themes most worked on, with their words."""
        words = theme_labels()
        counts: dict[str, int] = {}
        for work in self.works:
            for theme in work.themes:
                counts[theme] = counts.get(theme, 0) + 1
        most = sorted((slug for slug in counts if slug in words), key=lambda slug: (-counts[slug], words[slug]))
        return [(slug, words[slug]) for slug in most]

    @property
    def by_theme(self) -> list[Theme]:
        """The work grouped by its first theme, the theme with most work first; what has no theme comes last."""
        order = self.themes
        place = {slug: number for number, (slug, _label) in enumerate(order)}
        groups: dict[str, list[Work]] = {}
        for work in self.works:
            known = sorted((slug for slug in work.themes if slug in place), key=lambda slug: place[slug])
            groups.setdefault(known[0] if known else "", []).append(work)
        found = [Theme(slug, label, groups[slug]) for slug, label in order if slug in groups]
        return [*found, Theme("", "", groups[""])] if "" in groups else found


def face_of(
    profile: Profile, *, shown: Collection[str], roles: Sequence[Role] = (), works: Sequence[Work] = ()
) -> Face:
    """What others see when these fields are shown; also used for what somebody is still choosing."""
    person, names = profile.person, werkplaats_names()
    organisation = profile.organisation if Field.ORGANISATION in shown else None
    public = organisation is not None and organisation.visibility == Visibility.PUBLIC
    perspectives = {str(value): str(label) for value, label in Perspective.choices}
    return Face(
        name=person.name or str(person),
        href=profile.get_absolute_url(),
        example=profile.example,
        tasks=[
            Task(role.get_role_display(), names.get(role.werkplaats.slug, ""), role.werkplaats.get_absolute_url())
            for role in roles
        ],
        perspective=perspectives.get(person.perspective, "") if Field.PERSPECTIVE in shown else "",
        place=person.place if Field.PERSPECTIVE in shown else "",
        organisation=organisation.title if organisation else "",
        organisation_href=reverse("organisation_detail", args=[organisation.slug]) if organisation and public else "",
        function=profile.function if Field.ORGANISATION in shown else "",
        about=profile.about if Field.ABOUT in shown else "",
        links=profile.links if Field.LINKS in shown else (),
        orcid=profile.orcid if Field.ORCID in shown else "",
        mail=(person.email or "") if Field.MAIL in shown else "",
        works=[work for work in works if f"work.{work.kind}" in shown],
    )


def faces(profiles: Sequence[Profile], *, works: bool = True) -> list[Face]:
    """What others see of these people; at most four queries, whatever their number."""
    persons = [profile.person_id for profile in profiles]
    if not persons:
        return []
    shown, roles = consents_of(persons), roles_of_all(persons)
    worked = works_of(persons, shown) if works else {}
    return [
        face_of(
            profile,
            shown=shown.get(profile.person_id, frozenset()),
            roles=roles.get(profile.person_id, ()),
            works=worked.get(profile.person_id, ()),
        )
        for profile in profiles
    ]


def work_words() -> dict[str, dict[str, str]]:
    """The words for parts and kinds of work that templates show."""
    return {"parts": part_labels(), "kinds": kind_labels()}
