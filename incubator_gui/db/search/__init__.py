"""Search: what can be found, kept up with the journal, and the query."""
