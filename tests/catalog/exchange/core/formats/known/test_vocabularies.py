"""Files of public vocabularies are sent to the place where they belong."""

import io
import zipfile

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import known, recognise
from catalog.exchange.core.formats.known import vocabularies
from tests.catalog.exchange.books import book

ESCO = "conceptType,conceptUri,skillType,preferredLabel\nKSC,http://data.europa.eu/esco/skill/1,knowledge,plan\n"
SKILLS = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\n15-2051.00\t2.A.1.a\tReading\tIM\n"
MODEL = "Element ID\tElement Name\tDescription\n2.A.1.a\tReading\tUnderstands texts\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "text"), [("a.csv", ESCO), ("b.txt", SKILLS), ("c.tsv", MODEL)])
def test_esco_and_onet_are_refused_with_the_way_to_go(name, text, encoding):
    for files in ({name: text.encode(encoding)}, {"other.csv": b"x,y\n", name: text.encode(encoding)}):
        with pytest.raises(FileUnfit, match="known-vocabulary"):
            recognise.read(files)


def test_onet_as_a_workbook_is_refused_too():
    rows = [line.split("\t") for line in SKILLS.splitlines()]
    with pytest.raises(FileUnfit, match="known-vocabulary"):
        recognise.read({"Skills.xlsx": book({"Skills": rows})}, "xlsx")


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"Skill,O*NET-SOC Code,Junior\nSQL,15-2051.00,1\n",
        b"Element ID,Skill,Junior\n1,SQL,1\n",
        b"Skill,conceptUri,Junior\nSQL,http://data.europa.eu/esco/skill/1,1\n",
        b"PK\x03\x04 conceptUri preferredLabel",
        packed(other=b"conceptUri preferredLabel"),
        book({"Skills": [["Skill", "Junior"], ["SQL", "Asks"]]}),
        b"",
    ],
)
def test_a_framework_that_names_identifiers_of_a_vocabulary_is_none(data):
    assert not vocabularies.fits({"upload": data})
    assert not known.fits({"upload": data})
