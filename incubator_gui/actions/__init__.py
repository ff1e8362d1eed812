"""Every command as the window shows it."""
