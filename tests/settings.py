"""The settings of the test run: those of the site, on plain HTTP, with the database that the run asks for."""

import os

from config.env import env
from tests.environment import SITE

env.ENVIRON = SITE | {name: value for name, value in os.environ.items() if name == "DATABASE_URL"}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

# Tests come from many addresses.
MIDDLEWARE = [each for each in MIDDLEWARE if not each.endswith(".this_machine_alone")]

# A busy machine decides nothing: PostgreSQL waits for a test as long as it takes. SQLite has neither of these.
for limits in ("connect_timeout", "options"):
    DATABASES["default"]["OPTIONS"].pop(limits, None)
DATABASE_ANSWERS_WITHIN = 600.0

PASSWORD_HASHERS = ["tests.hashers.Quick"]  # tests need no slow hash
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Static files come from where they are kept, so that no test needs a `collectstatic` before it.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
