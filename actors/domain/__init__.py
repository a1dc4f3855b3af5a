"""Pure values of the field: partial dates, vocabulary, actors, matches. No frameworks."""
