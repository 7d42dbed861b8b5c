"""The dossier: what data protection, a works council and who answers for accessibility want to know of a site."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from assessment.privacy.core.rules import RuleText
from assessment.privacy.core.tables import HeldTable, Periods
from assessment.privacy.renderers.wording import PrivacyWords
from assessment.report.renderers.document import Document, Part
from catalog.core.privacy import Keep


class Told(NamedTuple):
    """A statement, how it is looked at, and the tests that hold it."""

    holds: str
    how: str
    tests: Sequence[str]


class Site(NamedTuple):
    """What the dossier says of one site: its address, what it does by settings, and when it was asked."""

    address: str
    sends_mail: bool
    provider: str  # the identity provider by which people log in, by name; empty where there is none
    at: datetime


def document(
    site: Site,
    tables: Sequence[HeldTable],
    words: PrivacyWords,
    periods: Periods,
    *,
    rules: Sequence[RuleText],
    proofs: Sequence[Told],
    accessibility: Sequence[Told],
    unknown: Sequence[str],
) -> Document:
    """All of it, from the same tables as the page on privacy."""
    _ = words.gettext
    return Document(
        title=_("Dossier: data protection, works council, accessibility"),
        lead=_("Made by the program itself for %(address)s on %(day)s, from its models, settings and tests.")
        % {"address": site.address, "day": f"{site.at.astimezone(UTC):%Y-%m-%d}"},
        parts=[
            *_purposes(words),
            Part(
                _("What is held, why and how long"),
                head=(_("What"), _("Why"), _("How long")),
                rows=words.short(tables, periods),
                columns=(4, 4, 4),
            ),
            Part(_("How long, by the settings in force"), items=_days(words, periods)),
            *_recipients(words, site),
            Part(_("What people can do themselves"), items=_rights(words)),
            *_machine(words, rules),
            *_accessibility(words, accessibility, unknown),
            Part(_("What is held by tests"), items=[_proof(words, each) for each in proofs]),
            *_fields(words, tables, periods),
        ],
        page=_("Page"),
        language=words.language,
        made=site.at,
    )


def _purposes(words: PrivacyWords) -> list[Part]:
    _ = words.gettext
    return [
        Part(
            _("What it is for, and what not"),
            text=(
                _(
                    "A person says what they do in their work, and sees how far they are from a level of a role, and why."
                ),
                _(
                    "It is for that person's own plan. It must not be used to hire, to pay, to promote or to judge "
                    "somebody: answers are of one's own making, and good for a plan alone."
                ),
                _(
                    "On which legal ground it is offered is for whoever runs the site to say. Between an employer and "
                    "employees consent is seldom free, so it should not be the ground."
                ),
            ),
        ),
        Part(
            _("What it cannot do"),
            items=(
                _(
                    "No page shows one person's answers to a manager, an editor or anybody else: a person has to hand them over."
                ),
                _("There is no ranking of people, and no comparison of one person with others."),
                _("Nobody is told who has begun, finished or left out an assessment."),
                _("No time on a page, no click and no place is recorded."),
            ),
        ),
    ]


def _days(words: PrivacyWords, periods: Periods) -> list[str]:
    return [f"{words.kept(keep)}: {words.how_long(keep, periods)}." for keep in Keep]


def _recipients(words: PrivacyWords, site: Site) -> list[Part]:
    _ = words.gettext
    mail = (
        _("The mail server that is set up gets the address of an account, and the e-mails to it.")
        if site.sends_mail
        else _("No mail server is set up, so no e-mail leaves the site.")
    )
    provider = (
        [
            _(
                "%s, by which people log in, learns who logs in and when. It gives the site their e-mail address and its "
                "own number for them; it gets no answer and no report."
            )
            % site.provider
        ]
        if site.provider
        else []
    )
    return [
        Part(
            _("Who gets it"),
            items=(
                _("The person: all of it."),
                _(
                    "Who has a link that the person made with “Share this report”: the parts that the person chose, until the "
                    "link ends or is taken back. How often it was opened is counted, and not by whom."
                ),
                _(
                    "Staff with rights over people: who has an account, and which roles were assessed when; not by whom, no answer."
                ),
                _("Whoever runs the server can read its database, and its backups."),
                mail,
                *provider,
                _("Nobody else. The program sends nothing to its makers, and pages load nothing from other sites."),
            ),
        )
    ]


def _rights(words: PrivacyWords) -> list[str]:
    _ = words.gettext
    return [
        _("See and take along: a copy of all that is held, as a PDF and as JSON, by a page at any time."),
        _("Correct: change an answer while an assessment is open, or begin a new one."),
        _("Erase: an assessment or the account, by a page, at once; and again after a backup is put back."),
        _("Object: nothing is done with the data that a person has not asked for."),
    ]


def _machine(words: PrivacyWords, rules: Sequence[RuleText]) -> list[Part]:
    _ = words.gettext
    return [
        Part(
            _("How the numbers come to be"),
            text=(
                _(
                    "No machine learning, no language model and no statistics over people: a report is arithmetic with "
                    "one person's answers and the requirements of a role. The same answers always give the same report."
                ),
                _(
                    "No decision follows from it by itself, and none that has legal effect or the like (Art. 22 GDPR): "
                    "the report goes to the person, and to nobody to whom the person does not give it."
                ),
                _(
                    "These are the rules, as docs/method.md has them, with its numbers; every report has its arithmetic."
                ),
            ),
        ),
        *(Part(f"{rule.number} {rule.title}", 2, items=rule.paragraphs) for rule in rules),
    ]


def _accessibility(words: PrivacyWords, checks: Sequence[Told], unknown: Sequence[str]) -> list[Part]:
    _ = words.gettext
    return [
        Part(
            _("Accessibility"),
            text=(_("Built to WCAG 2.2, level AA, which EN 301 549 asks for. This is tested:"),),
            items=[f"{each.holds}. {each.how} {_tests(words, each)}" for each in checks],
        ),
        Part(_("What is not known"), 2, items=unknown),
    ]


def _proof(words: PrivacyWords, proof: Told) -> str:
    return f"{proof.holds} {_tests(words, proof)}"


def _tests(words: PrivacyWords, told: Told) -> str:
    _ = words.gettext
    return _("(Tests: %(tests)s)") % {"tests": ", ".join(told.tests)}


def _fields(words: PrivacyWords, tables: Sequence[HeldTable], periods: Periods) -> list[Part]:
    _ = words.gettext
    head = (_("Fields"), _("Class"), _("Why"), _("How long"), _("Seen by"), _("In a copy"), _("At an erasure"))
    parts = [Part(_("Every field that tells of somebody"))]
    for table in words.told(tables, periods):
        rows = [(row.names, row.about, row.why, row.how_long, row.seen, row.export, row.erase) for row in table.rows]
        parts.append(Part(table.label, 2, text=(table.words,), head=head, rows=rows, columns=(4, 3, 4, 4, 3, 3, 3)))
    nobodys = ", ".join(table.label for table in tables if not table.is_of_people)
    return [*parts, Part(_("Tables that say nothing of people"), 2, text=(nobodys,))]
