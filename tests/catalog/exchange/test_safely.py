"""Whatever the reading of a file does, a sentence comes back, soon, and the process that asked lives on."""

import socket
from collections.abc import Iterator

import pytest

from catalog.core import canonical
from catalog.core.files import FileUnfit
from catalog.exchange import safely, wording
from catalog.exchange.core.formats import native
from tests.catalog.core.sound import sound
from tests.catalog.exchange.readers import NAME

IN_A_PROCESS = safely._run


@pytest.fixture(autouse=True)
def as_on_a_server() -> Iterator[None]:
    """Elsewhere tests read files in their own process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safely, "_run", IN_A_PROCESS)
        yield


def refused(reader: str, form: str = "") -> FileUnfit:
    with pytest.raises(FileUnfit) as caught:
        safely.read_safely({"a.json": b"{}"}, form, reader=f"{NAME}:{reader}")
    return caught.value


def test_what_a_file_holds_comes_back_whole():
    told = native.read({"a.json": native.write(sound())})
    assert safely.read_safely({"a.json": native.write(sound())}) == (told, None, None, None)
    assert told.snapshot == canonical.tidied(sound())


@pytest.mark.parametrize(
    ("reader", "code"),
    [
        ("eats_memory", "exchange-memory"),
        ("eats_memory_at_once", "exchange-memory"),
        ("is_killed", "exchange-unreadable"),
        ("recurses", "exchange-unreadable"),
        ("raises", "exchange-unreadable"),
        ("prints", "exchange-unreadable"),
        ("prints_for_ever", "exchange-unreadable"),
        ("gives_garbage", "exchange-unreadable"),
        ("no_such_reader", "exchange-unreadable"),
    ],
)
def test_each_way_to_die_has_its_sentence(reader, code, capfd):
    error = refused(reader)
    assert error.code == code
    assert wording.said(error).endswith(".")
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["loops", "sleeps"])
def test_what_never_ends_is_ended(reader, settings):
    settings.IMPORT_SECONDS = 1
    assert refused(reader).code == "exchange-slow"


@pytest.mark.parametrize(("memory", "code"), [(256, "exchange-memory"), (1024, "exchange-unreadable")])
def test_its_memory_ends_where_the_setting_says(memory, code, settings):
    settings.IMPORT_MEMORY_MB = memory
    assert refused("takes_300_megabytes_and_gives_garbage").code == code


def test_it_reaches_nobody():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        assert refused("connects", str(server.getsockname()[1])).code == "exchange-unreadable"
        with pytest.raises(TimeoutError):
            server.accept()


def test_it_has_a_network_of_its_own_where_the_system_permits_that():
    seen = refused("looks_at_the_network").detail
    if seen != "lo":
        pytest.skip("left out: this system lets nobody have a network of their own")


def test_it_starts_no_program(tmp_path):
    assert refused("starts_a_program", str(tmp_path / "made")).code == "exchange-unreadable"
    assert list(tmp_path.iterdir()) == []


def test_what_is_told_comes_and_goes_as_it_is():
    with pytest.raises(FileUnfit) as caught:
        safely.read_safely({"ä\n.json": b"two words"}, "form", {"a": [1]}, reader=f"{NAME}:quotes")
    assert (caught.value.code, caught.value.detail) == ("quoted", "two words")
    assert dict(caught.value.facts) == {
        "name": "ä\n.json", "form": "form", "mapping": "{'a': [1]}", "count": 9, "detail": "two words",
    }  # fmt: skip
