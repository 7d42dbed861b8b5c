"""All fault drills in full, a line with figures for each: `.venv/bin/python -m tests.faults [--only NAME ...]`.

Exit code 1 where something acknowledged was lost, or came too late, or must not be, or a control lost nothing; 2 where
all that ran is well, and something could not run here.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.figures import LeftOut
from tests.faults.stock import Stock
from tests.faults.table import FULL, IN_FULL, SMOKE


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--only", nargs="+", choices=IN_FULL, default=list(IN_FULL), metavar="NAME", help=", ".join(IN_FULL)
    )
    options.add_argument("--smoke", action="store_true", help="as large as in the gate")
    options.add_argument("--cycles", type=int, help="of each kind of kill and power cut")
    options.add_argument("--seconds", type=int, help="of each outage")
    options.add_argument("--requests", type=int, help="of those that mean no good")
    chosen = options.parse_args()
    # Who ends it leaves no disk mounted and no server running.
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(128 + signal.SIGTERM))
    size = SMOKE if chosen.smoke else FULL
    if chosen.cycles:
        size = size._replace(**dict.fromkeys(("kills", "postgres_kills", "power", "postgres_power"), chosen.cycles))
    size = size._replace(seconds=chosen.seconds or size.seconds, requests=chosen.requests or size.requests)
    holds, is_whole = True, True
    with tempfile.TemporaryDirectory() as name:
        stock = Stock(Path(name))
        for drill in chosen.only:
            began = time.monotonic()
            try:
                for figures in IN_FULL[drill](stock, size):
                    print(f"{figures} [{time.monotonic() - began:.0f} s]", flush=True)
                    holds &= figures.holds and figures.is_quick
                    began = time.monotonic()
            except LeftOut as reason:
                print(f"{drill}: LEFT OUT: {reason}", flush=True)
                is_whole = False
    return 1 if not holds else 0 if is_whole else 2


if __name__ == "__main__":
    sys.exit(main())
