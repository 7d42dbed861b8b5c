"""Vocabularies from files: the formats of ESCO and O*NET, and files that mean no good."""

import io
import zipfile
from pathlib import Path

import pytest

from catalog.core import vocabularies
from catalog.core.files import FileUnfit
from catalog.core.vocabularies import Concept, RowProblem, read

HEAD = "conceptType,conceptUri,skillType,preferredLabel,altLabels,status,description\n"
ESCO = "http://data.europa.eu/esco/skill/"
OFFICIAL = Path(__file__).parents[4] / "shared" / "data"  # the files themselves, where they lie beside the repository


def esco(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows)).encode()


def row(key: str = "1", label: str = "plan", **cells: str) -> str:
    found = {"skillType": "knowledge", "altLabels": "", "status": "released", "description": ""} | cells
    return (
        f'KSC,{ESCO}{key},{found["skillType"]},{label},"{found["altLabels"]}",{found["status"]},{found["description"]}'
    )


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return packed.getvalue()


def refused(scheme: vocabularies.Scheme, data: bytes, name: str = "file") -> str:
    with pytest.raises(FileUnfit) as found:
        read(scheme, name, data)
    return str(found.value)


def test_esco_is_read_with_its_labels_kinds_and_definitions():
    data = esco(
        row(
            "2", "write", altLabels="author\npen | write\nauthor", skillType="skill/competence", description="To write."
        ),
        row("1", " plan "),
        row("3", "old", status="deprecated"),
        "",
    )
    assert read("esco", "skills_en.csv", b"\xef\xbb\xbf" + data) == (
        (
            Concept(f"{ESCO}1", "plan", (), "knowledge", ""),
            Concept(f"{ESCO}2", "write", ("author", "pen"), "skill", "To write."),
        ),
        (),
        0,
    )


def test_a_row_that_is_none_is_left_out_with_the_reason():
    data = esco(
        row(),
        row("2", ""),
        "KSC,javascript:alert(1),knowledge,evil,,released,",
        row("4") + ",one,too,many",
        f"KSC,{ESCO}5",
        row("6", "x" * 201),
    )
    parsed = read("esco", "folder/skills_en.csv", data)
    assert [concept.label for concept in parsed.concepts] == ["plan"]
    assert parsed.problems == tuple(
        RowProblem("skills_en.csv", number, code)
        for number, code in (
            (3, "no_label"),
            (4, "bad_uri"),
            (5, "too_many_cells"),
            (6, "too_few_cells"),
            (7, "label_too_long"),
        )
    )
    many = read("esco", "x.csv", esco(row(), *[row("2", "")] * 30))
    assert (len(many.problems), many.left_out) == (20, 30)


def test_onet_is_read_from_its_archive_and_one_file_fills_what_another_leaves_empty():
    skills = "O*NET-SOC Code\tTitle\tElement ID\tElement Name\n1\tA\t2.B.3.e\tProgramming\n2\tB\t2.B.3.e\tProgramming\n"
    model = (
        'Element ID\tElement Name\tDescription\n2.B.3.e\tProgramming\t"Writing" programs\n5\tOther\tx\n3.A.1\tX\tx\n'
    )
    tools = "O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\n1\tA\tGit\t4323\tFile versioning\n"
    data = archive(
        **{
            "db_29_0_text/Skills.txt": skills.encode(),
            "db_29_0_text/Content Model Reference.txt": model.encode("cp1252"),
            "db_29_0_text/Technology Skills.txt": tools.encode(),
            "db_29_0_text/Interests.txt": b"\0",
        }
    )
    assert read("onet", "db.zip", data).concepts == (
        Concept("2.B.3.e", "Programming", (), "skill", '"Writing" programs'),
        Concept("4323:Git", "Git", ("File versioning",), "technology", ""),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "columns"),
        (b"a,b\n1,2\n", "columns"),
        (HEAD.encode(), "no_concepts"),
        (b"\0\0\0", "encoding"),
        (b"\xff\xfe\x00", "encoding"),
        (b"\x81", "encoding"),
        (b"PK\x03\x04 and so on", "broken_archive"),
        (archive(**{"readme.txt": b"x"}), "nothing_inside"),
        (HEAD.encode() + b'"' + b"x" * 200_000, "not_a_table: file"),
    ],
)
def test_what_is_no_vocabulary_is_refused(data, said):
    assert refused("esco", data) == said


def test_an_empty_line_is_passed_over():
    assert len(read("esco", "skills_en.csv", esco(row("1"), "", row("2"))).concepts) == 2


def test_a_table_of_the_other_vocabulary_is_refused():
    assert refused("onet", esco(row())) == "columns"
    assert refused("esco", b"Element ID\tElement Name\n") == "columns"


def test_sizes_are_looked_at_before_anything_is_parsed(monkeypatch):
    bomb = archive(**{"skills_en.csv": HEAD.encode() + b"x" * 5_000_000})
    monkeypatch.setattr(vocabularies, "MOST_UNPACKED", 1_000_000)
    assert (len(bomb) < 10_000, refused("esco", bomb)) == (True, "too_large_inside: 1")
    lying = bomb.replace((5_000_000 + len(HEAD)).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert refused("esco", lying) in {"broken_archive", "too_large_inside: 1"}
    monkeypatch.setattr(vocabularies, "MOST_BYTES", 1000)
    assert refused("esco", b"x" * 1001) == "too_large: 0"


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("MOST_ROWS", "too_many_rows: 2"),
        ("MOST_CONCEPTS", "too_many_concepts: 2"),
        ("MOST_MEMBERS", "too_many_files: 2"),
    ],
)
def test_there_is_an_end_to_all_that_is_read(monkeypatch, limit, said):
    monkeypatch.setattr(vocabularies, limit, 2)
    table = esco(*(row(str(number)) for number in range(3)))
    data = archive(**{"skills_en.csv": table, "a": b"", "b": b""}) if limit == "MOST_MEMBERS" else table
    assert refused("esco", data) == said


def test_an_archive_with_a_password_is_refused():
    data = bytearray(archive(**{"skills_en.csv": esco(row())}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refused("esco", bytes(data)) == "broken_archive"


def test_what_is_read_of_an_archive_that_tells_less_than_it_holds_ends(monkeypatch):
    data = archive(**{"skills_en.csv": b"x" * 100})
    monkeypatch.setattr(vocabularies, "MOST_UNPACKED", 200)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args: io.BytesIO(b"x" * 300))
    assert refused("esco", data) == "too_large_inside: 0"


@pytest.mark.parametrize(
    ("version", "other", "newer"),
    [
        ("1.2", "1.1.1", True),
        ("1.2.0", "1.2", False),
        ("29.0", "29.1", False),
        ("v1.10", "v1.9", True),
        ("b", "a", True),
        ("a", "a", False),
    ],
)
def test_versions_are_ordered_by_their_numbers(version, other, newer):
    assert vocabularies.is_newer(version, other) is newer


@pytest.mark.parametrize(
    ("scheme", "file", "count"),
    [
        ("esco", "esco/subset/skills_en.csv", 301),
        ("onet", "onet/Technology_Skills.tsv", 578),
        ("onet", "onet/Skills.tsv", 35),
        ("onet", "onet/Knowledge.tsv", 33),
        ("onet", "onet/Content_Model_Reference.tsv", 208),
    ],
)
def test_the_official_files_are_read_whole(scheme, file, count):
    path = OFFICIAL / file
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    parsed = read(scheme, path.name, path.read_bytes())
    assert (len(parsed.concepts), parsed.left_out) == (count, 0)
