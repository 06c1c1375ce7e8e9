"""The steps of a roll-up that are done, beside the file it writes: begun again, it goes on behind them."""

from __future__ import annotations

import glob
import json
import shutil
from pathlib import Path

from taizhang.reporting.files import FolderMissing, write_whole


class KeptSteps:
    """A hidden folder beside the file, gone when the file is there."""

    def __init__(self, *, beside: Path) -> None:
        if not beside.parent.is_dir():
            raise FolderMissing(f"文件夹“{beside.parent}”不存在，请先建立文件夹或改正路径。")
        self._file = beside
        self.folder = beside.parent / f".{beside.name}.rollup"

    def begin(self, *, mark: str, position: int) -> int:
        """Return the position of what was begun under that mark, or begin anew at `position`."""
        # What a killed process left half written; it was never put in place.
        for left in self._file.parent.glob(f".{glob.escape(self._file.name)}.*"):
            if left.is_file():
                left.unlink()
        note = self.folder / "order.json"
        if note.is_file():
            told = json.loads(note.read_text("utf-8"))
            if told["mark"] == mark and told["position"] <= position:
                return int(told["position"])
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        write_whole(path=note, content=json.dumps({"mark": mark, "position": position}).encode())
        return position

    def file(self, step: int) -> Path:
        """Return the file of a step, there when it is done."""
        return self.folder / f"{step:05d}.csv"

    def clear(self) -> None:
        """Remove them all."""
        shutil.rmtree(self.folder, ignore_errors=True)
