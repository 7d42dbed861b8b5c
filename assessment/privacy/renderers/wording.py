"""What is held of people, why, how long and who sees it, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from assessment.privacy.core.tables import HeldTable, Periods, alike
from assessment.words.vocabulary import Words
from catalog.core.privacy import About, Erase, Export, Keep, Purpose, Seen


class ToldRow(NamedTuple):
    """A row of the table that people read: what, why, and how long."""

    what: str
    why: str
    how_long: str


class ToldFields(NamedTuple):
    """Fields that are classified alike, in words."""

    names: str
    words: str
    about: str
    why: str
    how_long: str
    seen: str
    export: str
    erase: str


class ToldTable(NamedTuple):
    label: str
    words: str
    rows: tuple[ToldFields, ...]


@dataclass(frozen=True)
class PrivacyWords(Words):
    """The words of one language for the vocabulary of catalog/core/privacy.py."""

    def what(self, purpose: Purpose) -> str:
        _ = self.gettext
        return {
            Purpose.REPORT: _("Your answers, what you wrote to back them, and the main field you may name"),
            Purpose.NAME: _("The name you may put on the report"),
            Purpose.PLAN: _("What you tick in your plan, and what you wrote to back it"),
            Purpose.DATES: _("When you started, saved and finished"),
            Purpose.OPEN: _("What opens an attempt to you: hashes of keys, or your account"),
            Purpose.CHECK: _("Whether every answer was given here, and the code on your PDF, as a hash"),
            Purpose.SHARE: _("Links to your report, if you share it: what they show, and how often they were opened"),
            Purpose.ACCOUNT: _(
                "If you make an account: your email address, your password as a hash that cannot be turned back, "
                "and when you made it and last logged in"
            ),
            Purpose.SECOND_FACTOR: _("The secret of your second factor, sealed, if you turn it on"),
            Purpose.REMIND: _("The role and the day of a reminder, if you ask for one"),
            Purpose.FLOOD: _("A hash of your network or your address, with a counter"),
            Purpose.TWICE: _("A form that you sent as a hash, and our answer to it, sealed"),
            Purpose.REMARKS: _("What you tell the editors of a question, and the day"),
            Purpose.RECORD: _("The names of editors and reviewers, and what they changed"),
            Purpose.BRING: _("Files that editors bring"),
            Purpose.RIGHTS: _("What staff may do"),
            Purpose.WORK: _("Work that waits for its turn, such as an e-mail to send"),
            Purpose.ERASE: _("A keyed hash of what was deleted"),
        }[purpose]

    def why(self, purpose: Purpose) -> str:
        _ = self.gettext
        return {
            Purpose.REPORT: _("To make your report"),
            Purpose.NAME: _("To print it there"),
            Purpose.PLAN: _("To plan from where you are. You can take each tick back."),
            Purpose.DATES: _("To date the report and to delete old attempts"),
            Purpose.OPEN: _("To open your attempt to you and to nobody else"),
            Purpose.CHECK: _("So that whoever you give the report to can check it. You can withdraw the code."),
            Purpose.SHARE: _("To show others what you chose. Nothing is kept of who opens a link."),
            Purpose.ACCOUNT: _("To let you in and nobody else, and to write to you about the account"),
            Purpose.SECOND_FACTOR: _("To keep out who has only your password"),
            Purpose.REMIND: _("To write to you on that day"),
            Purpose.FLOOD: _("To stop programs that flood the site or guess passwords"),
            Purpose.TWICE: _("So that a form that is sent twice counts once"),
            Purpose.REMARKS: _("To make the question better. It holds no name, no answer and no link to your attempt."),
            Purpose.RECORD: _("To know who changed the catalogue, and who looked at it"),
            Purpose.BRING: _("To read a framework from them"),
            Purpose.RIGHTS: _("To let staff do their work and no more"),
            Purpose.WORK: _("So that no page has to wait for it"),
            Purpose.ERASE: _("To delete it once more if a backup is put back"),
        }[purpose]

    def how_long(self, keep: Keep, periods: Periods) -> str:
        _ = self.gettext
        return {
            Keep.ATTEMPT: _(
                "Until you delete it. Without an account: one day while there is no answer, %(unfinished)s when it was "
                "left unfinished, %(finished)s when it is finished"
            )
            % {"unfinished": self.days(periods.unfinished), "finished": self.days(periods.finished)},
            Keep.LINK: _("With the attempt; a private link %(days)s, or until you end it")
            % {"days": self.days(periods.links)},
            Keep.ACCOUNT: _(
                "Until you delete the account. If nobody confirms the address, %(unconfirmed)s; if nobody logs in, "
                "%(idle)s, and we write to you a month before"
            )
            % {"unconfirmed": self.days(periods.unconfirmed), "idle": self.days(periods.idle)},
            Keep.SHARED: _("Until you stop it, else for the days that you chose, 90 at most"),
            Keep.SESSION: _("Until you log out, at most %(days)s") % {"days": self.days(periods.sessions)},
            Keep.TURNED_ON: _("Until you turn it off or delete the account"),
            Keep.REMINDER: _("Until you take it back, or a month after it was sent"),
            Keep.WINDOW: _("At most one day, then until the daily clean-up"),
            Keep.PRESS: _("Ten minutes, then until the next form or the daily clean-up"),
            Keep.REMARK: self.days(periods.remarks),
            Keep.IMPORT: _("Until it is done, then at most %(days)s") % {"days": self.days(periods.imports)},
            Keep.CATALOGUE: _("As long as the catalogue"),
            Keep.LEDGER: _("%(days)s, longer than any backup is kept") % {"days": self.days(periods.erasures)},
        }[keep]

    def kept(self, keep: Keep) -> str:
        """What is kept so long, in a word or two."""
        _ = self.gettext
        return {
            Keep.ATTEMPT: _("Assessments"),
            Keep.LINK: _("Keys to an assessment"),
            Keep.SHARED: _("Links to a report"),
            Keep.ACCOUNT: _("Accounts"),
            Keep.SESSION: _("Log-ins"),
            Keep.TURNED_ON: _("Second factors"),
            Keep.REMINDER: _("Reminders"),
            Keep.WINDOW: _("Counters"),
            Keep.PRESS: _("Answers to forms"),
            Keep.REMARK: _("Remarks on questions"),
            Keep.IMPORT: _("Files and work"),
            Keep.CATALOGUE: _("The record of the catalogue"),
            Keep.LEDGER: _("The ledger of erasures"),
        }[keep]

    def in_brief(self, keep: Keep, periods: Periods) -> str:
        """How long, beside other rows of which the same has been told already."""
        _ = self.gettext
        brief = {Keep.ATTEMPT: _("As long as your answers"), Keep.ACCOUNT: _("As long as your account")}
        return brief.get(keep) or self.how_long(keep, periods)

    def seen(self, seen: Seen) -> str:
        _ = self.gettext
        return {
            Seen.NONE: _("nobody: no page shows it"),
            Seen.OWNER: _("you"),
            Seen.ADMINS: _("you, and staff with rights over people"),
            Seen.EDITORS: _("editors"),
            Seen.ALL: _("everybody"),
        }[seen]

    def about(self, about: About) -> str:
        _ = self.gettext
        return {
            About.NOBODY: _("nobody"),
            About.IDENTIFIES: _("names a person"),
            About.CONTENT: _("what somebody said or chose"),
            About.TECHNICAL: _("makes the rest work"),
            About.STAFF: _("who worked on it"),
        }[about]

    def export(self, export: Export) -> str:
        _ = self.gettext
        return {
            Export.GIVEN: _("yes"),
            Export.WITHHELD: _("named, but not shown: it would help a thief"),
            Export.UNKNOWN: _("no: nobody can tell whose it is"),
            Export.OTHERS: _("no: it is a part of the catalogue"),
        }[export]

    def erase(self, erase: Erase) -> str:
        _ = self.gettext
        return {
            Erase.ROW: _("is deleted"),
            Erase.BLANKED: _("is deleted, or made empty where the row is about somebody else"),
            Erase.BY_ITSELF: _("goes when its time is over"),
            Erase.STAYS: _("stays: the record of the catalogue is kept whole"),
        }[erase]

    def copy_title(self, whose: str) -> str:
        _ = self.gettext
        return _("All that we hold of your account") if whose == "account" else _("All that we hold of this attempt")

    def copy_lead(self, at: datetime) -> str:
        _ = self.gettext
        return _("As it was on %(at)s (UTC). What is empty is left out here; the JSON file has that, too.") % {
            "at": f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
        }

    def withheld(self, fields: str) -> str:
        _ = self.gettext
        return _("There is also: %(fields)s. It is not shown, since whoever found this file could use it.") % {
            "fields": fields
        }

    def days(self, count: int) -> str:
        return self.ngettext("%d day", "%d days", count) % count

    def told(self, tables: Iterable[HeldTable], periods: Periods) -> list[ToldTable]:
        """All that is held of people, in words, by table."""
        found: dict[HeldTable, list[ToldFields]] = {}
        for each in alike(tables):
            held = each.classification
            told = ToldFields(
                each.names,
                each.words,
                self.about(held.about),
                self.why(held.purpose),
                self.in_brief(held.keep, periods),
                self.seen(held.seen),
                self.export(held.export),
                self.erase(held.erase),
            )
            found.setdefault(each.table, []).append(told)
        return [ToldTable(table.label, table.words, tuple(rows)) for table, rows in found.items()]

    def short(self, tables: Iterable[HeldTable], periods: Periods) -> list[ToldRow]:
        """The same in a few rows for visitors: one for each purpose, with the longest that something is kept for it."""
        keeps: dict[Purpose, Keep] = {}
        for each in alike(tables):
            keeps.setdefault(each.classification.purpose, each.classification.keep)
        rows, told = [], set()
        for purpose in Purpose:
            if keep := keeps.get(purpose):
                how_long = self.in_brief if keep in told else self.how_long
                rows.append(ToldRow(self.what(purpose), self.why(purpose), how_long(keep, periods)))
                told.add(keep)
        return rows
