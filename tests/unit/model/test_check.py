"""The model refuses declarations that disagree, and says which."""

from __future__ import annotations

import pytest

from graph_service.model import load_model
from graph_service.model.check import check_model
from tests.unit.model.conftest import Declare

_LIBRARY = """
class Library(Node, prefix="lib", plural="libraries"):
    \"\"\"A library.\"\"\"

    {library}


class Book(Node, prefix="book"):
    \"\"\"A book.\"\"\"

    {book}
"""


def problems(declared: Declare, library: str = "", book: str = "") -> list[str]:
    return check_model(declared(_LIBRARY.format(library=library, book=book)))


def test_the_real_model_agrees_with_itself() -> None:
    assert check_model(load_model()) == []


def test_two_ends_that_agree_are_fine(declared: Declare) -> None:
    assert (
        problems(declared, 'books: list[Book] = out("HOLDS", "Books.")', 'library: Library = into("HOLDS", "L.")') == []
    )


def test_an_end_without_a_field_back_is_refused(declared: Declare) -> None:
    assert problems(declared, library='books: list[Book] = out("HOLDS", "Books.")') == [
        "HOLDS: Library leads to Book, but Book has no field back"
    ]


def test_a_field_that_nothing_leads_to_is_refused(declared: Declare) -> None:
    assert problems(declared, book='library: Library = into("HOLDS", "Its library.")') == [
        "HOLDS: Book expects it from Library, but Library has no such field"
    ]


_KEEPS = """
class Held(Relationship, type="HELD_BY"{derived}, keeps=("libraryCode", "code")):
    \"\"\"Is held.\"\"\"


class Library(Node, prefix="lib", plural="libraries"):
    \"\"\"A library.\"\"\"

    code: str = prop("Its code."{key})
    books: list[Book] = into("HELD_BY", "Books.")


class Book(Node, prefix="book"):
    \"\"\"A book.\"\"\"

    library: Library = out("HELD_BY", "Its library.")
"""


def test_what_is_kept_is_of_one_end_and_tells_it_from_others(declared: Declare) -> None:
    model = declared(_KEEPS.format(derived=", derived=True", key=", key=True"))
    assert check_model(model) == []
    assert model.types["Book"].properties["libraryCode"].derived
    assert check_model(declared(_KEEPS.format(derived="", key=""))) == [
        "HELD_BY keeps code, which is not unique of one label"
    ]
    several = _KEEPS.format(derived="", key=", key=True").replace("library: Library", "libraries: list[Library]")
    assert check_model(declared(several)) == ["HELD_BY keeps code, but Book can have several"]


def test_ends_of_another_type_are_refused(declared: Declare) -> None:
    found = problems(declared, 'books: list[Book] = out("HOLDS", "B.")', 'library: Library = into("KEEPS", "L.")')
    assert found == [
        "HOLDS: Library leads to Book, but Book has no field back",
        "KEEPS: Book expects it from Library, but Library has no such field",
    ]


def test_ends_of_one_direction_are_refused(declared: Declare) -> None:
    found = problems(declared, 'books: list[Book] = out("HOLDS", "B.")', 'library: Library = out("HOLDS", "L.")')
    assert found == [
        "HOLDS: Book leads to Library, but Library has no field back",
        "HOLDS: Library leads to Book, but Book has no field back",
    ]


def test_ends_with_other_labels_are_refused(declared: Declare) -> None:
    found = problems(declared, 'books: list[Book] = out("HOLDS", "B.")', 'other: Book = into("HOLDS", "A book.")')
    assert found == [
        "HOLDS: Library leads to Book, but Book has no field back",
        "HOLDS: Book expects it from Book, but Book has no such field",
    ]


def test_an_end_that_leads_to_anything_vouches_for_all(declared: Declare) -> None:
    assert (
        problems(declared, 'about: list[Node] = out("ABOUT", "A.")', 'shelves: list[Library] = into("ABOUT", "S.")')
        == []
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('class Pen(Node, prefix="lib"):\n    """A pen."""', "Pen and Library share the id prefix lib"),
        ('class Pen(Node):\n    """A pen."""', "Pen has no id prefix"),
        (
            'class Pen(Node, prefix="pen", plural="books"):\n    """A pen."""',
            "Pen and Book share the root field books",
        ),
        (
            'class Writes(Relationship, type="WRITES"):\n    """Unused."""\n\n    on: date = prop("Day.")',
            "WRITES is a relationship class that no field uses",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n    ink: str = term("inkColour", "Colour.")',
            "Pen.ink names the vocabulary inkColour, which is not there",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n'
            '    twin: Pen = out("PEN", "Its twin.")\n    twins: list[Pen] = into("PEN", "Twins.")',
            "PEN is the name of a label and of a relationship type",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n    far: Book = through("Far.", step_out("NOWHERE"))',
            "a through field uses NOWHERE, which no field declares",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n'
            '    cap: Pen | None = out("CAPS", "Its cap.", latest="day")\n    caps: list[Pen] = into("CAPS", "Caps.")',
            "Pen.cap: no property day to be the latest by",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n'
            '    caps: list[Pen] = out("CAPS", "Its caps.", differs="ink")\n'
            '    of: list[Pen] = into("CAPS", "Its pens.")',
            "Pen.caps: no property ink to differ in",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n'
            '    caps: list[Pen] = out("CAPS", "Its caps.", without="FITS")\n'
            '    of: list[Pen] = into("CAPS", "Its pens.")',
            "Pen.caps: no relationship type FITS to be without",
        ),
        (
            'class Pen(Node, prefix="pen"):\n    """A pen."""\n\n    name: Localized = prop("Name.", sort="nameSort")',
            "Pen has a name to sort by, but is not searchable",
        ),
        (
            'class Pen(Node, prefix="pen", searchable=True):\n    """A pen."""\n\n    ink: str = prop("Its ink.")',
            "Pen is searchable, but no property names it (sort=…)",
        ),
    ],
)
def test_what_makes_no_sense_is_named(declared: Declare, text: str, problem: str) -> None:
    found = check_model(declared(_LIBRARY.format(library="", book="") + "\n\n" + text + "\n"))
    assert problem in found


def test_a_field_of_several_labels_needs_a_union(declared: Declare) -> None:
    with pytest.raises(TypeError, match="anything: a field of several labels needs union"):
        problems(declared, 'anything: list[Book | Library] = out("HAS", "Anything.")')


def test_a_union_has_the_same_labels_everywhere(declared: Declare) -> None:
    with pytest.raises(TypeError, match="union Thing is"):
        declared(
            _LIBRARY.format(
                library='one: list[Book | Library] = out("HAS", "One.", union="Thing")',
                book='two: list[Book | Pen] = out("HAD", "Two.", union="Thing")',
            )
            + '\n\nclass Pen(Node, prefix="pen"):\n    """A pen."""\n'
        )
