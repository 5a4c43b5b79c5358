"""What the Python peers have in common: replicates, their time and their statistics."""

import json
import statistics
import sys
from time import perf_counter

QUARTERS = 20
RETENTION = 4
RESEARCHERS = 300


def numbers(run):
    """The statistics of a replicate, from a dictionary of counts for each quarter."""
    researchers = [RESEARCHERS] + [quarter["researchers"] for quarter in run]
    retention = [
        run[q - 1]["veterans"] / researchers[q - RETENTION] for q in range(RETENTION, QUARTERS + 1)
    ]
    total = {key: sum(quarter[key] for quarter in run) for key in run[0]}
    return [
        retention[0],
        statistics.fmean(retention),
        total["papers"] / QUARTERS,
        total["ships"] / QUARTERS,
        total["latency"] / total["ships"],
        total["active"] / QUARTERS,
        total["quits"] / QUARTERS,
    ]


def main(simulate):
    """`SEED REPLICATES` as arguments; prints seconds, means and standard errors as JSON."""
    seed, replicates = map(int, sys.argv[1:])
    start = perf_counter()
    runs = [numbers(simulate([seed, replicate])) for replicate in range(replicates)]
    seconds = perf_counter() - start
    columns = list(zip(*runs, strict=True))
    estimates = [
        {
            "mean": statistics.fmean(column),
            "standard_error": statistics.stdev(column) / len(column) ** 0.5,
        }
        for column in columns
    ]
    print(json.dumps({"seconds": seconds, "estimates": estimates}))
