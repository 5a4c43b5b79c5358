"""What Python costs beside the program: time and memory of runs, and of models and measures that
are functions of Python. Prints the table of `docs/python.md`.

    python python/benches/costs.py target/release/orgsim target/release/examples/own_model

Each figure is the least of five; each run is a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPEATS = 5
SCENARIO = "scenarios/reorganisation.toml"


def of_process(command: list[str]) -> tuple[float, float]:
    """Least seconds and megabytes at the peak of a command."""
    seconds, peaks = [], []
    for _ in range(REPEATS):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1000)
        assert status == 0, command
    return min(seconds), min(peaks)


def python(code: str) -> tuple[float, float]:
    return of_process([sys.executable, "-c", code])


def least(code: str, setup: str) -> float:
    """Least seconds of a piece of code, without the start of the interpreter."""
    names: dict[str, object] = {}
    exec(setup, names)
    compiled = compile(code, "costs", "exec")
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        exec(compiled, names)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def runs(program: str) -> None:
    print("| what | program | Python | peak, program | peak, Python |")
    print("|---|---|---|---|---|")
    start = python("import orgsim")
    print(
        f"| start of the interpreter, `import orgsim` | | {start[0]:.2f} s | | {start[1]:.0f} MB |"
    )
    for number in (400, 4000):
        with tempfile.TemporaryDirectory() as folder:
            theirs = of_process(
                [
                    program,
                    "run",
                    SCENARIO,
                    "--runs",
                    str(number),
                    "--parameters",
                    "fixed",
                    "--quiet",
                    "--force",
                    "--out",
                    folder,
                ]
            )
        run = (
            f"import orgsim; r = orgsim.Scenario({SCENARIO!r}).run({number}, parameters='fixed', "
            "spells=False, run_quarters=False)"
        )
        ours = python(run)
        read = python(run + "; r.runs; r.summary; r.quarters")
        for what, own in [("", ours), (", and its tables as columns", read)]:
            print(
                f"| {number} runs{what} | {theirs[0]:.2f} s | {own[0]:.2f} s | {theirs[1]:.0f} MB "
                f"| {own[1]:.0f} MB |"
            )
    setup = (
        f"import orgsim, pyarrow\nr = orgsim.Scenario({SCENARIO!r}).run(4000, parameters='fixed')"
    )
    setup += "\nt = r.runs\ncells = len(t) * len(t.columns)"
    handed = least("pyarrow.table(t)", setup)
    print()
    print(f"Handing a table of 4,000 rows and 332 columns to pyarrow takes {1e3 * handed:.1f} ms.")


def measures() -> None:
    setup = f"""
import orgsim
base = orgsim.Scenario({SCENARIO!r})
pair = {{"a": base, "b": base.set({{"transfer.tacitness": 0.9}})}}
own = orgsim.Measure(
    "own", "own", "papers", "higher", take=lambda run: max(run.quarters("papers_accepted"))
)
"""
    plain = least('orgsim.compare(pair, measures=["papers_accepted"], replicates=100)', setup)
    both = least('orgsim.compare(pair, measures=["papers_accepted", own], replicates=100)', setup)
    print(
        f"A comparison of 2 x 100 runs takes {plain:.2f} s, with a measure in Python {both:.2f} s: "
        f"{1e3 * (both - plain) / 200:.2f} ms a run."
    )


def models(own_model: str) -> None:
    setup = """
import math, orgsim
def queue(reviewers):
    def model(values, luck):
        now = total = 0.0
        free_at = [0.0] * reviewers
        for paper in range(2000):
            now += -math.log(luck.uniform(0, paper)) / values["load"]
            free_at.sort()
            start = max(now, free_at[0])
            total += start - now
            free_at[0] = start - math.log(luck.uniform(1, paper)) * reviewers
        return total / 2000
    return model
measure = orgsim.Measure("wait", "wait", "weeks", "lower")
def ask(replicates):
    orgsim.compare({"one": queue(1), "two": queue(2)}, measures=[measure],
                   factors={"load": [0.5, 0.8]}, replicates=replicates)
luck = orgsim.Streams.of(1, 0)
"""
    of_python = least("ask(100)", setup)
    of_rust, _ = of_process([own_model])
    draw = least("for _ in range(100_000): luck.uniform(0, 5)", setup) / 1e5
    column = least("luck.uniforms(0, 100_000)", setup) / 1e5
    print(
        f"The queue of `examples/own_model.rs`, 400 runs of 4,000 draws: {of_rust:.2f} s in Rust, "
        f"{of_python:.2f} s in Python. A draw takes {1e9 * draw:.0f} ns in Python, "
        f"{1e9 * column:.1f} ns in a column."
    )


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[2])
    program, own_model = (str(Path(path).absolute()) for path in sys.argv[1:3])
    runs(program)
    measures()
    models(own_model)
