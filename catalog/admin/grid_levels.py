"""Adding a level to a role beside its grid: a name is enough, the rest is filled in."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.editing.typed import Form
from catalog.models import Role, RoleLevel


class LevelForm(Form):
    """A level of a role above those that it has, unless another rank is typed; its key comes from its name."""

    class Meta:
        model = RoleLevel
        fields = ("name", "rank", "track")

    def __init__(self, data: QueryDict | None = None, *, role: Role, levels: Sequence[RoleLevel]) -> None:
        rank = max((level.rank for level in levels), default=0) + 1
        super().__init__(data, initial={"rank": rank}, prefix="level")
        self.instance.role = role
        self.taken = {(level.rank, level.track) for level in levels}
        self.keys = {level.slug for level in levels}

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if (self.cleaned_data.get("rank"), self.cleaned_data.get("track", "")) in self.taken:
            raise ValidationError({"rank": _("Another level has this rank and track.")})
        self.instance.slug = self._key(self.cleaned_data.get("name", ""))
        return data

    def _key(self, name: str) -> str:
        longest = RoleLevel._meta.get_field("slug").max_length or 40
        bare = slugify(name)[: longest - 4].strip("-_") or "level"
        return next(key for number in count(1) if (key := f"{bare}-{number}" if number > 1 else bare) not in self.keys)
