# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from noaber.people.licences import LICENCES, licence_address, licence_of


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/licentie", "https://example.org/licentie"),
        ("Alle rechten voorbehouden", ""),
        ("Overname mag met bronvermelding", ""),
        ("", ""),
    ],
)
def test_a_licence_has_its_address(words, address):
    assert licence_address(words) == address


def test_every_licence_says_what_it_means():
    assert all(str(one.means) for one in LICENCES)
    assert licence_of("Met bronvermelding") is None
