"""Requests by chance: any address with anything in its place, any query, any body, any form with a few fields changed."""

import json
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.faults.fuzz.asked import ACTORS, Asked, paths

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# What programs stumble over: numbers that no column holds, signs that no database keeps, days that are none.
ODD = (
    "", " ", "0", "-1", "2147483648", "9223372036854775808", str(10**30), "9" * 5000, "1e400", "NaN", "Infinity", "3.7", "1,5", "٣",
    "true", "null", "[]", "{}", '{"a":1}', "[" * 3000, "a\0b", "\ud800", "\ufeff", "\u202e", "😀", "e\u0301", "é" * 300, "x" * 10_000,
    "a\r\nSet-Cookie: x=1", "../../etc/passwd", "' OR 1=1 --", '"', "\\", "%", "%00", "_", "*", "<script>", "{{ 7*7 }}", "=1+1",
    "2026-02-30", "0000-00-00", "9999-12-31", "25:61", "http://[", "javascript:alert(1)", "//elsewhere.example", "a@b", "on", "None",
)  # fmt: skip
VALUES = st.sampled_from(ODD) | st.text(max_size=30)
# What our pages, the admin's lists and the API look for in an address.
NAMES = (
    "level", "sort", "q", "framework", "area", "role", "limit", "offset", "edition", "severity", "thing", "next", "pages", "annex",
    "as", "start", "cleared", "thanks", "theme", "hours", "p", "o", "e", "all", "_popup", "_to_field", "id__exact", "id__in",
    "framework__id__exact", "area__framework__id__exact", "status", "page", "fields", "filter", "orderBy", "skill", "format",
)  # fmt: skip
KEYS = (
    "skill",
    "step",
    "rev",
    "evidence",
    "unsure",
    "end",
    "email",
    "login",
    "password",
    "target",
    "cut-step",
    "cut-rev",
    "text",
    "link",
)
DEEP = st.recursive(
    VALUES | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@st.composite
def _addresses(draw: st.DrawFn) -> str:
    """An address of ours, at times with something else in one of its places, at times with a query."""
    path, _sign, query = draw(st.sampled_from(paths())).partition("?")
    if draw(st.integers(0, 2)) == 0:
        pieces = path.split("/")
        place = draw(st.integers(0, len(pieces) - 1))
        pieces[place] = _quoted(draw(VALUES))
        path = "/" + "/".join(pieces).lstrip("/")
    asked = draw(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=3))
    more = "&".join(f"{name}={_quoted(value)}" for name, value in asked)
    told = "&".join(filter(None, [query, more]))
    return f"{path}?{told}" if told else path


@st.composite
def addresses(draw: st.DrawFn) -> Asked:
    """Anything asked of any address by anybody."""
    method, body, content_type = draw(st.sampled_from(METHODS)), b"", ""
    if method in {"POST", "PUT", "PATCH"}:
        content_type = draw(st.sampled_from((FORM, JSON, "text/plain", "multipart/form-data; boundary=x")))
        body = draw(st.just(b"") | st.binary(max_size=60) | st.builds(_as_json, DEEP) | st.builds(_as_form, DEEP))
    address = draw(_addresses())
    return Asked(draw(_who_may(address)), method, address, body.decode("latin-1"), content_type)


@st.composite
def forms(draw: st.DrawFn) -> Asked:
    """One of the forms of a page with a few of its fields changed, and all else as the page has it."""
    edits = draw(st.lists(st.tuples(st.integers(0, 60), VALUES), max_size=3))
    path = draw(st.sampled_from([path for path in paths() if "." not in path]))
    return Asked(draw(_who_may(path)), "POST", path, form=draw(st.integers(0, 9)), edits=edits)


def _who_may(path: str) -> st.SearchStrategy[str]:
    """Mostly somebody to whom the page shows forms."""
    fitting = ("erin", "rose") if path.startswith("/admin/") else ("owner_open", "owner_done")
    return st.sampled_from(fitting) | st.sampled_from(fitting) | st.sampled_from(ACTORS)


def _as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def _as_form(value: object) -> bytes:
    fields = value if isinstance(value, dict) else {"end": value}
    return urlencode({name: str(each).encode("utf-8", "surrogatepass") for name, each in fields.items()}).encode()
