"""One file per exchange format; values in and out, no database access."""
