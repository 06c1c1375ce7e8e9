"""Names in WordprocessingML without their namespace: files of Word, WPS and "strict" ones differ in it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def local(element: etree._Element) -> str:
    """Return the element's name without namespace, "" for comments."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return the attribute of that local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element at the end of a path of child names, None when a step is missing."""
    for name in names:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the direct children of that name."""
    return (one for one in element if local(one) == name)


def value(element: etree._Element | None, *path: str) -> str | None:
    """Return the val attribute at the end of a path of child names."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: etree._Element | None, name: str) -> bool:
    """Return whether a switch such as w:vanish is set: present, and not 0 or false."""
    found = child(element, name)
    return found is not None and attribute(found, "val") not in ("0", "false", "off", "none")
