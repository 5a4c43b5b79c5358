//! How a structure seats a unit's people in teams.

use orgsim::model::{Event, Role};

use super::{Company, nearest};

#[derive(Default)]
pub(super) struct Team {
    pub(super) researchers: Vec<usize>,
    pub(super) engineers: Vec<usize>,
    /// With whom the team's engineers and researchers can form ties across the
    /// line.
    pub(super) near_researchers: Vec<usize>,
    pub(super) near_engineers: Vec<usize>,
    /// Features that requested work is worth which was finished this quarter.
    pub(super) requested: f64,
    /// Features relative to normal, smoothed.
    pub(super) engagement: f64,
}

impl Team {
    pub(super) fn seats(&self) -> Vec<usize> {
        [self.researchers.clone(), self.engineers.clone()].concat()
    }

    /// Team mates of one's own role, oneself among them.
    pub(super) fn peers(&self, role: Role) -> &[usize] {
        match role {
            Role::Researcher => &self.researchers,
            Role::Engineer => &self.engineers,
        }
    }
}

impl Company<'_> {
    /// Open seats by which a team's product work is measured: those of its engineers, or of
    /// its researchers if it has none.
    pub(super) fn product_seats(&self, team: &Team) -> f64 {
        match self.open_seats(&team.engineers) {
            0 => self.open_seats(&team.researchers) as f64,
            engineers => engineers as f64,
        }
    }

    pub(super) fn open_seats(&self, seats: &[usize]) -> usize {
        let open = seats.iter().filter(|&&seat| self.seats[seat].is_open);
        open.count()
    }

    pub(super) fn reorganise(&mut self, unit: usize) {
        self.units[unit].disruption = 1.0;
        let before: Vec<f64> = (0..self.seats.len())
            .map(|seat| self.team_of(seat).engagement)
            .collect();
        self.form_teams(unit);
        for team in &mut self.units[unit].teams {
            let seats = team.seats();
            let first = before[seats[0]];
            let excess: f64 = seats[1..].iter().map(|&seat| before[seat] - first).sum();
            team.engagement = first + excess / seats.len() as f64;
        }
        if self.scenario.mechanisms.tie_breakage {
            self.break_ties(unit);
        }
        self.say(Event::Reorganised { unit });
    }

    /// Some crews sit with their share of the engineers, in teams as large as
    /// teams are but of one crew at least; all others sit by role, and look
    /// across the line to the team in the same place of its row.
    pub(super) fn form_teams(&mut self, unit: usize) {
        let rules = &self.scenario.teams;
        let teams_of = |people: usize| match people {
            0 => 0,
            some => nearest(some as f64 / f64::from(rules.team_size)).max(1),
        };
        let researchers = self.seats_of(unit, Role::Researcher);
        let engineers = self.seats_of(unit, Role::Engineer);
        let crews: Vec<&[usize]> = researchers.chunks(rules.crew_size as usize).collect();

        let mixed = nearest(self.structure(unit).mixed_teams * crews.len() as f64);
        let (mixed_crews, lab_crews) = crews.split_at(mixed);
        let mixed_people = mixed_crews.concat().len();
        let mixed_share = match researchers.len() {
            0 => 0,
            all => nearest(engineers.len() as f64 * mixed_people as f64 / all as f64),
        };
        let (mixed_engineers, shop_engineers) = engineers.split_at(mixed_share);

        let mut teams = Vec::new();
        let count = teams_of(mixed_people + mixed_share).min(mixed);
        let groups = deal(mixed_engineers, count);
        for (crews, engineers) in deal(mixed_crews, count).into_iter().zip(groups) {
            teams.push(Team {
                researchers: crews.concat(),
                engineers: engineers.to_vec(),
                near_researchers: crews.concat(),
                near_engineers: engineers.to_vec(),
                requested: 0.0,
                engagement: 1.0,
            });
        }
        let count = teams_of(lab_crews.concat().len()).min(lab_crews.len());
        let labs: Vec<Vec<usize>> = deal(lab_crews, count).iter().map(|c| c.concat()).collect();
        let shops = deal(shop_engineers, teams_of(shop_engineers.len()));
        for (number, lab) in labs.iter().enumerate() {
            let shop = shops.get(number * shops.len() / labs.len());
            teams.push(Team {
                researchers: lab.clone(),
                near_engineers: shop.map_or(Vec::new(), |shop| shop.to_vec()),
                engagement: 1.0,
                ..Team::default()
            });
        }
        for (number, shop) in shops.iter().enumerate() {
            let lab = labs.get(number * labs.len() / shops.len());
            teams.push(Team {
                engineers: shop.to_vec(),
                near_researchers: lab.cloned().unwrap_or_default(),
                engagement: 1.0,
                ..Team::default()
            });
        }
        for (number, team) in teams.iter().enumerate() {
            let by_rank = match self.structure(unit).managed_by {
                Role::Engineer => team.engineers.iter().chain(&team.researchers),
                Role::Researcher => team.researchers.iter().chain(&team.engineers),
            };
            for (rank, &seat) in by_rank.enumerate() {
                self.seats[seat].team = number;
                self.seats[seat].is_manager = rank < rules.managers_per_team as usize;
            }
        }
        self.units[unit].teams = teams;
    }
}

/// Deals a row of things to groups that are as equal as can be.
fn deal<T>(row: &[T], groups: usize) -> Vec<&[T]> {
    (0..groups)
        .map(|group| &row[row.len() * group / groups..row.len() * (group + 1) / groups])
        .collect()
}
