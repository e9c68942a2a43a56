"""References, registries, errors, encryption, the call context, stamps."""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.fernet import InvalidToken

from pengjiang.accounts.models import Organisation
from pengjiang.common import clock, context, crypto
from pengjiang.common.errors import Conflict, DomainError, FieldErrors, NotAllowed
from pengjiang.common.refs import ObjectRef, fetch_all
from pengjiang.common.registry import Registry
from pengjiang.events.services import emit
from tests.support.district import organisation, person


@pytest.mark.django_db
def test_reference_goes_there_and_back():
    town = organisation("duruan")
    ref = ObjectRef.of(town)

    assert str(ref) == f"accounts.organisation:{town.pk}"
    assert ObjectRef.parse(str(ref)) == ref == ObjectRef.of(ref)
    assert ref.fetch() == town
    assert ref.model is Organisation
    assert ObjectRef("accounts.organisation", 0).fetch() is None


@pytest.mark.parametrize("text", ["", "organisation:1", "accounts.organisation", "accounts.organisation:", "accounts.organisation:x"])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(ValueError):
        ObjectRef.parse(text)


def test_unsaved_object_has_no_reference():
    with pytest.raises(ValueError, match="is not stored yet"):
        ObjectRef.of(Organisation(short_name="杜阮镇"))


@pytest.mark.django_db
def test_many_references_cost_one_query_per_kind(django_assert_num_queries):
    towns = [organisation(code) for code in ("duruan", "tangxia")]
    clerk = person("clerk")
    refs = [str(ObjectRef.of(obj)) for obj in (*towns, clerk)]

    with django_assert_num_queries(2):
        found = fetch_all([*refs, refs[0], "accounts.organisation:0"])

    assert found == dict(zip(refs, (*towns, clerk), strict=True))


def test_registry_keeps_order_and_refuses_a_second_entry():
    names: Registry[int] = Registry("名册")
    names.register("乙", 2)
    names.register("甲", 1)

    assert (list(names), list(names.keys()), len(names), "甲" in names) == ([2, 1], ["乙", "甲"], 2, True)
    with pytest.raises(ValueError, match="名册: '甲' is registered twice"):
        names.register("甲", 3)
    with pytest.raises(LookupError, match="名册: no entry '丙'"):
        names.get("丙")


def test_errors_carry_sentence_and_field():
    error = FieldErrors({"title": "请填写标题。", "reason": "请填写理由。"})

    assert (error.message, error.errors["reason"]) == ("请填写标题。；请填写理由。", "请填写理由。")
    assert DomainError("请改选。", field="role").field == "role"
    assert issubclass(NotAllowed, DomainError)
    assert issubclass(Conflict, DomainError)


def test_ciphertext_is_different_each_time_and_reads_back(settings):
    first, second = crypto.encrypt("440799199001010011"), crypto.encrypt("440799199001010011")

    assert first != second
    assert crypto.decrypt(first) == crypto.decrypt(second) == "440799199001010011"
    settings.FIELD_KEY = "another"
    with pytest.raises(InvalidToken):
        crypto.decrypt(first)


def test_fingerprint_finds_without_being_readable(settings):
    print_ = crypto.fingerprint("440799199001010011")

    assert (print_, len(print_)) == (crypto.fingerprint("440799199001010011"), 64)
    assert print_ != crypto.fingerprint("440799199001010012")
    settings.FIELD_KEY = "another"
    assert print_ != crypto.fingerprint("440799199001010011")


@pytest.mark.django_db
def test_entry_names_the_call_it_came_from():
    with context.calling(context.CallContext(ip="10.0.0.8")) as call:
        inside = emit("accounts.signed_in", actor=person("clerk"))
    outside = emit("accounts.signed_in", actor=None)

    assert (inside.request_id, inside.ip, len(call.request_id)) == (call.request_id, "10.0.0.8", 12)
    assert (outside.request_id, outside.ip, outside.actor_name) == ("", "", "系统")


@pytest.mark.django_db
def test_stamp_follows_each_save():
    with clock.at(date(2026, 3, 16)):
        town = organisation("duruan")
    with clock.at(date(2026, 3, 17)):
        town.short_name = "杜阮"
        town.save(update_fields=["short_name"])

    stored = Organisation.objects.get(code="duruan")
    assert (stored.short_name, stored.created_at.date(), stored.updated_at.date()) == ("杜阮", date(2026, 3, 16), date(2026, 3, 17))
