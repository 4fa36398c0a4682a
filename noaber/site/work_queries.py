# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the background work stands: queues, jobs and workers, for who looks after this copy and for what measures it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from noaber.base import leases, queues
from noaber.base.models import Job, Worker
from noaber.base.worker import JOBS
from noaber.base.worker import Job as Registered

SHOWN = 20


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One queue with what failed in it."""

    name: str
    title: Any
    standing: queues.Standing
    late: bool
    failures: tuple[queues.Failure, ...]


@dataclass(frozen=True, slots=True)
class JobRow:
    """One periodic job: how it is planned, and how it went."""

    registered: Registered
    job: Job
    late: bool


def queue_rows(at: datetime) -> list[QueueRow]:
    """Every queue, with the newest of what failed."""
    rows = []
    for name, queue in queues.QUEUES.items():
        standing, failures = queue.standing(at), tuple(queue.failures(SHOWN))
        rows.append(QueueRow(name, queue.title, standing, standing.is_late(at), failures))
    return rows


def job_rows(at: datetime) -> list[JobRow]:
    """Every job that this version has; what fails first."""
    known = {job.name: job for job in Job.objects.all()}
    rows = []
    for name, registered in sorted(JOBS.items()):
        job = known.get(name, Job(name=name))
        rows.append(JobRow(registered, job, job.due_at is not None and at - job.due_at > queues.LATE))
    return sorted(rows, key=lambda row: (not row.job.failures, not row.late))


def worker_rows(at: datetime) -> list[Worker]:
    """The workers that are there."""
    return leases.workers(at)


def as_text(at: datetime) -> str:
    """The same for a terminal."""
    lines = [f"workers: {len(worker_rows(at))}"]
    lines += [f"  {one.name} since {one.began_at:%Y-%m-%d %H:%M:%S}" for one in worker_rows(at)]
    lines.append("queues:")
    for queue in queue_rows(at):
        oldest = f", oldest since {queue.standing.oldest:%Y-%m-%d %H:%M:%S}" if queue.standing.oldest else ""
        lines.append(f"  {queue.name}: {queue.standing.waiting} waiting{oldest}, {queue.standing.failed} failed")
        lines += [f"    {one.pk}: {one.what}: {one.error} ({one.attempts} times)" for one in queue.failures]
    lines.append("jobs:")
    for row in job_rows(at):
        ended = f"{row.job.ended_at:%Y-%m-%d %H:%M:%S}, {row.job.seconds:.2f} s" if row.job.ended_at else "never"
        wrong = f"; failed {row.job.failures} times: {row.job.last_error}" if row.job.failures else ""
        lines.append(f"  {row.registered.name} (every {row.registered.seconds:g} s): {ended}{wrong}")
    return "\n".join(lines)


class Standing:
    """What prometheus-client asks for: the figures of this moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> list[GaugeMetricFamily | CounterMetricFamily]:
        """Every figure under its name; docs/how-to/look-after-the-work.md tells what each means."""
        workers = GaugeMetricFamily("noaber_workers", "Workers that are there", value=len(worker_rows(self._at)))
        return [workers, *self._of_queues(), *self._of_jobs()]

    def _of_queues(self) -> list[GaugeMetricFamily | CounterMetricFamily]:
        waiting = GaugeMetricFamily("noaber_queue_waiting", "Rows that are due", labels=["queue"])
        age = GaugeMetricFamily("noaber_queue_oldest_seconds", "Age of the oldest row that is due", labels=["queue"])
        failed = GaugeMetricFamily("noaber_queue_failed", "Rows that failed for good", labels=["queue"])
        for name, standing in queues.standings(self._at):
            oldest = (self._at - standing.oldest).total_seconds() if standing.oldest else 0.0
            waiting.add_metric([name], standing.waiting)
            age.add_metric([name], oldest)
            failed.add_metric([name], standing.failed)
        return [waiting, age, failed]

    def _of_jobs(self) -> list[GaugeMetricFamily | CounterMetricFamily]:
        done = CounterMetricFamily("noaber_job_done", "What a job did, as it counts itself", labels=["job"])
        failures = GaugeMetricFamily("noaber_job_failures", "How often in a row a job failed", labels=["job"])
        seconds = GaugeMetricFamily("noaber_job_seconds", "How long a job took the last time", labels=["job"])
        mails = CounterMetricFamily("noaber_mails_sent", "Mails that went out")
        for row in job_rows(self._at):
            done.add_metric([row.registered.name], row.job.done)
            failures.add_metric([row.registered.name], row.job.failures)
            seconds.add_metric([row.registered.name], row.job.seconds)
            if row.registered.name == "mail":
                mails.add_metric([], row.job.done)
        return [done, failures, seconds, mails]


def metrics(at: datetime) -> bytes:
    """The figures in the text format of Prometheus."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Standing(at))
    return generate_latest(registry)
