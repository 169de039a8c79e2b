import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from osaava.accounts.api import Person
from osaava.base.idempotency import idempotent
from osaava.base.models import IdempotencyKey


@pytest.fixture
def aino(db):
    return Person.objects.create_user("aino@esimerkki.example", name="Aino")


def _post(person, key="k1", **fields):
    request = RequestFactory().post("/x/", {"idempotency_key": key, **fields})
    request.user = person
    return request


def _writer(runs, status=302):
    @idempotent
    def view(request):
        runs.append(request.POST.get("text"))
        return HttpResponseRedirect("/done/") if status == 302 else HttpResponse("no", status=status)

    return view


def test_same_key_runs_once_and_answers_the_same(aino):
    runs = []
    view = _writer(runs)
    first, second = view(_post(aino, text="a")), view(_post(aino, text="a"))
    assert runs == ["a"]
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
    assert second["X-Idempotent-Replay"] == "1"


def test_same_key_with_other_content_is_a_conflict(aino):
    runs = []
    view = _writer(runs)
    view(_post(aino, text="a"))
    assert view(_post(aino, text="b")).status_code == 409
    assert runs == ["a"]


def test_refused_form_may_be_sent_again_with_its_key(aino):
    runs = []
    assert _writer(runs, status=422)(_post(aino, text="a")).status_code == 422
    assert _writer(runs)(_post(aino, text="better")).status_code == 302
    assert runs == ["a", "better"]


def test_another_persons_key_is_another_key(aino):
    outi = Person.objects.create_user("outi@muualla.example", name="Outi")
    runs = []
    view = _writer(runs)
    view(_post(aino, text="a"))
    view(_post(outi, text="a"))
    assert len(runs) == 2


def test_failed_write_stores_no_key(aino):
    @idempotent
    def view(request):
        raise ValueError

    with pytest.raises(ValueError):
        view(_post(aino))
    assert IdempotencyKey.objects.count() == 0
