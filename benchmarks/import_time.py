"""Times `import bialign`, beside an empty program and `import numpy`: medians of several runs, each a new process."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

PROGRAMS = {
    "nothing": "pass",
    "import bialign": "import bialign",
    "import bialign; bialign.Bead": "import bialign; bialign.Bead",
    "import bialign; bialign.romanize": "import bialign; bialign.romanize",
    "import numpy": "import numpy",
    "import bialign; bialign.Aligner": "import bialign; bialign.Aligner",
}


def seconds(program: str) -> float:
    """Return how long a program takes in a new process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - started


def main() -> None:
    """Print a table of medians, less the time of an empty program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    for program in PROGRAMS.values():
        seconds(program)
    # One run of each in turn, so that a busy moment of the machine falls on all alike.
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(runs):
        for name, program in PROGRAMS.items():
            times[name].append(seconds(program))
    empty = statistics.median(times["nothing"])
    numpy = statistics.median(times["import numpy"]) - empty
    print(f"{'program':34} {'seconds':>8} {'/ numpy':>8}")
    for name, values in times.items():
        own = statistics.median(values) - empty
        print(f"{name:34} {own:8.3f} {own / numpy:8.2f}")
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bialign; print(len({m.partition('.')[0] for m in sys.modules}))"],
        check=True,
        capture_output=True,
        text=True,
    )
    print(f"Top-level modules after import bialign: {loaded.stdout.strip()}")


if __name__ == "__main__":
    main()
