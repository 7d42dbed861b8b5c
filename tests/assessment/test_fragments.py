"""What is rendered once and kept."""

from catalog import editions


def test_a_page_that_is_kept_has_no_indentation(begin, alice, edition):
    [area, *_more] = editions.load(edition.digest).areas
    page = alice.get(f"/a/{begin(alice).public_id}/questions/{area.slug}/").content.decode()
    assert "<label" in page
    assert [line for line in page.splitlines() if line != line.lstrip()] == []
