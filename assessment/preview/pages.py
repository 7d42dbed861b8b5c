"""A visitor's page, made from a draft: marked as one, its links within the draft, its forms and scripts still."""

import re

from django.template.loader import render_to_string
from django.urls import reverse

STILL = 'method="dialog"'  # of a form that is in no dialogue, which browsers send nowhere
# Stands for an attempt in the addresses of a page of questions, so it has to look like one.
NO_ATTEMPT = "draft-of-an-editor----"

_SCRIPT = re.compile(r"<script\b[^>]*\bsrc=[^>]*></script>")
_MAIN = re.compile(r"<main\b[^>]*>")


def as_preview(html: str, framework: int, slug: str) -> str:
    """The page of a draft. `framework` is its number and `slug` its key."""
    base = reverse("admin-preview:overview", args=[framework])
    marked = render_to_string("assessment/preview/_marked.html", {"overview": base})
    html = _links_within(_SCRIPT.sub("", html).replace('method="post"', STILL), base, slug)
    return _MAIN.sub(lambda found: found[0] + marked, html, count=1)


def _links_within(html: str, base: str, slug: str) -> str:
    lists = {reverse("catalog:roles"): "roles", reverse("catalog:skills"): "skills"}
    for prefix, part in lists.items():
        there = re.escape(f"{prefix}{slug}/")
        html = re.sub(rf'href="{there}([\w-]+/(?:start/|sample/)?(?:[?#][^"]*)?)"', rf'href="{base}{part}/\1"', html)
        html = re.sub(rf'href="{there}[^"]*"', 'href="#main"', html)
    return re.sub(rf'href="[^"]*/{NO_ATTEMPT}/[^"]*"', 'href="#main"', html)
