"""A worker does what a request left in the database, and what is done is not kept for ever."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from catalog.compile import compile_live
from catalog.exchange import importing, later
from catalog.exchange.core.formats import native
from catalog.models import FileImport, Framework
from tests.conftest import NOW
from tests.workshop import FRAMEWORK

State = FileImport.State


@pytest.fixture
def row(edition, settings: LazySettings) -> FileImport:
    """A file that waits for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    framework = Framework.objects.get(slug=FRAMEWORK)
    data = native.write(compile_live(framework)).replace(b"To glue", b"To glue well")
    row = importing.bring(name="a.json", data=data, framework=framework, by="erin", at=NOW)
    row.save()
    later.preview_later(row)
    row.refresh_from_db()
    return row


def work() -> None:
    """Do what a worker does with each task that waits, without its own transactions around it."""
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="tests", excluded_queue_names=[],
    )  # fmt: skip
    for task in DBTaskResult.objects.ready():
        task.claim("tests")
        worker.run_task(task)


def test_a_worker_reads_and_applies(row):
    assert row.state == State.READING
    work()
    row.refresh_from_db()
    assert (row.state, row.counts["skill"]["updated"]) == (State.PREVIEWED, 1)
    later.apply_later(row=row, by="erin", at=NOW)
    row.refresh_from_db()
    assert row.state == State.APPLYING
    with pytest.raises(importing.NotWaiting):
        later.apply_later(row=row, by="rose", at=NOW)
    work()
    row.refresh_from_db()
    assert (row.state, row.by) == (State.APPLIED, "erin")
    assert DBTaskResult.objects.successful().count() == DBTaskResult.objects.count() == 2


def test_what_nobody_wants_is_deleted_daily(row, settings):
    work()
    past = timezone.now() - timedelta(days=settings.KEEP_IMPORTS_DAYS + 1)
    call_command("expire_assessments", verbosity=0)
    assert (FileImport.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    FileImport.objects.update(since=past)
    DBTaskResult.objects.update(finished_at=past)
    call_command("expire_assessments", verbosity=0)
    assert (FileImport.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_file_that_no_worker_took_says_so_after_a_while(row):
    FileImport.objects.update(since=timezone.now() - 2 * importing.INTERRUPTED_AFTER)
    call_command("expire_assessments", verbosity=0)
    row.refresh_from_db()
    assert (row.state, [each.code for each in importing.messages_of(row)]) == (
        State.REFUSED, ["exchange-interrupted"],
    )  # fmt: skip
