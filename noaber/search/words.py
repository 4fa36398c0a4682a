# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Word lists of the text analysis: stop words, stem exceptions, and what the compound splitter must not cut."""

STOP_WORDS = frozenset(
    """
    aan al als alle alles ander andere anders ben bent bij bijna daar dan dat de den der deze die dit doe doen doet
    door dus een eens en er ergens even ga gaan gaat geen haar had hadden heb hebben hebt heeft heel hem hen het hier
    hij hoe hoeveel hun iemand iets ik in is ja je jij jou jouw jullie kan kon konden kun kunnen kunt maar mag me
    mee meer met mij mijn misschien moet moeten mogen na naar niet niets nog nou nu of om omdat onder ons onze
    ook op over per sinds steeds t tegen terwijl tijdens toch toe tot tussen u uit uw van vanaf vanuit volgens
    vaak veel via voor waar waarbij waardoor waarin waarom wat we wel
    welk welke wie wij wil willen word worden wordt zal ze zei zelf zich zij zijn zo zoals zodat zonder zou zouden
    zulke
    """.split()
)

# English questions are welcome; their small words would be rare, and so weigh heavily, among Dutch ones.
ENGLISH_STOP_WORDS = frozenset(
    """
    a about am an and any are as at be been but by can could did do does for from get had has have how i if in into
    is it its me my no not of on or our out should so some than that the their them then there these they this to
    up us was we were what when where which who why will with would you your
    """.split()
)

# Where the lemma or the stem joins what should be apart, or parts what should be together: folded form -> stem.
EXCEPTIONS = {
    "schuld": "schuld",
    "schulden": "schuld",
    "ouder": "ouder",
    "ouders": "ouder",
    "oudere": "oudere",
    "ouderen": "oudere",
    "oud": "oud",
    "oude": "oud",
    "lid": "lid",
    "leden": "lid",
    "lijden": "lijd",
    "lijdt": "lijd",
    "werker": "werker",
    "werkers": "werker",
    "werkster": "werkster",
    "werksters": "werkster",
    "gemeente": "gemeente",
    "gemeenten": "gemeente",
    "gemeentes": "gemeente",
    "gezond": "gezond",
    "gezonde": "gezond",
    "gezondheid": "gezond",
    "zon": "zon",
    "zonnen": "zon",
}

# Words that look like compounds and are not, or whose parts mislead.
WHOLE = frozenset(
    """
    voldoende bijeenkomst bijvoorbeeld tegenover samenleving samenwerking hulpverlening deelname deelnemer deelnemers
    """.split()
)

# Forms that exist only inside compounds.
COMBINING = frozenset("""digi multi psycho socio mijder mijders huishoud kinder""".split())

# Prefixes and function words: they stand in many words without being a part of a compound.
PREFIXES = frozenset(
    """
    aan achter af alle als bij binnen boven buiten dan dat deze die dit door een eens elk geen haar had heb heeft
    hem het hier hoe hun iets ins kan langs mede mee met mij mis naar neder niet nog ont onder ons onze ook oor over
    pas per rond sinds tegen ter terug toe tot tussen uit van vanaf ver vol vooraf voor voort waar wat weg wel weer
    were wie wij zal zich zij zijn zou her mon con par pro pre com samen der overs
    """.split()
)
BLOCKED_LAST = frozenset("""eert leer leren leert leerd neer graaf tie ties sie ten den der ter ken len""".split())
BLOCKED_PARTS = frozenset(
    """
    aal ant ari ast ate cie een eer ele ene ent era ere ers ert ese ess est ete gen ine ing ion ist ite ken lei lijk
    mag men nen nis ole ons ope ose pen ren ret rie rin sen ser sis son sta ste tas ten tel tem tig tor ure van ven
    ver zen kin ding dingen ring ringen ende end eden heiden aar ren rens mer ger gers ping pings schei deren laar laars
    mod best beste waard waar des lands moe houd ein
    """.split()
)
SUFFIXES = frozenset(
    """
    heid heden schap schappen schappelijk baar bare zaam zame lijk lijke ling lingen ing ingen erig achtig achtige
    loos loze voudig dom eren erend eerd isch ische isme iteit ief ieve aat ator oor eel ele ster sters stel
    """.split()
)
