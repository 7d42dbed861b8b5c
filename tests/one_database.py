"""Which tests ask of the database nothing that only one of the two could answer in its own way.

They look at pages and files that are made of rows which others read and write: the queries behind those run on both
databases in the tests of models, actions, admin and imports, in the counts and plans of queries, in the traps and in the
journeys. So the gate runs these on SQLite alone, as it does what is marked `one_database`.
"""

PAGES = (
    "tests/assessment/answering/test_check_page.py",
    "tests/assessment/answering/test_quick_result.py",
    "tests/assessment/consequences/",
    "tests/assessment/history/",
    "tests/assessment/management/test_score_answers",
    "tests/assessment/plan/",
    "tests/assessment/preview/",
    "tests/assessment/report/",
    "tests/assessment/site/",
    "tests/assessment/test_class.py",
    "tests/assessment/test_every_script.py",
    "tests/catalog/api/test_answers.py",
    "tests/catalog/api/test_examples.py",
    "tests/catalog/api/test_schemathesis.py",
    "tests/catalog/exchange/test_assessed.py",
    "tests/catalog/exchange/test_fitting.py",
    "tests/catalog/test_about_page.py",
    "tests/catalog/test_admin_health.py",
    "tests/catalog/test_admin_pages.py",
    "tests/catalog/test_admin_ways.py",
    "tests/catalog/test_finished.py",
    "tests/catalog/test_fixtures.py",
    "tests/catalog/test_hidden.py",
    "tests/catalog/test_index.py",
    "tests/catalog/test_links_of_ours.py",
    "tests/catalog/test_role_page.py",
    "tests/catalog/test_skill_page.py",
    "tests/catalog/test_views.py",
    "tests/config/test_error_codes.py",
    "tests/config/test_headers.py",
    "tests/config/test_no_inline.py",
    "tests/config/test_sub_path.py",
    "tests/journeys/test_people.py",
    "tests/project/test_language.py",
    "tests/test_reading_grade.py",
    "tests/test_two_frameworks.py",
    "tests/test_workshop.py",
)
# What is typed there is stored, or is held to be the only one of its kind.
NOT_ONLY_PAGES = (
    "tests/assessment/plan/test_ticking.py",
    "tests/assessment/test_class.py::test_all_of_a_class_start_and_finish",
    "tests/assessment/test_every_script.py::test_each_form_keeps_it",
    "tests/test_two_frameworks.py::test_a_key_may_stand_in_both_and_in_each_once",
    "tests/test_two_frameworks.py::test_lists_of_attempts_say_which_framework_is_meant",
    "tests/test_two_frameworks.py::test_what_is_of_another_framework_is_refused",
)
# That a count does not grow with the rows is asked on one database: the number itself is on both.
COUNTS = "tests/assessment/test_query_counts.py"
# Of the tests in the browser, the one that the gate runs on PostgreSQL, too.
JOURNEY = "tests/e2e/test_journeys.py::test_from_home_to_the_report_and_its_pdf[phone-mouse-script]"


def is_of_pages(test: str) -> bool:
    """Whether a test, by its id, is one of those."""
    is_a_count_again = test.startswith(COUNTS) and test.endswith(("[50]", "-50]"))
    return is_a_count_again or (test.startswith(PAGES) and not test.startswith(NOT_ONLY_PAGES))
