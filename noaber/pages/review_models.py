# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The review step of a page: somebody else of the same werkplaats reads along before it is published."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry

from noaber.people.models import AnyPerson, Person


class ReviewTask(Task):
    """A second editor or a coordinator reads a page and approves it or asks for changes; nobody judges their own."""

    class Meta:
        verbose_name = _("meelezen")
        verbose_name_plural = _("meelezen")

    @classmethod
    def get_description(cls) -> Any:
        return _("Een andere redacteur of de coördinator van de werkplaats leest mee.")

    def _may_review(self, page: Any, person: AnyPerson) -> bool:
        """Whoever may publish here, but not who asked for the review or wrote what is reviewed."""
        state = page.current_workflow_task_state
        if not isinstance(person, Person) or state is None:
            return False
        if person.pk in (state.workflow_state.requested_by_id, state.revision.user_id):
            return False
        return bool(page.permissions_for_user(person).can_publish())

    def user_can_access_editor(self, obj: Any, user: AnyPerson) -> bool:
        return self._may_review(obj, user)

    def locked_for_user(self, obj: Any, user: AnyPerson) -> bool:
        """What lies with a reader is not changed under their eyes; who sent it can take it back."""
        return not self._may_review(obj, user)

    def get_actions(self, obj: Any, user: AnyPerson) -> list[tuple[str, Any, bool]]:
        if not self._may_review(obj, user):
            return []
        # Each opens a form for the comment: the answer to a colleague is never a bare no.
        return [
            ("reject", _("Vraag om aanpassing"), True),
            ("approve", _("Keur goed en publiceer"), True),
        ]

    def get_task_states_user_can_moderate(self, user: AnyPerson, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person: pages of their own tree that somebody else sent."""
        waiting: QuerySet[TaskState] = TaskState.objects.filter(task=self.task_ptr, status=TaskState.STATUS_IN_PROGRESS)
        if not isinstance(user, Person):
            return waiting.none()
        mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        # Wagtail keeps what is reviewed by its number in words.
        numbers = mine.order_by().annotate(number=Cast("pk", CharField())).values("number")
        return (
            waiting.filter(workflow_state__object_id__in=numbers)
            .exclude(workflow_state__requested_by=user)
            .exclude(revision__user=user)
        )
