"""Of Bootstrap we ship what is used: its cut is made of whole rules, and can be made again."""

import pytest

from config.bootstrap import KEEP, TARGET, blocks, cut, others

HEAD = "/*! Bootstrap\n * Licensed under MIT */\n"


@pytest.mark.parametrize(
    ("whole", "kept"),
    [
        ("p{margin:0}", "p{margin:0}"),
        (".btn{color:red}", ".btn{color:red}"),
        (".carousel{color:red}", ""),
        (".carousel,.btn{color:red}", ".btn{color:red}"),
        (".h1,h1{color:red}", "h1{color:red}"),
        (".btn:not(.disabled,.x),.card .btn{color:red}", ".btn:not(.disabled,.x){color:red}"),
        ("@media print{.row{color:red}.btn{color:red}}", "@media print{.btn{color:red}}"),
        ("@media print{.row{color:red}}", ""),
        (".mb-0{margin:0!important}", ".mb-0{margin:0}"),
        ("[hidden]{display:none!important}", "[hidden]{display:none!important}"),
        ("@keyframes turn{to{rotate:1turn}}", ""),
        ("[data-bs-theme=dark]{color:red}", ""),
        (":root{--bs-a:1;--bs-b:2}p{margin:var(--bs-b)}", ":root{--bs-b:2}p{margin:var(--bs-b)}"),
        (":root{--bs-a:var(--bs-b);--bs-b:2}", ""),
        (':root{--bs-a:url("data:x;y");--bs-b:2}p{margin:var(--bs-b)}', ":root{--bs-b:2}p{margin:var(--bs-b)}"),
    ],
)
def test_what_is_used_stays(whole, kept):
    assert cut(HEAD + whole).strip() == (HEAD + kept).strip()


def test_a_variable_that_our_own_stylesheets_read_stays():
    assert cut(":root{--bs-a:1;--bs-b:2}", "p { margin: var(--bs-a) }") == ":root{--bs-a:1;}\n"


def test_the_shipped_file_is_such_a_cut():
    shipped = TARGET.read_text()
    assert cut(shipped, others()) == shipped
    assert "Licensed under MIT" in shipped
    assert {name for name in KEEP if f".{name}" not in shipped} == set()


def test_blocks_are_found_however_deep_they_are():
    assert list(blocks("a{b:c}@media x{d{e:f}}")) == [("a", "b:c"), ("@media x", "d{e:f}")]
