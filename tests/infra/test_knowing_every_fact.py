"""A process that reads the whole log knows every fact that the office can record."""

import json
import subprocess
import sys

import pytest

from issuance.ledger.facts import form_of
from tests.support.declared import fact_classes

_KNOWN = """import json, {module}
from issuance.ledger.facts import declared_topics
print(json.dumps(declared_topics()))"""


@pytest.mark.parametrize("module", ["infra.worker", "issuance.read_models.__main__"])
def test_it_does(module):
    asked = [sys.executable, "-c", _KNOWN.format(module=module)]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True)
    all_facts = {
        form_of(each).topic for each in fact_classes() if each.__module__.startswith("issuance.")
    }
    assert len(all_facts) > 100
    assert all_facts - set(json.loads(answer.stdout)) == set()
