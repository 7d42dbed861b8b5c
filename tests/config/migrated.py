"""Makes the tables of a database and gathers what pages link to, in a process of its own."""

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
print("done")
