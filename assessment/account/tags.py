"""What the templates of accounts need beside what there is."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script reads: the template escapes it, as any other text."""
    return json.dumps(value, cls=DjangoJSONEncoder)
