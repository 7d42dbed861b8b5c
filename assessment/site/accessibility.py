"""What the tests say of how well everybody can use the site: the page /accessibility/ is made from this list.

Each check names the tests behind it, by file or by function; tests/project/test_accessibility_list.py holds that they
exist, and that no such test is left out.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES = "tests/e2e/test_accessible_pages.py"
WALKS = "tests/e2e/test_journeys.py::test_from_home_to_the_report_and_its_pdf"


class Check(NamedTuple):
    """What holds, how it is looked at, and by which tests."""

    holds: Promise
    how: Promise
    tests: tuple[str, ...]


CHECKS = (
    Check(
        _("Pages follow the rules of WCAG 2.2, levels A and AA, as far as a program can tell"),
        _(
            "The program axe looks at every page in every state: empty, filled in, refused. It looks at a phone's width "
            "and a desk's, in light and in dark, and finds no fault."
        ),
        (
            PAGES,
            "tests/e2e/test_accessible_troubles.py",
            "tests/e2e/test_identity_provider.py",
            "tests/e2e/test_passkeys.py",
        ),
    ),
    Check(
        _("Nothing is cut off, and no page scrolls sideways"),
        _(
            "Every page in every state is measured on a phone, at 200 % zoom, and at a width of 320 pixels: there also "
            "with letters twice as large, with more space between letters, words and lines, and with very long words."
        ),
        (PAGES, "tests/e2e/test_layout.py", "tests/e2e/test_role_at_a_glance.py"),
    ),
    Check(
        _("A keyboard is enough"),
        _(
            "From the home page to the report and its PDF, with Tab, the arrows, Space and Enter alone. In a question a "
            "digit chooses its sentence, too. What has the focus is never hidden behind something else."
        ),
        (
            WALKS,
            "tests/e2e/test_strangers_path.py::test_a_digit_of_the_scale_answers_the_question_that_has_the_focus",
            "tests/e2e/test_layout.py::test_nothing_hides_what_has_the_focus",
        ),
    ),
    Check(
        _("It works without JavaScript"),
        _("From the home page to the report and its PDF in a browser that runs none, on a phone and on a desk."),
        (WALKS, "tests/e2e/test_journeys.py::test_the_back_button_shows_what_was_saved_without_javascript"),
    ),
    Check(
        _("Your own colours and less motion are respected"),
        _(
            "With the high contrast themes of Windows, the chosen answer and every mark in a chart can still be seen. "
            "Where you ask for less motion, nothing moves."
        ),
        ("tests/e2e/test_forced_colours.py",),
    ),
    Check(
        _("The PDF can be read aloud"),
        _(
            "It is tagged for screen readers: headings, tables, and words for each picture. The program that sets it "
            "checks the standard PDF/UA-1 each time. A PDF with a sign that we have no letter for is tagged without that mark."
        ),
        ("tests/assessment/report/renderers/test_pdf_report.py", "tests/assessment/report/renderers/test_typeset.py"),
    ),
    Check(
        _("The pages of editors follow the same rules"),
        _("axe looks at the lists and forms in which the catalogue is kept, in both themes and at both widths."),
        ("tests/e2e/test_accessible_admin.py", "tests/e2e/test_accessible_editor.py"),
    ),
)

UNKNOWN = (
    _("No person who uses a screen reader every day has tried the site yet. Programs find only a part of all faults."),
    _("The tests run in Chromium. Firefox and Safari were not tried."),
    _("Nobody has listened to the PDF from end to end. The XLSX and CSV files were not tried with a screen reader."),
    _("On a phone the forms of editors are usable, but some of their tables scroll sideways."),
    _("Books and courses that we link to are on other sites. We do not know how well those can be used."),
)
