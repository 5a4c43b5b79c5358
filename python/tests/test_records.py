"""Fits to records, audits and patterns."""

from __future__ import annotations

import datetime

import orgsim
import pytest


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fit") / "records"
    orgsim.example_records(folder)
    return folder


@pytest.fixture(scope="module")
def fit(records):
    return orgsim.fit(records, draws=500, hold_out=1)


def test_a_fit_is_that_of_the_program(fit, records, program, tmp_path):
    program("fit", records, "--draws", 500, "--hold-out", 1, "--quiet", "--out", tmp_path / "ours")
    for name in fit.tables:
        theirs = (tmp_path / "ours" / f"{name}.csv").read_bytes()
        assert (fit.path / f"{name}.csv").read_bytes() == theirs, name
    assert orgsim.read(tmp_path / "ours").findings == fit.findings


def test_what_was_learnt_goes_on_into_a_what_if(fit):
    assert fit.is_learnt and len(fit.backtest) > 0
    assert "learnt" in fit.learnt["standing"] and "weight" in fit.parameters
    assert sum(fit.parameters["weight"]) == pytest.approx(1.0)
    run = fit.scenario.run(20, parameters=fit.parameters)
    drawn = run.manifest["parameters"]
    assert drawn["draws"] >= 10 and "calibration" in str(drawn).lower()
    teams = fit.scenario.set({"teams.ties_per_person": 5})
    answer = orgsim.compare(
        {"as it is": fit.scenario, "more ties": teams},
        replicates=20,
        parameters=fit,
        measures=["researcher_retention_12m"],
    )
    assert answer["spreads"]["variant"]


def test_records_alone_can_be_described(records):
    said = orgsim.fit(records, draws=0)
    assert not said.is_learnt and said.findings
    with pytest.raises(orgsim.RecordsError, match="ask for draws"):
        said.parameters


def test_faults_of_records_have_places(records, tmp_path):
    broken = tmp_path / "records"
    broken.mkdir()
    people = (records / "people.csv").read_text().splitlines()
    line = next(at for at, text in enumerate(people) if "2021-06-30" in text)
    people[line] = people[line].replace("2021-06-30", "yesterday")
    (broken / "people.csv").write_text("\n".join(people))
    (broken / "records.toml").write_text((records / "records.toml").read_text())
    with pytest.raises(orgsim.RecordsError) as raised:
        orgsim.fit(broken, draws=0)
    places = [fault.place for fault in raised.value.faults if fault.place]
    assert any(place[0].endswith("people.csv") and place[1] == line + 1 for place in places)


@pytest.mark.parametrize(
    "wrong", [{"draws": 10}, {"hold_out": 41}, {"smallest": 2}, {"seed": 2**63}]
)
def test_what_is_out_of_range_is_refused(records, wrong):
    with pytest.raises(ValueError, match="allowed"):
        orgsim.fit(records, **wrong)


def test_dates_are_those_of_python(records):
    with pytest.raises(orgsim.RecordsError):
        orgsim.fit(records, draws=0, since=datetime.date(2100, 1, 1))


def test_a_proposal_has_the_headers(records):
    assert 'start = "start"' in orgsim.guess_records(records / "people.csv")


def test_an_audit_is_that_of_the_program(program, tmp_path):
    audit = orgsim.audit(draws=20)
    program("audit", "--draws", 20, "--quiet", "--out", tmp_path / "audit")
    for name in audit.tables:
        theirs = (tmp_path / "audit" / f"{name}.csv").read_bytes()
        assert (audit.path / f"{name}.csv").read_bytes() == theirs
    with pytest.raises(ValueError, match="draws: 3"):
        orgsim.audit(draws=3)
    with pytest.raises(orgsim.ClaimsError):
        orgsim.audit(tmp_path / "nowhere.csv")


def test_patterns_have_verdicts(small):
    found = orgsim.patterns(small, runs=40)
    assert set(found.verdicts.values()) <= {"appears", "fails", "undecided", "not applicable"}
    assert len(found.verdicts) == int(found.said.split()[0])
    with pytest.raises(ValueError, match="runs: 3; allowed: 40 to 20000"):
        orgsim.patterns(small, runs=3)
