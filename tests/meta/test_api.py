"""The API knows everything that the pages do, and its document says so."""

from __future__ import annotations

import re

from jsonschema import Draft202012Validator

from pengjiang.api.acts import ActView
from pengjiang.api.document import as_text, kept
from pengjiang.api.lists import ResourceDetail, ResourceList
from pengjiang.api.resources import RESOURCES
from tests.support.api import document, patterns_of_the_api, resources
from tests.support.walk import api_addresses


def test_every_resource_can_be_listed_and_read():
    listed = {address.view.resource.path for address in api_addresses() if issubclass(address.view, ResourceList)}
    read = {address.view.resource.path for address in api_addresses() if issubclass(address.view, ResourceDetail)}

    assert listed == read == {one.path for one in resources()}


def test_every_expansion_leads_to_a_resource():
    lost = [(one.path, name) for one in resources() for name, way in one.expand.items() if way.model._meta.label_lower not in RESOURCES]

    assert lost == []


def test_every_act_shows_an_object_that_the_api_knows():
    unknown = {
        address.view.page.model.__name__
        for address in api_addresses()
        if issubclass(address.view, ActView) and hasattr(address.view.page, "model") and address.view.page.model._meta.label_lower not in RESOURCES
    }

    assert unknown == set()


def test_the_document_names_each_operation_once():
    ids = [operation["operationId"] for item in document()["paths"].values() for operation in item.values()]

    assert len(ids) == len(set(ids))


def test_the_kept_document_is_the_present_one():
    """A change of the interface is made on purpose: ``manage.py write_openapi`` after it, and the difference is read in the review."""
    assert as_text(kept()) == as_text(document())


def test_no_address_hides_another():
    """Two views at one address: only the first would ever answer."""
    addresses = [pattern.replace("<int:", "<").replace("<slug:", "<") for pattern in patterns_of_the_api()]

    assert sorted({one for one in addresses if addresses.count(one) > 1}) == []


def test_every_body_has_an_example_that_fits_it():
    """Those of the whole file format are its own business: the example there is a skeleton."""
    components, wrong, seen = document()["components"], [], 0
    for item in document()["paths"].values():
        for operation in item.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body is None or "$ref" in body["schema"]:
                continue
            seen += 1
            wrong += [(operation["operationId"], error.message) for error in Draft202012Validator({**body["schema"], "components": components}).iter_errors(body["example"])]

    assert seen > 300
    assert wrong == []


def test_every_operation_speaks_chinese():
    mute = [one["operationId"] for item in document()["paths"].values() for one in item.values() if not re.search("[\u4e00-\u9fff]{2}", one["summary"]) or not one["description"]]
    silent = [
        (operation["operationId"], one["name"])
        for item in document()["paths"].values()
        for operation in item.values()
        for one in operation.get("parameters", ())
        if "$ref" not in one and one["in"] != "path" and not re.search("[\u4e00-\u9fff]", one.get("description", ""))
    ]

    assert mute == []
    assert silent == []
