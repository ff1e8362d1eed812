"""PDFs: plain values in, a file out. No database, no Qt."""
