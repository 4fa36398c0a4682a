# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every type of page, in one place. A new type of page gets a line here, and is checked from then on."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Page:
    """An address; with `item`, the first of that shape on it; without a path, one that was made (see made.py)."""

    name: str
    path: str = ""
    item: str = ""
    status: int = 200
    # A reading page needs neither cookie nor script.
    reading: bool = False
    # Whether the coordinator of Twente reads it.
    desk: bool = False


def reading(name: str, path: str, item: str = "", status: int = 200) -> Page:
    """A page that is only read."""
    return Page(name, path, f"{path}{item}" if item else "", status, reading=True)


# The last part of the address of a thing: words, and what makes it the only one.
THING = "[a-z0-9-]+-[a-z0-9]{6,8}/"
READING = [
    reading("home", "/"),
    reading("find", "/vind/?q=hoe+bereik+je+jongeren+met+schulden+op+tijd%3F"),
    reading("find-one-sort", "/vind/?q=schulden&soort=kennis"),
    reading("find-nothing", "/vind/?q=qzxwvq"),
    reading("find-empty", "/vind/"),
    reading("question-list", "/vragen/"),
    reading("question-list-filtered", "/vragen/?werkplaats=twente&wacht=1"),
    Page(
        "question",
        "/vragen/?werkplaats=twente",
        item="/vragen/hoe-bereik-je-jongeren-met-schulden-[^/]+/",
        reading=True,
    ),
    Page("question-others", reading=True),
    Page("question-answered", reading=True),
    Page("question-merged", reading=True),
    reading("question-sent", "/vragen/verstuurd/?wat=vraag"),
    reading("product-list", "/kennis/"),
    reading("product", "/kennis/", THING),
    Page("product-rested", reading=True),
    Page("product-evidence", reading=True),
    Page("element", reading=True),
    reading("element-list", "/kennis/elementen/"),
    Page("product-versions", reading=True),
    Page("product-version", reading=True),
    reading("house-rules", "/huisregels/"),
    reading("agenda-home", "/agenda/"),
    Page("agenda-period", reading=True),
    Page("agenda-item", reading=True),
    Page("round-weighing", reading=True),
    Page("round-outcome", reading=True),
    Page("round-decided", reading=True),
    reading("project-list", "/leertrajecten/"),
    reading("project", "/leertrajecten/", THING),
    Page("project-group", reading=True),
    Page("project-calendar", reading=True),
    reading("use-list", "/toegepast/"),
    reading("use", "/toegepast/", THING),
    Page("use-product", reading=True),
    reading("use-werkplaats", "/toegepast/werkplaats/twente/"),
    reading("story-list", "/verhalen/"),
    reading("story", "/verhalen/", THING),
    reading("story-matrix", "/verhalen/overzicht/"),
    reading("msc-list", "/verhalen/rondes/"),
    Page("msc", reading=True),
    reading("change-list", "/veranderingen/"),
    reading("change", "/veranderingen/", THING),
    reading("meeting-list", "/bijeenkomsten/"),
    reading("meeting", "/bijeenkomsten/", THING),
    reading("news-list", "/nieuws/"),
    reading("news", "/nieuws/", THING),
    reading("organisation-list", "/organisaties/"),
    reading("organisation", "/organisaties/", THING),
    reading("organisation-table", "/organisaties/?weergave=tabel&soort=municipality"),
    reading("organisation-map", "/organisaties/?weergave=kaart"),
    reading("person-list", "/mensen/"),
    reading("person-table", "/mensen/?weergave=tabel&thema=schulden"),
    reading("person", "/mensen/", THING),
    reading("network-graph", "/netwerk/"),
    reading("network-graph-region", "/netwerk/?werkplaats=twente"),
    reading("network-graph-around", "/netwerk/?bij=werkplaats%3Azwolle"),
    reading("join-choose", "/mensen/doe-mee/"),
    reading("loop-state", "/lus/"),
    reading("loop-state-region", "/lus/?werkplaats=twente&jaar=2026"),
    reading("loop-list", "/lus/bij/?station=question"),
    reading("loop-voices", "/lus/stem/?station=question&perspectief=resident"),
    reading("loop-rounds", "/sporen/"),
    Page("loop-trail", "/lus/bij/?station=project", item="/spoor/project/[a-z0-9-]+/", reading=True),
    Page("product-module", reading=True),
    Page("product-replaced", reading=True),
    reading("werkplaats-list", "/werkplaatsen/"),
    reading("werkplaats", "/twente/"),
    reading("theme-list", "/themas/"),
    reading("theme", "/themas/schulden/"),
    reading("theme-one-shelf", "/themas/bestaanszekerheid/?soort=kennis&werkplaats=twente"),
    reading("saved-sent", "/volgen/verstuurd/?wat=lijst"),
    reading("follow-sent", "/volgen/mail/?wat=dit"),
    reading("about", "/over/"),
    reading("accessibility", "/toegankelijkheid/"),
    reading("privacy", "/privacy/"),
    reading("open-data", "/open-data/"),
    reading("not-found", "/dit/bestaat/niet/", status=404),
    reading("style-guide", "/-/ui/"),
]
FORMS = [
    Page("report"),
    Page("hint-answer"),
    Page("hint-asked"),
    Page("project-join"),
    Page("project-invitation"),
    Page("project-join-confirm"),
    Page("project-check"),
    Page("outside-read"),
    Page("product-check-link"),
    Page("part-group"),
    Page("part-round-write"),
    Page("question-ask", "/vragen/stellen/?vraag=Hoe+help+ik+mijn+buurvrouw%3F"),
    Page("question-link", "/vragen/nieuwe-link/"),
    Page("link-that-does-not-work", "/vragen/beheer/verzonnen/", status=404),
    Page("share"),
    Page("follow"),
    Page("contribute"),
    Page("confirm"),
    Page("confirm-share"),
    Page("confirm-contribution"),
    *(Page(name) for name in ("use-new", "use-after", "use-confirm", "use-manage", "question-ask-from-use")),
    Page("story-new", "/verhalen/vertel/"),
    Page("change-new", "/veranderingen/vertel/"),
    Page("change-manage"),
    Page("change-whether"),
    Page("msc-choose"),
    Page("use-sent", "/effect/verstuurd/?wat=link"),
    Page("use-link-that-does-not-work", "/effect/beheer/verzonnen/", status=404),
    Page("manage"),
    Page("manage-clarifying"),
    Page("manage-held"),
    Page("saved-new", "/volgen/lijst/?lijst=find&q=schulden&werkplaats=twente"),
    Page("follow-confirm"),
    Page("follow-manage"),
    Page("follow-stop"),
    Page("follow-new", "/volgen/dit/?wat=concept%3Aschulden"),
    Page("following-link", "/volgen/"),
    Page("follow-link-that-does-not-work", "/volgen/voorkeuren/verzonnen/", status=404),
    Page("saved-link", "/volgen/lijsten/"),
    Page("saved-link-that-does-not-work", "/volgen/beheer/verzonnen/", status=404),
    Page("sign-in", "/account/login/code/"),
    Page("sign-in-password", "/account/login/wachtwoord/"),
    Page("password-forgotten", "/account/wachtwoord/vergeten/"),
    Page("room-enter", "/agenda/meedoen/"),
    Page("agenda-sent", "/agenda/verstuurd/?wat=voorstel"),
    *(Page(f"round-{name}") for name in ("join", "link")),
    *(Page(f"candidate-{name}") for name in ("propose", "confirm", "judged")),
    *(
        Page(f"ballot-{name}")
        for name in ("dots", "ranking", "scoring", "pairwise", "kept", "waits", "closed", "leave")
    ),
    Page("ballot-that-does-not-work", "/agenda/stem/verzonnen/", status=404),
    Page("join-ask", "/mensen/doe-mee/twente/"),
    Page("own-data-ask", "/account/gegevens/"),
    Page("mailbox", "/-/post/"),
]
STEPS = ["uitleg", "antwoord", "verbind", "onbekend", "afwijzen", "heropenen", "vrijgeven", "doorgeven", "samenvoegen"]
# The pages of a group, for who leads it or coordinates its home.
PROJECT = ["start", "side", "plan", "team", "invite", "member", "edit", "phase", "embedding", "thing", "round",
           "round-write", "log-change", "file-add", "lift"]  # fmt: skip
RESTS = ["evidence-add", "evidence-change", "evidence-withdraw", "product-scale", "product-recognise",
         "recognition-end", "product-element-add", "product-element", "element-explain", "product-worksheet",
         "worksheet-text"]  # fmt: skip
DESK = [
    Page("use-judge", desk=True),
    Page("msc-new", "/verhalen/rondes/nieuw/", desk=True),
    Page("msc-lead", desk=True),
    Page("desk", "/werkbank/", desk=True),
    Page("desk-log", "/werkbank/logboek/", desk=True),
    Page("following", "/volgen/", desk=True),
    Page("hint-choice", "/hints/", desk=True),
    Page("desk-questions", "/vragen/werkbak/", desk=True),
    Page("draft-list", "/kennis/schrijven/", desk=True),
    Page("draft-start", "/kennis/schrijven/nieuw/", desk=True),
    Page("draft-write", desk=True),
    Page("draft-in-review", desk=True),
    Page("draft-publish", desk=True),
    Page("report-detail", desk=True),
    *(Page(f"project-{name}", desk=True) for name in PROJECT),
    *(Page(name, desk=True) for name in RESTS),
    Page("product-revise", desk=True),
    Page("product-withdraw", desk=True),
    Page("product-replace", desk=True),
    Page("product-check", desk=True),
    Page("draft-module", desk=True),
    Page("outside-invite", desk=True),
    Page("learned-keep", desk=True),
    Page("learned-list", "/kennis/wat-ik-leerde/", desk=True),
    Page("question-at-desk", desk=True),
    Page("question-held", desk=True),
    *(Page(f"step-{step}", desk=True) for step in [*STEPS, "losmaken"]),
    Page("agenda-desk", "/agenda/beheer/twente/", desk=True),
    Page("agenda-add", "/agenda/beheer/twente/erbij/", desk=True),
    Page("round-new", "/agenda/beheer/twente/nieuw/", desk=True),
    *(Page(f"agenda-item-{name}", desk=True) for name in ("withdraw", "together")),
    *(Page(f"round-{name}", desk=True) for name in ("desk", "draft", "rules", "close", "invite", "room", "decide")),
    *(Page(f"candidate-{name}", desk=True) for name in ("list", "detail")),
    Page("profile", "/mensen/mijn-profiel/", desk=True),
    Page("profile-leave", "/mensen/mijn-profiel/stoppen/", desk=True),
    Page("members-desk", "/mensen/beheer/twente/", desk=True),
    Page("account", "/account/", desk=True),
    Page("account-address", "/account/adres/", desk=True),
    Page("password-set", "/account/wachtwoord/instellen/", desk=True),
    Page("second-step", "/account/tweede-stap/", desk=True),
    Page("second-step-app", "/account/tweede-stap/app/", desk=True),
    Page("passkeys", "/account/passkeys/", desk=True),
    Page("passkey-add", "/account/passkeys/nieuw/", desk=True),
    Page("own-data", "/account/gegevens/", desk=True),
    Page("own-data-erase", "/account/gegevens/wissen/", desk=True),
    Page("sign-out", "/account/logout/", desk=True),
]
# The house of an editor, which is Wagtail's with panels of our own: checked apart (test_house.py).
HOUSE = [
    Page("house-desk", "/beheer/", desk=True),
    Page("house-explorer", desk=True),
    Page("house-new", desk=True),
    Page("house-edit", desk=True),
    Page("house-review", desk=True),
    Page("house-planned", desk=True),
    Page("house-history", desk=True),
    Page("house-compare", desk=True),
    Page("house-pictures", "/beheer/images/", desk=True),
    Page("house-picture", desk=True),
    Page("house-picture-new", "/beheer/images/add/", desk=True),
    Page("house-guide", "/beheer/hoe-werkt-dit/", desk=True),
]
PAGES = [*READING, *FORMS, *DESK]
# The style guide and the post of this computer are for makers, and the same in both languages.
ENGLISH = [replace(page, name=f"{page.name}-en") for page in PAGES if not page.path.startswith("/-/")]
WIDTHS = (320, 768, 1280)
