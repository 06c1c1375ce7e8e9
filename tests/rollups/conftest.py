"""Rooms for the engines."""

from __future__ import annotations

from tests.rollups.room_fixtures import all_rooms, rooms

__all__ = ["all_rooms", "rooms"]
