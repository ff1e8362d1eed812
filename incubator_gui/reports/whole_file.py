"""A file that is there as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg


def scratch_of(target: Path) -> Path:
    """The file beside the target that is being written; whoever kills the child removes it.

    Its name is short whatever that of the target is: some are as long as a name can be.
    """
    return target.with_name(f".{sha256(target.name.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.part")


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A place to write to; the target is replaced only when that went well, and nothing is left where it did not.

    Raises `Environment` where the file cannot be written.
    """
    scratch = scratch_of(target)
    try:
        yield scratch
        os.replace(scratch, target)
    except OSError as error:
        raise Environment(msg("The file {file} could not be written: {reason}", file=str(target),
                              reason=error.strerror or str(error))) from error
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
