"""The dossier is made from the models, the settings and the tests: change one of them, and it says something else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessment.models import Answer
from assessment.privacy import reading
from assessment.privacy.proofs import PROOFS
from assessment.site.accessibility import CHECKS
from catalog.core.privacy import Keep, Purpose, content
from config.identity import IdentityProvider
from tests.assessment.report.renderers.pdf_tree import Tagged, read

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def forget():
    """What was read of the models is read anew in each test, and after it."""
    yield
    reading.classifications.cache_clear()
    reading.way.cache_clear()


def made(folder) -> Tagged:
    said = StringIO()
    call_command("dossier", str(folder / "dossier.pdf"), stdout=said)
    assert said.getvalue() == "Written: dossier.pdf\n"
    return read((folder / "dossier.pdf").read_bytes())


def words(pdf: Tagged) -> str:
    """All that it says, without blanks: long names break anywhere."""
    return "".join("".join(page.extract_text().split()) for page in pdf.reader.pages)


@pytest.mark.slow
def test_it_is_a_tagged_pdf_with_all_parts(tmp_path, db):
    pdf = made(tmp_path)
    said = words(pdf)
    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.xmp
    assert pdf.loose == []
    for told in (
        "Itmustnotbeused",
        "skill,step,unsure,evidence",
        "R=Σw·(min(x,r)−l)/Σw·(r−l)",
        "Nodecisionfollowsfromitbyitself",
        "30days",
        *(test for proof in PROOFS for test in proof.tests),
        *("".join(str(check.holds).split()) for check in CHECKS),
    ):
        assert told in said, told


def test_another_classification_is_another_dossier(tmp_path, db, monkeypatch):
    before = words(made(tmp_path))
    other = content("evidence", purpose=Purpose.REMIND, keep=Keep.REMINDER)
    monkeypatch.setattr(Answer, "privacy", Answer.privacy | other)
    reading.classifications.cache_clear()

    after = words(made(tmp_path))

    assert "skill,step,unsure,evidence" not in after
    assert after != before


def test_another_setting_is_another_dossier(tmp_path, db, settings):
    settings.KEEP_FINISHED_DAYS, settings.MAIL_WORKS = 417, False
    settings.OIDC = IdentityProvider("https://id.example", "skillgap", "", "Example ID", False, (), ())
    said = words(made(tmp_path))
    assert "417days" in said
    assert "Nomailserverissetup" in said
    assert "ExampleID,bywhichpeoplelogin,learnswhologsin" in said


def test_who_gets_it_names_who_has_a_link(tmp_path, db):
    said = words(made(tmp_path))
    assert "Whohasalinkthatthepersonmade" in said
    assert "bywhichpeoplelogin" not in said


def test_what_cannot_be_written_is_said(tmp_path, db):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("dossier", str(tmp_path / "nowhere" / "dossier.pdf"))
