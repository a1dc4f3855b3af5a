"""The only place that knows Whoosh: building the index, keeping its generations, asking it."""
