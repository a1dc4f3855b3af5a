"""Databases to write in, copied from templates."""

from tests.search.templates import empty, empty_template, small, small_template

__all__ = ["empty", "empty_template", "small", "small_template"]
