"""Pages are read as a browser without JavaScript reads them."""

import pytest

from tests.pages import Page, links, text

FORM = """
<form method="post" action="/there/">
  <input type="hidden" name="token" value="t"> <input name="blank"> <input value="no name">
  <input type="radio" name="step" value="1"> <input type="radio" name="step" value="2" checked>
  <input type="checkbox" name="sure" checked> <input type="checkbox" name="not" value="x">
  <textarea name="words">
 a &lt;b&gt;
</textarea>
  <select name="level"><option value="">Any</option><option value="lead" selected>Lead</option></select>
  <select name="first"><option>One</option><option>Two</option></select> <select name="none"></select>
  <button name="to" value="next">On</button> <button>Plain</button> <button type="button" name="menu">Menu</button>
  <input type="submit" name="end" value="1">
</form>
<form><input name="q" value="x"></form>
"""


def test_a_form_holds_what_a_browser_would_send():
    form = Page(FORM).form("/there/")
    assert form.method == "post"
    assert form.fields == {
        "token": "t",
        "blank": "",
        "step": "2",
        "sure": "on",
        "words": " a <b>\n",
        "level": "lead",
        "first": "One",
        "none": "",
    }
    assert form.buttons == [("to", "next"), ("", ""), ("end", "1")]


def test_a_form_without_a_method_is_sent_in_the_address_of_its_own_page():
    form = Page(FORM).form("")
    assert (form.method, form.fields) == ("get", {"q": "x"})


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One<p>two", "One two"),
        ("<ul><li>One<li>two</ul>", "One two"),
        ("<table><tr><td>One<td>two<tr><td>three</table>", "One two three"),
        ("One<br>two", "One two"),
        ("  One\n <b>t</b>wo ", "One two"),
        ("One<script>two()</script><template><p>three</template>", "One"),
    ],
)
def test_words_stand_as_they_are_shown(html, words):
    assert text(Page(f"<main>{html}</main>")) == words


def test_elements_are_found_by_what_they_are_and_have():
    page = Page(b'<main><a href="/x" class="a b">X <b>y</b></a><a href="/z">Z</a></main><a href="/">Home</a>')
    assert page.texts("a", class_="a b") == ["X y"]
    assert page.all("a", class_="a") == []
    assert [element.tag for element in page.all("a")[0].inside] == ["b"]
    assert links(page) == {"/x": "X y", "/z": "Z"}


def test_what_a_template_holds_is_there_only_for_who_asks():
    html = "<template><p onload='x()'>a</p></template>"
    assert Page(html).elements == []
    assert [each.attributes for each in Page(html, with_templates=True).all("p")] == [{"onload": "x()"}]
