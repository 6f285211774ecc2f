"""One derived schema for all tests of the planner, and a new reader for each."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema

from graph_service.api.schema import build_schema, graphql_schema
from graph_service.model import load_model
from graph_service.model.structure import Model
from graph_service.query.reading import Reader
from tests.unit.query.asking import Asking


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def schema(model: Model) -> GraphQLSchema:
    return graphql_schema(build_schema(model))


@pytest.fixture
def asking(model: Model, schema: GraphQLSchema) -> Asking:
    """Asks a reader that knows no plan yet."""
    return Asking(Reader(model, schema), schema)
