"""The site as it is shipped, in drills: its database most of all. Static files come from where they are kept.

WEAKENED, where it is set, replaces what is said to SQLite on each connection: a drill's control loses answers by it.
"""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if "WEAKENED" in os.environ:
    DATABASES["default"]["OPTIONS"]["init_command"] = os.environ["WEAKENED"]
