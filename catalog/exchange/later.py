"""Work on imports beside the request: a worker does it where there is one (`TASK_WORKER`), and else this process."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from catalog.exchange import importing
from catalog.models import FileImport


def preview_later(row: FileImport) -> None:
    """Have the file of a stored import read. Its row says how far that is."""
    _preview.enqueue(row.pk)


def apply_later(*, row: FileImport, by: str, at: datetime) -> None:
    """Have an import applied that waits for it. Raises importing.NotWaiting where it does not; its row says what came
    of it."""
    importing.begin_to_apply(row=row, by=by, at=at)
    _apply.enqueue(row.pk, by)


@task()
def _preview(pk: int) -> None:
    importing.preview(FileImport.objects.get(pk=pk))


@task()
def _apply(pk: int, by: str) -> None:
    importing.apply(row=FileImport.objects.get(pk=pk), by=by, at=timezone.now())
