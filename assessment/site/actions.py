"""Forms that are sent twice, as verbs: the first time does it, the second time gets the answer of the first.

A form is named by a digest that nobody can guess. The unique row of that name decides who is first.
"""

from datetime import datetime, timedelta

from assessment.models import Press

# A form at work is given up when its process cannot be alive any more; an answer waits for who comes back to the form.
AT_WORK = timedelta(seconds=30)
KEPT = timedelta(minutes=10)


def came_before(*, form: str, sent: str, at: datetime) -> Press | None:
    """The press that whoever sends a form again waits for, or is answered from; None where it is to be done.

    Writes nothing: those who wait look again and again, while who is at work needs the database.
    """
    press = Press.objects.filter(form=form, until__gt=at).first()
    return press if press and (not press.answer or press.sent == sent) else None


def first(*, form: str, sent: str, at: datetime) -> Press | None:
    """Take a form in hand: None where whoever asks is to do it, else the press that came first.

    That one is at work still where it has no answer. Another content of the same form is a wish of its own.
    """
    if found := came_before(form=form, sent=sent, at=at):
        return found
    forget_presses(at=at)
    press, is_first = Press.objects.get_or_create(form=form, defaults={"sent": sent, "until": at + AT_WORK})
    if not is_first and press.answer and press.sent != sent:
        is_first = bool(
            Press.objects.filter(pk=press.pk, sent=press.sent)
            .exclude(answer=b"")
            .update(sent=sent, answer=b"", until=at + AT_WORK)
        )
        press.answer = b""
    return None if is_first else press


def keep(*, form: str, answer: bytes, at: datetime) -> None:
    """Keep what a form was answered; nothing of it where it is to be done anew."""
    presses = Press.objects.filter(form=form)
    if answer:
        presses.update(answer=answer, until=at + KEPT)
    else:
        presses.delete()


def forget_presses(*, at: datetime) -> int:
    """Delete what is kept too long; gives how many."""
    return Press.objects.filter(until__lte=at).delete()[0]
