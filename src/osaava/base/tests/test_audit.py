import pytest
from django.db import transaction

from osaava.base import audit
from osaava.base.models import AuditRow
from osaava.themes.api import theme_by_key


@pytest.fixture
def three_acts(db):
    theme = theme_by_key("majakka")
    with transaction.atomic():
        return [audit.record(f"test.act.{n}", theme, number=n) for n in range(3)]


def test_record_outside_a_transaction_is_refused(transactional_db):
    from osaava.themes.models import Theme

    with pytest.raises(RuntimeError, match="transaction"):
        audit.record("test.act", Theme(pk=1))


def test_chain_as_written_verifies(three_acts):
    assert audit.verify() == []


def test_altered_row_is_found(three_acts):
    AuditRow.objects.filter(pk=three_acts[1].pk).update(data={"number": 99})
    assert three_acts[1].pk in audit.verify()


def test_removed_row_is_found(three_acts):
    three_acts[1].delete()
    assert audit.verify() == [three_acts[2].pk]


def test_old_rows_are_forgotten_and_the_chain_still_verifies(three_acts, monkeypatch):
    later = three_acts[0].at + audit.KEPT * 2
    monkeypatch.setattr(audit.clock, "now", lambda: later)
    assert audit.forget_old() == 3
    assert list(AuditRow.objects.values_list("action", flat=True)) == ["base.audit.trimmed"]
    assert audit.verify() == []
