# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The register of processing speaks of every table that holds something of a person."""

from django.contrib.contenttypes.models import ContentType

from noaber.base.models import OutgoingMail
from noaber.questions.models import Voice
from noaber.site import processing


def test_every_table_with_something_of_a_person_is_in_the_register():
    assert processing.undeclared() == []


def test_the_register_speaks_of_no_table_that_is_gone():
    for purpose in processing.REGISTER:
        assert purpose.fields


def test_the_check_sees_a_mail_address_and_a_person():
    assert processing.is_personal(OutgoingMail)
    assert processing.is_personal(Voice)
    assert not processing.is_personal(ContentType)
