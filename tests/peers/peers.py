"""Numbers that orgsim wrote, computed again from its own runs by other programs.

peers.py FOLDER: the folder has the results `run`, `compare`, `sweep`, `sobol` and `morris`, and
`said` of the records in `records`.
Prints a line for each comparison; fails where a number differs.
"""

import json
import sys
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from SALib.analyze import morris
from SALib.analyze.sobol import first_order, total_order
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.multitest import multipletests

ROOT = Path(sys.argv[1])
TOLERANCE = 1e-9


def table(folder, name):
    # exact numbers, and texts such as NA as they stand there
    return pd.read_csv(
        ROOT / folder / name, float_precision="round_trip", keep_default_na=False, na_values=[""]
    )


def same(what, found, expected, least, tolerance=TOLERANCE):
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert len(found) == len(expected) >= least, f"{what}: {len(found)} and {len(expected)}"
    assert not np.isnan(expected).any(), f"{what}: missing numbers"
    off = np.abs(found - expected) / np.maximum(np.abs(expected), 1.0)
    assert off.max() <= tolerance, f"{what}: {found[off.argmax()]}, not {expected[off.argmax()]}"
    print(f"{what}: {len(found)} numbers, largest difference {off.max():.0e}")


def survival():
    """Tenure, with delayed entry, over the people of all runs."""
    spells, curves = table("run", "spells.csv"), table("run", "survival.csv")
    for role in ["researcher", "engineer"]:
        people = spells[(spells.kind == "employment") & (spells.role == role)]
        # at risk in each quarter from the entry to the last, which is over one tenure later
        entry = people.entry_quarter - people.start_quarter
        left = people.outcome != "censored"
        over = people.end_quarter - people.start_quarter + 1
        fit = KaplanMeierFitter().fit(over, left, entry=entry, timeline=range(17))
        own = curves[(curves.role == role) & (curves.window == "all")]
        known = own[own.estimate.notna()]
        found = fit.survival_function_at_times(known.tenure)
        same(f"survival of {role}s, lifelines", found, known.estimate, 10)


def incidence():
    """Shipping and abandonment, over the breakthroughs of all runs that were made in time."""
    spells, curves = table("run", "spells.csv"), table("run", "incidence.csv")
    made = spells[(spells.kind == "transfer") & (spells.start_quarter >= 0)]
    time = made.end_quarter - made.start_quarter
    status = made.outcome.map({"censored": 0, "shipped": 1, "abandoned": 2})
    curves = curves[(curves.window == "all") & curves.estimate.notna()]
    # what was made in the last quarter was never at risk
    at_risk = time > 0
    time, status = time[at_risk], status[at_risk]
    fit = CumIncidenceRight(time.to_numpy(), status.to_numpy())
    for place, fate in enumerate(["shipped", "abandoned"]):
        own = curves[(curves.fate == fate) & (curves.quarters >= fit.times.min())]
        at = np.searchsorted(fit.times, own.quarters, side="right") - 1
        same(f"incidence of {fate}, statsmodels", fit.cinc[place][at], own.estimate, 5)
    open_ = KaplanMeierFitter().fit(time, status > 0)
    own = curves[curves.fate == "open"]
    found = open_.survival_function_at_times(own.quarters)
    same("still open, lifelines", found, own.estimate, 5)


def records():
    """Tenure in an organisation's records: people enter when the records begin."""
    people = pd.read_csv(ROOT / "records" / "people.csv", parse_dates=["start", "end"])
    with open(ROOT / "records" / "records.toml", "rb") as file:
        span = tomllib.load(file)["records"]
    begin, until = pd.Timestamp(span["begin"]), pd.Timestamp(span["until"])
    # at risk on the first day of the records itself
    entry = (begin - pd.Timedelta(days=1) - people.start).dt.days.clip(lower=0)
    over = (people.end.fillna(until) - people.start).dt.days
    curves = table("said", "tenure.csv")
    for group, name in [(None, "all"), ("researcher", "researchers"), ("engineer", "engineers")]:
        own = people.role == group if group else people.role.notna()
        fit = KaplanMeierFitter().fit(over[own], people.end[own].notna(), entry=entry[own])
        known = curves[curves.group.fillna("all") == name]
        known = known[known.survival.notna()]
        found = fit.survival_function_at_times((known.years * 365.25).astype(int))
        same(f"tenure of {name} in records, lifelines", found, known.survival, 10)


def compare():
    """Paired t tests, their intervals and Holm's adjustment."""
    runs, rows = table("compare/compare", "runs.csv"), table("compare/compare", "differences.csv")
    manifest = json.loads((ROOT / "compare/compare/manifest.json").read_text())
    names = {own["label"]: own["name"] for own in manifest["variants"]}
    of = {name: own.set_index("run") for name, own in runs.groupby("variant")}
    found = {"difference": [], "p_value": [], "difference_ci_low": [], "difference_ci_high": []}
    for row in rows.itertuples():
        baseline, variant = (of[names[label]][row.measure] for label in [row.baseline, row.variant])
        test = stats.ttest_rel(variant, baseline)
        low, high = test.confidence_interval(manifest["confidence_level"])
        numbers = [(variant - baseline).mean(), test.pvalue, low, high]
        for column, number in zip(found, numbers, strict=True):
            found[column].append(number)
    for column, numbers in found.items():
        same(f"{column}, SciPy", numbers, rows[column], 6)
    adjusted = multipletests(rows.p_value, method="holm")[1]
    same("p-values after Holm, statsmodels", adjusted, rows.p_adjusted, 6)


def sweep():
    """Coefficients and standard errors of the regression on coded factors."""
    runs, effects = table("sweep/sweep", "runs.csv"), table("sweep/sweep", "effects.csv")
    manifest = json.loads((ROOT / "sweep/sweep/manifest.json").read_text())
    factors = [factor["name"] for factor in manifest["factors"]]
    coded = {}
    for name in factors:
        values = runs[name]
        coded[name] = 2 * (values - values.min()) / (values.max() - values.min()) - 1
    for first, second in [(a, b) for i, a in enumerate(factors) for b in factors[i + 1 :]]:
        coded[f"{first} x {second}"] = coded[first] * coded[second]
    design = sm.add_constant(pd.DataFrame(coded))
    [measure] = [own["key"] for own in manifest["measures"]]
    of_runs = pd.DataFrame(
        {
            run: sm.OLS(runs.loc[own.index, measure], design.loc[own.index]).fit().params
            for run, own in runs.groupby("run")
        }
    ).T
    places = dict(zip(effects.term, effects.index, strict=True))
    assert set(places) == set(coded), f"{sorted(places)} and {sorted(coded)}"
    terms = list(coded)
    own = effects.set_index("term").loc[terms]
    same("effects, statsmodels", of_runs[terms].mean(), own.effect, 3)
    errors = of_runs[terms].std(ddof=1) / np.sqrt(len(of_runs))
    same("their standard errors, over runs", errors, own.effect_std_error, 3)


def points(folder, row_len):
    """Outcomes point by point, one a replicate, as rows of the design, and the factors there."""
    runs = table(f"{folder}/sensitivity", "runs.csv")
    manifest = json.loads((ROOT / folder / "sensitivity/manifest.json").read_text())
    [measure] = [own["key"] for own in manifest["measures"]]
    factors = manifest["factors"]
    names = [factor["name"] for factor in factors]
    replicate = runs.groupby("point").cumcount()
    outcomes = runs.pivot_table(measure, "point", replicate, sort=False)
    assert (np.diff(outcomes.index) == 1).all() and len(outcomes) % row_len(len(names)) == 0
    unit = runs.groupby("point")[names].first()
    for factor in factors:
        unit[factor["name"]] = (unit[factor["name"]] - factor["low"]) / (
            factor["high"] - factor["low"]
        )
    return names, unit.to_numpy(), outcomes.to_numpy()


def indices(folder, names, others):
    """The indices of the program, by kind, in the order of the factors."""
    rows = table(f"{folder}/sensitivity", "sensitivity.csv")
    rows = rows.set_index(["index", "factor"]).estimate
    return {kind: [rows[kind, name] for name in [*names, *others]] for kind in rows.index.levels[0]}


def sobol():
    """Single runs, with chance as one more input."""
    names, _, outcomes = points("sobol", lambda factors: factors + 3)
    columns = len(names) + 1
    rows = outcomes.reshape(-1, columns + 2)
    # the estimators depend on where outcomes are centred: over A and B
    rows = rows - rows[:, :2].mean()
    a, b = rows[:, 0], rows[:, 1]
    own = indices("sobol", names, ["(chance)"])
    possible = lambda numbers: np.clip(numbers, 0, 1)
    first = [first_order(a, rows[:, 2 + column], b) for column in range(columns)]
    total = [total_order(a, rows[:, 2 + column], b) for column in range(columns)]
    same("first-order indices, SALib", possible(np.ravel(first)), own["first"], 3)
    same("total-order indices, SALib", possible(np.ravel(total)), own["total"], 3)


def elementary_effects():
    """Trajectories, with the dummy as a column that no scenario reads."""
    levels = 4
    names, unit, outcomes = points("morris", lambda factors: factors + 2)
    length = len(names) + 2
    # the dummy takes the step in which no factor does
    dummy = np.zeros(len(unit))
    step = levels / (2 * (levels - 1))
    for start in range(0, len(unit), length):
        moved = np.abs(np.diff(unit[start : start + length], axis=0)).sum(axis=1) > 1e-9
        [still] = np.flatnonzero(~moved)
        dummy[start + still + 1 : start + length] = step
    inputs = np.column_stack([unit, dummy])
    problem = {
        "num_vars": len(names) + 1,
        "names": [*names, "(dummy)"],
        "bounds": [[0, 1]] * (len(names) + 1),
    }
    found = morris.analyze(problem, inputs, outcomes.mean(axis=1), num_levels=levels, seed=1)
    own = indices("morris", names, [])
    count = len(names)
    same("mu, SALib", found["mu"][:count], own["mu"], 2)
    same("mu star, SALib", found["mu_star"][:count], own["mu_star"], 2)
    # the program takes out of the spread what is noise of means over replicates
    noise = np.zeros(count)
    for start in range(0, len(unit), length):
        steps = np.diff(unit[start : start + length], axis=0)
        effects = np.diff(outcomes[start : start + length], axis=0) / step
        for column in range(count):
            [at] = np.flatnonzero(np.abs(steps[:, column]) > 1e-9)
            noise[column] += effects[at].var(ddof=1) / effects.shape[1]
    noise /= len(unit) / length
    sigma = np.sqrt(np.maximum(found["sigma"][:count] ** 2 - noise, 0))
    same("sigma, SALib", sigma, own["sigma"], 2)


survival()
incidence()
records()
compare()
sweep()
sobol()
elementary_effects()
