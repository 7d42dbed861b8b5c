"""The picture of a role for where its page is shared: its name and the ladder of its sample report (`card.typ`)."""

import json

from assessment.report.core.report import GapReport
from assessment.report.renderers import pdf_report, pictures
from assessment.report.renderers.typeset import CARD, Source
from assessment.report.renderers.wording import Wording

WIDTH, HEIGHT = 1200, 630


def source(report: GapReport, wording: Wording) -> Source:
    """All that the picture is made of, from a sample report."""
    _ = wording.gettext
    words = {
        "language": pdf_report.language(wording.language or "en"),
        "catalogue": pdf_report.language(report.snapshot.framework.language),
        "role": report.compiled.role.name,
        "question": _("How far is the next level, and what gets you there?"),
        "note": _("A made-up person at each level"),
        "svg": pictures.ladder(report, wording),
    }
    return Source(json.dumps(pdf_report.clean(words), ensure_ascii=False), None, is_whole=False, layout=CARD)
