"""Makes the tables of a database, in a process of its own."""

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
print("done")
