"""The texts that an XLSX file keeps apart from its cells, in a temporary file: a million of them fill no memory."""

from __future__ import annotations

import tempfile
from array import array
from collections import OrderedDict
from typing import IO
from xml.etree.ElementTree import Element, iterparse

_MOST_HELD = 20_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ITEM, _TEXT, _RUN = f"{_MAIN}si", f"{_MAIN}t", f"{_MAIN}r"


class KeptTexts:
    """A sequence of texts on disk; the ones asked for last stay in memory."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the workbook is open
        self._starts = array("Q", [0])
        self._held: OrderedDict[int, str] = OrderedDict()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self):
            raise IndexError(index)
        if (held := self._held.get(index)) is not None:
            return held
        self._file.seek(self._starts[index])
        text = self._file.read(self._starts[index + 1] - self._starts[index]).decode("utf-8", "surrogatepass")
        self._held[index] = text
        if len(self._held) > _MOST_HELD:
            self._held.popitem(last=False)
        return text

    def append(self, text: str) -> None:
        """Add a text; all are added before any is asked for."""
        data = text.encode("utf-8", "surrogatepass")
        self._file.write(data)
        self._starts.append(self._starts[-1] + len(data))

    def close(self) -> None:
        """Give the file up."""
        self._file.close()


def kept_texts(stream: IO[bytes]) -> KeptTexts:
    """The texts of `sharedStrings.xml`, an XML part without definitions of its own."""
    texts = KeptTexts()
    root: Element | None = None
    for event, element in iterparse(stream, events=("start", "end")):
        if root is None:
            root = element
        elif event == "end" and element.tag == _ITEM:
            texts.append(text_of_item(element))
            # The root would keep every element, emptied or not.
            root.clear()
    return texts


def text_of_item(item: Element) -> str:
    """Its text, or the texts of its runs in their formats; how to pronounce it is left out."""
    found = [item.findtext(_TEXT) or ""]
    found += [run.findtext(_TEXT) or "" for run in item.iter(_RUN)]
    return "".join(found)
