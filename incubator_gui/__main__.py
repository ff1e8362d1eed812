"""Where the program starts: command line, window, or child process."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; returns the exit status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from incubator_gui import __version__

        sys.stdout.write(f"incubator-gui {__version__}\n")
        return 0
    import multiprocessing

    multiprocessing.freeze_support()
    if len(arguments) == 2 and arguments[0] == "--child":
        from incubator_gui.core.process import child_main

        return child_main(arguments)
    if sys.stderr is not None:  # a bundle without a console has none
        import faulthandler

        faulthandler.enable()
    from incubator_gui.app.cli import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
