"""The format is told by what a file holds, whatever it is called; a matrix comes with the mapping that it was read by."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import native, recognise
from catalog.exchange.core.imported import Imported
from tests.catalog.core.sound import sound

NATIVE = native.write(sound())
TABLE = b"Area,Skill,Junior,Senior\nCraft,Cut,Cuts paper,Cuts wood\n,Glue,Glues paper,Glues wood\n"


def zipped(**files: bytes) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return data.getvalue()


def imported(files: dict[str, bytes], form: str = "", mapping: object = None) -> Imported:
    found = recognise.read(files, form, mapping).imported
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["a.json", "a", "a.xlsx"])
@pytest.mark.parametrize("form", ["", "json", "native"])
def test_what_says_itself_what_it_is_needs_no_name(name, form):
    assert imported({name: NATIVE}, form).format == "native"


@pytest.mark.parametrize(
    ("form", "name"), [("xlsx", "workbook"), ("csv", "bundle"), ("case", "case"), ("json", "native")]
)
def test_what_we_write_is_told_from_all_else(form, name):
    data = recognise.WRITTEN_AS[form].write(sound())
    assert imported({"file": data}).format == name


def test_a_zip_is_opened():
    assert imported({"a.zip": zipped(a_json=NATIVE)}).format == "native"


def test_the_files_of_a_folder_are_read_as_they_are():
    assert imported({"a.csv": TABLE, "read me": b"Nothing to read."}).format == "matrix"


def test_a_matrix_comes_with_its_mapping_and_can_be_read_by_another():
    found = recognise.read({"a.csv": TABLE})
    assert found.imported is not None
    assert found.imported.format == "matrix"
    assert [skill.name for skill in found.imported.snapshot.skills] == ["Cut", "Glue"]
    again = imported({"a.csv": TABLE}, mapping=found.mapping)
    assert again == found.imported
    renamed = found.mapping | {"framework": "Another name"}
    assert imported({"a.csv": TABLE}, mapping=renamed).snapshot.framework.name == "Another name"


def test_a_mapping_that_does_not_fit_comes_back_with_why():
    mapping = recognise.read({"a.csv": TABLE}).mapping
    mapping["tables"][0]["sheet"] = "Nowhere"
    found = recognise.read({"a.csv": TABLE}, mapping=mapping)
    assert (found.imported, found.mapping["tables"][0]["sheet"]) == (None, "Nowhere")
    assert found.unfit is not None
    assert found.unfit.code == "matrix-sheet-unknown"


@pytest.mark.parametrize(
    ("files", "form", "code"),
    [
        ({"a": b"%PDF-1.7"}, "", "exchange-no-format"),
        ({"a.csv": TABLE}, "json", "exchange-no-format"),
        ({"a": NATIVE}, "odt", "exchange-format"),
        ({"a": b"x" * 5_000_001}, "", "too_large"),
    ],
)
def test_what_fits_nothing_is_refused(files, form, code):
    with pytest.raises(FileUnfit) as caught:
        recognise.read(files, form)
    assert caught.value.code == code


def test_what_is_no_mapping_is_refused():
    with pytest.raises(FileUnfit, match="matrix-mapping"):
        recognise.read({"a.csv": TABLE}, mapping={"tables": "none"})
