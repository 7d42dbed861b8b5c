"""Static files as a server gets them: under names that change with their content."""

import re
import shutil

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.module_loading import import_string

from config.settings import STORAGES

IMPORT = re.compile(r'^import .* from "(.*)";$', re.MULTILINE)


def test_a_script_gets_what_it_imports_under_its_hashed_name(tmp_path):
    sources = FileSystemStorage(settings.BASE_DIR / "static")
    scripts = ("js/saving.js", "js/queue.js")
    shutil.copytree(sources.path("js"), tmp_path / "js")
    storage = import_string(STORAGES["staticfiles"]["BACKEND"])(location=tmp_path, base_url="/static/")

    list(storage.post_process({name: (sources, name) for name in scripts}))

    saving, queue = map(storage.stored_name, scripts)
    assert re.fullmatch(r"js/queue\.[0-9a-f]{12}\.js", queue)
    assert [f"js/{name.removeprefix('./')}" for name in IMPORT.findall((tmp_path / saving).read_text())] == [queue]
    assert (tmp_path / queue).read_bytes() == (tmp_path / "js/queue.js").read_bytes()
