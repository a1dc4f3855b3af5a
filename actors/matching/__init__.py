"""From evidence to ranked candidates: one function per signal, one table of weights."""
