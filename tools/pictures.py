"""Take the handbook's pictures from the demo office's own report: run `make demo` first."""

from __future__ import annotations

import sys
from pathlib import Path

import pdfplumber

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DPI = 70


def main() -> int:
    """Write the pictures and return an exit code."""
    found = sorted((ROOT / ".demo").glob("*.pdf"))
    if not found:
        print("no report in .demo: run make demo first")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with pdfplumber.open(found[0]) as report:
        wanted = {"report-page-1": 0, "report-page-3": 2}
        for number, page in enumerate(report.pages):
            if "数据来源" in (page.extract_text() or "")[:20]:
                wanted["report-sources"] = number
                break
        for name, number in wanted.items():
            image = report.pages[number].to_image(resolution=DPI, antialias=True).annotated.convert("L")
            image.quantize(16).save(PICTURES / f"{name}.png", optimize=True)
            print(f"docs/pictures/{name}.png: page {number + 1}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
