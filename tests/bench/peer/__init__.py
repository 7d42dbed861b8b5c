"""The closest package there is, django-survey-and-report, as a site of its own. Used by tests/bench/beside.py alone."""
