"""What the dossier says is held by tests that exist."""

from assessment.privacy.proofs import PROOFS
from tests.project.test_accessibility_list import ROOT, has


def test_every_test_that_the_dossier_names_exists():
    named = [test for proof in PROOFS for test in proof.tests]
    assert len(named) > 15
    assert [test for test in named if not (ROOT / test.partition("::")[0]).exists() or not has(test)] == []


def test_every_statement_has_tests_of_its_own():
    assert len({proof.tests for proof in PROOFS}) == len(PROOFS)
