"""One file per journey; services own transactions and settle which database and index are used."""
