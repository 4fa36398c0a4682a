# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is remembered is asked for once in its seconds, and always where remembering is off."""

from noaber.base.memo import forget_all, remembered


def test_a_value_is_kept_for_its_seconds_only(settings, monkeypatch):
    moment = [100.0]
    asked = []
    monkeypatch.setattr("time.monotonic", lambda: moment[0])

    @remembered(seconds=5)
    def names():
        asked.append(moment[0])
        return len(asked)

    settings.REMEMBER = True
    assert [names(), names()] == [1, 1]
    moment[0] += 5
    assert names() == 2
    settings.REMEMBER = False
    assert [names(), names()] == [3, 4]


def test_what_was_asked_for_before_all_was_forgotten_is_not_kept(settings):
    settings.REMEMBER = True
    asked = []

    @remembered(seconds=5)
    def names():
        asked.append(1)
        if len(asked) == 1:
            forget_all()
        return len(asked)

    assert [names(), names(), names()] == [1, 2, 2]
