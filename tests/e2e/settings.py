"""The site as it is, on this machine, but for one thing: each browser context names an address of its own, since all
would share one limit otherwise."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

PROXY_COUNT = 1
MIDDLEWARE = [each for each in MIDDLEWARE if not each.endswith(".this_machine_alone")]
