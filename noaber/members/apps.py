# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of members: what follows an entry in the ledger, and what members keep of a person."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "noaber.members"
    label = "members"

    def ready(self) -> None:
        from noaber import members
        from noaber.members import own_data_tasks, tasks
        from noaber.members.holding_actions import MembersHolder
        from noaber.members.own_data_holding_actions import AccountHolder, LedgerHolder, MailHolder, PersonHolder

        tasks.register()
        own_data_tasks.register()
        members.holds("person", PersonHolder())
        members.holds("account", AccountHolder())
        members.holds("ledger", LedgerHolder())
        members.holds("mail", MailHolder())
        members.holds("members", MembersHolder())
