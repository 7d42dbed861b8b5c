"""Links to a skill of another framework here, as an editor enters them: what no answer could be carried along is refused."""

import pytest

from catalog import editions
from catalog.models import ExternalLink, ScaleStep, Skill
from tests.catalog.editor import add_row, errors
from tests.clients import Response
from tests.conftest import NOW
from tests.twin import TWIN, twin
from tests.workshop import FRAMEWORK

__all__ = ["twin"]  # a fixture


def linked(client, uri: str, *, scheme: str = "skillgap", relation: str = "exactMatch") -> Response:
    row = Skill.objects.get(framework__slug=FRAMEWORK, slug="ask")
    values = {"scheme": scheme, "scheme_version": "", "uri": uri, "label": "To ask", "relation": relation}
    return add_row(client, f"/admin/catalog/skill/{row.pk}/change/", "links", **values)


def test_a_link_to_a_skill_that_is_there_is_taken(erin, twin):
    assert linked(erin, f"{TWIN}/cut").status_code == 302
    assert ExternalLink.objects.get(scheme="skillgap").uri == f"{TWIN}/cut"


@pytest.mark.parametrize("uri", [f"{TWIN}/juggle", "nowhere/cut", f"{FRAMEWORK}/cut", "cut", "https://example.org/cut"])
def test_a_link_to_no_skill_of_another_framework_is_refused(erin, twin, uri):
    says = "There is no such skill in another framework. Write its keys, as in framework/skill."
    assert errors(linked(erin, uri)) == [says]
    assert not ExternalLink.objects.filter(scheme="skillgap").exists()


def test_an_exact_link_between_scales_of_different_length_is_refused_and_a_near_one_taken(erin, twin):
    ScaleStep.objects.create(framework=twin.framework, value=7, name="Sage", meaning="Knows.", hours=70)
    [said] = errors(linked(erin, f"{TWIN}/cut"))
    assert said.startswith("The scales of the two frameworks have not as many steps")
    assert linked(erin, f"{TWIN}/cut", relation="closeMatch").status_code == 302


def test_a_link_to_a_public_vocabulary_names_its_version(erin, twin):
    assert errors(linked(erin, "http://example.org/ask", scheme="esco")) == [
        "Name the version of the vocabulary that you looked at."
    ]


def test_the_page_of_the_skill_tells_of_it(alice, erin, twin):
    linked(erin, f"{TWIN}/cut")
    editions.publish(framework=Skill.objects.get(framework__slug=FRAMEWORK, slug="ask").framework, by="erin", at=NOW)
    page = alice.get(f"/skills/{FRAMEWORK}/ask/").content.decode()
    assert "another framework here" in page
    assert f"{TWIN}/cut" in page
