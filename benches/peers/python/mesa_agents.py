"""The organisation in Mesa: people are agents, the rest is the model's."""

import math

import mesa
import report

TEAMS, SEATS_A_TEAM, RESEARCHERS_A_TEAM = 50, 10, 6


class Team:
    def __init__(self):
        self.progress = 0.0
        self.last_ship = 0
        self.leavers = 0
        self.leavers_before = 0


class Person(mesa.Agent):
    def __init__(self, model, team, is_researcher):
        super().__init__(model)
        self.team = team
        self.is_researcher = is_researcher
        self.skill = self.random.lognormvariate(0, 0.5)
        self.tenure = 0
        self.morale = 0.7
        self.taste = self.random.random()

    def step(self):
        focus = 0.5 if self.is_researcher else 0.9
        effort = focus * self.taste
        if self.is_researcher:
            self.model.papers += self.model.rng.poisson(0.25 * self.skill * effort)
        else:
            self.team.progress += 0.1 * self.skill * self.random.uniform(0.5, 1.5)

        content = effort + (1 - self.taste) * 0.6
        change = 0.3 * (content - self.morale) + self.random.gauss(0, 0.05)
        self.morale = min(max(self.morale + change, 0.0), 1.0)
        contagion = self.team.leavers_before / SEATS_A_TEAM
        log_odds = (
            -4.2 + 2.5 * (0.7 - self.morale) + 1.5 * contagion - 0.05 * min(self.tenure, 10)
        )
        if self.random.random() < 1 / (1 + math.exp(-log_odds)):
            self.quit()
        else:
            self.tenure += 1

    def quit(self):
        self.team.leavers += 1
        self.model.vacancies.append((self.team, self.is_researcher))
        self.remove()


class Organisation(mesa.Model):
    def __init__(self, seed):
        super().__init__(seed=seed)
        self.teams = [Team() for _ in range(TEAMS)]
        self.vacancies = []
        for team in self.teams:
            Person.create_agents(self, RESEARCHERS_A_TEAM, team, True)
            Person.create_agents(self, SEATS_A_TEAM - RESEARCHERS_A_TEAM, team, False)
        names = ["active", "quits", "papers", "ships", "latency", "researchers", "veterans"]
        self.datacollector = mesa.DataCollector(model_reporters={name: name for name in names})

    def step(self):
        self.active = len(self.agents)
        self.papers = 0
        self.agents.do("step")
        self.ship()
        self.hire()
        researchers = self.agents.select(lambda person: person.is_researcher)
        self.researchers = len(researchers)
        self.veterans = sum(person.tenure >= report.RETENTION for person in researchers)
        self.datacollector.collect(self)

    def ship(self):
        self.quits, self.ships, self.latency = 0, 0, 0
        for team in self.teams:
            if team.progress >= 1:
                self.ships += 1
                self.latency += self.steps - team.last_ship
                team.last_ship = self.steps
                team.progress = 0.0
            self.quits += team.leavers
            team.leavers_before, team.leavers = team.leavers, 0

    def hire(self):
        vacancies, self.vacancies = self.vacancies, []
        for team, is_researcher in vacancies:
            if self.random.random() < 0.7:
                Person(self, team, is_researcher)
            else:
                self.vacancies.append((team, is_researcher))


def simulate(seed):
    seed, replicate = seed
    organisation = Organisation(seed * 1_000_000 + replicate)
    for _ in range(report.QUARTERS):
        organisation.step()
    collected = organisation.datacollector.model_vars
    return [dict(zip(collected, values)) for values in zip(*collected.values())]


report.main(simulate)
