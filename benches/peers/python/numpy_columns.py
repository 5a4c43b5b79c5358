"""The organisation in NumPy: an array for each property, all seats at once."""

import numpy as np
import report

TEAMS, SEATS_A_TEAM = 50, 10
SEATS = TEAMS * SEATS_A_TEAM
TEAM = np.arange(SEATS) // SEATS_A_TEAM
RESEARCHER = np.arange(SEATS) % SEATS_A_TEAM < 6
FOCUS = np.where(RESEARCHER, 0.5, 0.9)


def simulate(seed):
    rng = np.random.default_rng(seed)
    skill = rng.lognormal(0, 0.5, SEATS)
    taste = rng.random(SEATS)
    tenure = np.zeros(SEATS)
    morale = np.full(SEATS, 0.7)
    active = np.ones(SEATS, bool)
    progress, last_ship, leavers = np.zeros(TEAMS), np.zeros(TEAMS), np.zeros(TEAMS)
    run = []
    for quarter in range(1, report.QUARTERS + 1):
        occupied = active.sum()
        output = rng.poisson((0.25 * skill * FOCUS * taste)[RESEARCHER])
        papers = output[active[RESEARCHER]].sum()
        built = 0.1 * skill * rng.uniform(0.5, 1.5, SEATS)
        progress += (built * (active & ~RESEARCHER)).reshape(TEAMS, SEATS_A_TEAM).sum(axis=1)

        content = FOCUS * taste + (1 - taste) * 0.6
        morale = np.clip(morale + 0.3 * (content - morale) + rng.normal(0, 0.05, SEATS), 0, 1)
        contagion = leavers[TEAM] / SEATS_A_TEAM
        log_odds = (
            -4.2 + 2.5 * (0.7 - morale) + 1.5 * contagion - 0.05 * np.minimum(tenure, 10)
        )
        quits = active & (rng.random(SEATS) < 1 / (1 + np.exp(-log_odds)))
        active &= ~quits
        tenure[active] += 1
        leavers = quits.reshape(TEAMS, SEATS_A_TEAM).sum(axis=1)

        ships = progress >= 1
        latency = (quarter - last_ship[ships]).sum()
        last_ship[ships] = quarter
        progress[ships] = 0

        hires = ~active & (rng.random(SEATS) < 0.7)
        skill[hires] = rng.lognormal(0, 0.5, hires.sum())
        taste[hires] = rng.random(hires.sum())
        tenure[hires] = 0
        morale[hires] = 0.7
        active |= hires
        researchers = active & RESEARCHER
        run.append(
            {
                "active": int(occupied),
                "quits": int(quits.sum()),
                "papers": int(papers),
                "ships": int(ships.sum()),
                "latency": float(latency),
                "researchers": int(researchers.sum()),
                "veterans": int((tenure[researchers] >= report.RETENTION).sum()),
            }
        )
    return run


report.main(simulate)
