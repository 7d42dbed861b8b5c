"""The 68 malformed inputs of the fault study on our own addresses, with the status that each must get on every database.

The names are those of the study. Nothing refused leaves a trace, nothing ends in a 500, and each error is a page or
a JSON object of ours.
"""

import unicodedata
from typing import Any, NamedTuple

import pytest

from assessment.models import Answer, Assessment
from tests.clients import Visitor

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
SAVE = "/a/{open}/save/"
PAGE = "/a/{open}/questions/craft/"
REPORT = "/a/{done}/report/"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'


class Trap(NamedTuple):
    """One request; `error` is the JSON code of the answer, empty where it is a page."""

    name: str
    status: int
    error: str = ""
    body: str | bytes = b""
    path: str = SAVE
    method: str = "POST"
    content_type: str = JSON
    headers: dict[str, str] = {}


def saving(name: str, status: int, error: str = "", **fields: str) -> Trap:
    """A save whose fields are the given pieces of JSON text, by default those of a valid one."""
    pieces = {"skill": '"cut"', "step": "3", "rev": "0"} | fields
    return Trap(name, status, error, "{" + ",".join(f'"{key}":{value}' for key, value in pieces.items()) + "}")


def form(name: str, status: int, body: str | bytes, content_type: str = FORM) -> Trap:
    return Trap(name, status, body=body, path=PAGE, content_type=content_type)


def look(name: str, status: int, path: str, **headers: str) -> Trap:
    return Trap(name, status, path=path, method="GET", headers=headers)


TRAPS = [
    saving("valid", 200),
    Trap("empty body", 400, "bad_json"),
    Trap("not json", 400, "bad_json", "{"),
    Trap("json null", 400, "bad_json", "null"),
    Trap("json list", 400, "bad_json", "[]"),
    Trap("json string", 400, "bad_json", '"x"'),
    Trap("item missing", 422, "missing_field:rev", "{}"),
    saving("item null", 422, "bad_type:skill", skill="null"),
    saving("item list", 422, "bad_type:skill", skill="[1]"),
    saving("item dict", 422, "bad_type:skill", skill='{"a":1}'),
    saving('item "abc"', 422, "unknown_skill", skill='"abc"'),
    saving("item 2^31", 422, "bad_type:skill", skill="2147483648"),
    saving("item 2^63", 422, "bad_type:skill", skill="9223372036854775808"),
    saving("item 1e400", 422, "bad_type:skill", skill="1e400"),
    saving("rating NaN", 422, "not_a_number", step="NaN"),
    saving("rating Infinity", 422, "not_a_number", step="Infinity"),
    saving("rating -5", 422, "bad_value:step", step="-5"),
    saving("rating 10^30", 422, "bad_value:step", step=str(10**30)),
    saving("rating 5000 digits", 400, "bad_json", step="9" * 5000),
    saving("rating true", 422, "bad_type:step", step="true"),
    saving('rating "3"', 422, "bad_type:step", step='"3"'),
    saving('rating "٣" arabic', 422, "bad_type:step", step='"٣"'),
    saving('rating "3,5"', 422, "bad_type:step", step='"3,5"'),
    saving("rating 3.7", 422, "bad_type:step", step="3.7"),
    saving("score NaN", 422, "not_a_number", rev="NaN"),
    saving("score 1e400", 422, "bad_type:rev", rev="1e400"),
    saving('score "1,5"', 422, "bad_type:rev", rev='"1,5"'),
    saving("evidence NUL", 422, "bad_characters:evidence", evidence=r'"a\u0000b"'),
    saving("evidence lone surrogate", 422, "bad_characters:evidence", evidence=r'"\ud800"'),
    saving("evidence emoji/RTL", 200, evidence='"👩‍🔧 \\u202e שלום"'),
    saving("evidence list", 422, "bad_type:evidence", evidence='["x"]'),
    saving("evidence null", 422, "bad_type:evidence", evidence="null"),
    saving("evidence 2MB", 413, "http_413", evidence='"%s"' % ("x" * 2_000_000)),
    saving("evidence 10MB", 413, "http_413", evidence='"%s"' % ("x" * 10_000_000)),
    saving("meta NUL in JSONField", 400, "unknown_field:meta", meta=r'{"a":"\u0000"}'),
    saving("meta NaN in JSONField", 422, "not_a_number", meta='{"a":NaN}'),
    saving("meta surrogate", 400, "unknown_field:meta", meta=r'{"a":"\ud800"}'),
    # A hundred thousand brackets are over the 64 kB that a save may have; fewer are among MORE below.
    Trap("nested 100k arrays", 413, "too_large", "[" * 100_000),
    saving("nested 100k evidence", 413, "too_large", meta="[" * 100_000 + "]" * 100_000),
    Trap("dup keys", 400, "duplicate_key", '{"skill":"cut","step":1,"step":2,"rev":0}'),
    Trap("invalid utf8", 400, "bad_json", b'{"evidence":"\xff\xfe"}'),
    Trap("utf16 body", 415, "not_utf8", '{"step":1}'.encode("utf-16")),
    Trap("BOM utf8", 200, "", b'\xef\xbb\xbf{"skill":"cut","step":3,"rev":0}'),
    look("path token NUL", 400, "/a/a%00b/"),
    Trap("path token %ff", 404, "http_404", "{}", "/a/%ff/"),
    Trap("path token surrogate utf8", 404, "http_404", "{}", "/a/%ed%a0%80/"),
    Trap("path token 300 chars", 404, "http_404", "{}", f"/a/{'a' * 300}/"),
    form("form NUL", 400, "cut-evidence=a%00b&end=1"),
    form("form invalid utf8", 400, "cut-evidence=%ff%fe&end=1"),
    form("form utf8 surrogate bytes", 400, "cut-evidence=%ed%a0%80&end=1"),
    form("form charset=bogus", 400, "cut-evidence=x&end=1", f"{FORM}; charset=bogus"),
    form("form charset=utf-16", 400, "cut-evidence=x&end=1", f"{FORM}; charset=utf-16"),
    form("form 5000 fields", 400, "&".join(f"a{n}=1" for n in range(5000)) + "&end=1"),
    form("form 3MB field", 413, b"cut-evidence=" + b"x" * 3_000_000 + b"&end=1"),
    form("multipart broken boundary", 400, b"--x\r\n", "multipart/form-data; boundary="),
    form("multipart truncated", 400, PART % (b"end", b"1") + b"--x\r\nContent-Disposition: form-da", MULTIPART),
    form("form item=9999999999999999999", 422, "cut-step=9999999999999999999&end=1"),
    form("form item=abc", 422, "cut-step=abc&end=1"),
    look("GET q NUL", 400, REPORT + "?level=%00"),
    look("GET q %ff", 400, REPORT + "?level=%ff"),
    look("GET id=abc", 404, REPORT + "?level=abc"),
    look("GET id=10^30", 404, REPORT + f"?level={10**30}"),
    look("GET id=arabic digits", 404, REPORT + "?level=%D9%A3"),
    look("dl filename CRLF", 200, "/a/{done}/report.csv?name=a%0d%0aSet-Cookie:x=1"),
    look("dl filename emoji", 200, "/a/{done}/report.csv?name=%F0%9F%91%A9"),
    look("cookie garbage", 200, "/", cookie='sessionid=\xff\x00; csrftoken="'),
    look("host bad", 400, "/", host="a b"),
    look("PATH 20k chars", 404, f"/a/{'a' * 20000}/"),
]

MORE = [
    Trap("nested 30k arrays", 400, "bad_json", "[" * 30_000),
    saving("nested 30k in a field", 400, "bad_json", meta="[" * 30_000 + "]" * 30_000),
    saving("64 kB and a byte", 413, "too_large", evidence='"%s"' % ("x" * 64_000)),
    saving("evidence one too long", 422, "evidence_too_long:1", evidence='"%s"' % ("x" * 1001)),
    saving("evidence 10 000 chars", 422, "evidence_too_long:9000", evidence='"%s"' % ("x" * 10_000)),
    saving("rev 2^31", 422, "bad_value:rev", rev="2147483648"),
    saving("rev -1", 422, "bad_value:rev", rev="-1"),
    saving("step -0.0", 422, "bad_type:step", step="-0.0"),
    saving("unsure without step", 422, "unsure_without_step", step="null", unsure="true"),
    saving("last used, as older pages send it", 200, last_used='"yesterday"'),
    Trap("form to the JSON address", 415, "not_json", "skill=cut&step=3&rev=0", content_type=FORM),
    form("JSON to the form's address", 400, '{"cut-step":3}', JSON),
    form("form without its end", 400, "cut-step=3&cut-rev=0"),
    form("multipart NUL", 400, PART % (b"cut-evidence", b"a\x00b") + PART % (b"end", b"1") + b"--x--", MULTIPART),
    form(
        "multipart invalid utf8",
        400,
        PART % (b"cut-evidence", b"\xff\xfe") + PART % (b"end", b"1") + b"--x--",
        MULTIPART,
    ),
    form("form step in arabic digits", 422, "cut-step=%D9%A3&end=1"),
    form("form rev 2^31", 422, "cut-step=3&cut-rev=2147483648&end=1"),
    look("path with a line break", 404, "/a/{done}/report.csv%0d%0aSet-Cookie:x=1"),
    look("path with an emoji", 404, "/a/{done}/report.%F0%9F%91%A9"),
    look("level with a line break", 404, "/a/{done}/report.csv?level=a%0d%0aSet-Cookie:x=1"),
    look("resume token NUL", 400, f"/resume/{'a' * 42}%00/"),
    look("digest NUL", 400, "/editions/%00/"),
    look("digest 300 chars", 404, f"/editions/{'a' * 300}/"),
    # A quoted cookie may spell any byte; a session key of eight and more characters reaches the database.
    look("session cookie NUL", 404, "/a/AAAAAAAAAAAAAAAAAAAAAA/", cookie=r'sessionid="\000aaaaaaaaaaaa"'),
    look("session cookie NUL in the editor", 302, "/admin/", cookie=r'sessionid="\000aaaaaaaaaaaa"'),
    look("attempt cookie NUL", 404, "/a/AAAAAAAAAAAAAAAAAAAAAA/", cookie=r'attempt-AAAAAAAAAAAAAAAAAAAAAA="\000"'),
    look("home with an attempt cookie NUL", 200, "/", cookie=r'attempt-AAAAAAAAAAAAAAAAAAAAAA="\000"'),
]


@pytest.fixture
def client(begin) -> Visitor:
    """Alice's browser with an attempt that is open and one that is done, and a token for her forms."""
    client = Visitor(enforce_csrf_checks=True, raise_request_exception=False)
    client.attempts = {
        "open": begin(client, {"measure": 1}).public_id,
        "done": begin(client, {"measure": 1}, submitted=True).public_id,
    }
    client.get("/csrf/")
    return client


def send(client: Visitor, trap: Trap):
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value, **trap.headers}
    body = trap.body.encode("utf-8", "surrogatepass") if isinstance(trap.body, str) else trap.body
    path = trap.path.format(**client.attempts)
    kind: dict[str, Any] = {"CONTENT_TYPE": trap.content_type} if trap.method == "POST" else {}
    return client.generic(trap.method, path, body, headers=headers, **kind)


def stored() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    attempts = Assessment.objects.order_by("pk").values_list("pk", "target", "person_name", "submitted_at")
    return list(attempts), list(Answer.objects.order_by("pk").values_list())


def test_all_68_traps_of_the_study_are_here():
    assert len({trap.name for trap in TRAPS}) == 68


@pytest.mark.parametrize("trap", [*TRAPS, *MORE], ids=lambda trap: trap.name)
def test_a_trap_gets_its_status_in_our_own_words_and_leaves_no_trace(client, trap):
    before = stored()
    response = send(client, trap)
    assert response.status_code == trap.status
    if trap.error:
        assert response.json() == {"error": trap.error}
    elif trap.status >= 400:
        page = response.content.decode()
        assert page.count('<header class="site-header">') == 1
        assert "Traceback" not in page
    if trap.status >= 400:
        assert stored() == before


@pytest.mark.parametrize("name", ["a%0d%0aSet-Cookie:x=1", "%F0%9F%91%A9", "..%2f..%2fetc", "%22"])
def test_a_download_is_named_by_us_alone(client, name):
    response = send(client, look("", 200, f"/a/{{done}}/report.csv?name={name}&level=junior"))
    assert response.headers["Content-Disposition"] == ('attachment; filename="skillgap-maker-2026-11-23.csv"')
    assert "Set-Cookie" not in response.headers


WORDS = {
    "emoji joined": "👩‍🔧👨‍👩‍👧‍👦",
    "right to left": "שלום مرحبا",
    "combining": "e\u0301 n\u0303 a\u0323\u0307",
    "astral": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010fffd",
    "tab and newline": "first\tcell\nsecond line",
    "quotes and tags": """<script>alert("1")</script> & 'x' </textarea>""",
}


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS.keys())
def test_words_of_any_script_come_back_as_they_were_typed(client, text):
    body = {"skill": "cut", "step": 3, "rev": 0, "evidence": text}
    path = f"/a/{client.attempts['open']}"
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.post(f"{path}/save/", body, content_type=JSON, headers=headers).json() == {"rev": 1}
    assert Answer.objects.get(skill="cut").evidence.encode() == unicodedata.normalize("NFC", text).encode()


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS.keys())
def test_words_of_any_script_come_back_from_a_form_as_they_were_typed(client, text):
    path = f"/a/{client.attempts['open']}/questions/craft/"
    fields = {"cut-step": "3", "cut-evidence": text.replace("\n", "\r\n"), "end": "1"}
    response = client.post(path, fields, headers={"X-CSRFToken": client.cookies["csrftoken"].value})
    assert response.status_code == 303
    assert Answer.objects.get(skill="cut").evidence.encode() == unicodedata.normalize("NFC", text).encode()


def test_a_word_composed_and_decomposed_is_the_same_answer(client):
    """NFC, so that a retry from another keyboard is no conflict."""
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value}
    for typed in ("caf\u00e9", "cafe\u0301"):
        body = {"skill": "cut", "step": 3, "rev": 0, "evidence": typed}
        path = f"/a/{client.attempts['open']}/save/"
        assert client.post(path, body, content_type=JSON, headers=headers).json() == {"rev": 1}
