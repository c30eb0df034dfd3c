"""Pictures as HTML: the interactive view and the citation map, each one file that asks for nothing outside itself."""

from .elements import Elements, PictureOptions
from .map import map_elements, write_map
from .view import write_view

__all__ = ["Elements", "PictureOptions", "map_elements", "write_map", "write_view"]
