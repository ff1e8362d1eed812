"""The journal: triggers that write it, the seal, undo and redo, and the proof."""
