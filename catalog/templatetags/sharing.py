"""What a public page tells those who show it elsewhere: its whole address, and what it is about as data."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalog.core import linked
from catalog.core.linked import Address
from catalog.core.snapshot import Role, Skill, Snapshot

register = template.Library()


@register.filter
def whole(path: str) -> str:
    """An address of ours with the site's own name in front: whoever asked may have used another."""
    return f"{settings.SITE_ADDRESS}{path}"


@register.simple_tag
def occupation(snapshot: Snapshot, role: Role) -> SafeString:
    return _data(linked.occupation(snapshot, role, _addresses(snapshot)))


@register.simple_tag
def term(snapshot: Snapshot, skill: Skill) -> SafeString:
    return _data(linked.term(snapshot, skill, _addresses(snapshot)))


@register.simple_tag
def term_set(snapshot: Snapshot) -> SafeString:
    return _data(linked.term_set(snapshot, _addresses(snapshot)))


def _addresses(snapshot: Snapshot) -> Address:
    def address(kind: str, slug: str) -> str:
        if kind == "set":
            return whole(f"{reverse('catalog:skills')}#in-{slug}")
        return whole(reverse(f"catalog:{kind}-detail", args=[snapshot.framework.slug, slug]))

    return address


def _data(value: object) -> SafeString:
    """A block of data. No browser runs it, so the policy against scripts in pages has nothing to say about it."""
    # What could end the element is escaped where the text is made.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(linked.text(value)))  # noqa: S308 # nosec B308 B703
