"""What the tour shows: every screen, its records with all their tabs, dialogs, popups, and states worth a look."""
