"""Documents that nobody wrote: drawn from the schema, measured, and made small again where two answers differ."""

from tests.fuzz.coverage import Coverage, depth_of, features_of
from tests.fuzz.document import documents, drawn
from tests.fuzz.drawn import Drawn
from tests.fuzz.lists import Lists
from tests.fuzz.values import Values

__all__ = ["Coverage", "Drawn", "Lists", "Values", "depth_of", "documents", "drawn", "features_of"]
