//! Mutual learning of an organisation and its members (March 1991).
//!
//! March, J. G. (1991). Exploration and exploitation in organizational
//! learning. *Organization Science* 2(1), 71-87. The article leaves out what
//! its program did in three places; they are as told by Rodan (2005) and
//! Christensen (2015), and stand at the functions below: individuals act and
//! are judged by their acts, the score counts right minus wrong, and
//! socialisation goes one step at a time.

use orgsim::random::{Bernoulli, Categorical, Entity, Purpose, Streams};
use orgsim::units::{Probability, Quarter};

/// n: individuals in the organisation.
const INDIVIDUALS: usize = 50;
/// m: dimensions of reality.
const DIMENSIONS: usize = 30;
/// Most periods of a run: an address has 15 bits for them.
pub(crate) const MOST_PERIODS: u16 = i16::MAX as u16;

/// The parameters of the article, by their names there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Parameters {
    /// Learning from the code: that a belief moves towards it in a period.
    pub(crate) p1: Probability,
    /// Learning by the code: that it follows a net majority of one.
    pub(crate) p2: Probability,
    /// Turnover: that an individual is replaced in a period.
    pub(crate) p3: Probability,
    /// Turbulence: that a dimension of reality changes in a period.
    pub(crate) p4: Probability,
}

impl Parameters {
    /// Whether newcomers or a changing reality keep the organisation from ever
    /// coming to rest.
    pub(crate) fn is_open(&self) -> bool {
        self.p3.get() > 0.0 || self.p4.get() > 0.0
    }
}

/// What luck decides.
#[derive(Clone, Copy)]
enum Luck {
    Reality,
    Belief,
    Turnover,
    Turbulence,
    Action,
    Socialisation,
    CodeLearning,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

/// Convictions, acts or truths, dimension by dimension: -1, 1, or 0 for none.
type Profile = [i8; DIMENSIONS];

/// An organisation in the middle of a run.
pub(crate) struct Organization {
    parameters: Parameters,
    streams: Streams,
    /// How many periods are over.
    period: u16,
    reality: Profile,
    code: Profile,
    individuals: Vec<Entity>,
    beliefs: Vec<Profile>,
    /// For each net majority, the probability that the code resists it.
    resistance: [f64; INDIVIDUALS + 1],
    pairs: Vec<(Entity, u32)>,
    uniforms: Vec<f64>,
}

/// The knowledge of the code when nobody can learn any more; none if that does
/// not happen within [`MOST_PERIODS`].
pub(crate) fn equilibrium_knowledge(parameters: Parameters, streams: Streams) -> Option<f64> {
    let mut organization = Organization::found(parameters, streams);
    while organization.can_learn() {
        if organization.period == MOST_PERIODS {
            return None;
        }
        organization.live_a_period();
    }
    Some(organization.knowledge())
}

/// The knowledge of the code after each of some numbers of periods, which
/// stand in rising order and are at most [`MOST_PERIODS`].
pub(crate) fn knowledge_after(
    parameters: Parameters,
    streams: Streams,
    periods: &[u16],
) -> Vec<f64> {
    let mut organization = Organization::found(parameters, streams);
    let after = |&period: &u16| {
        while organization.period < period {
            organization.live_a_period();
        }
        organization.knowledge()
    };
    periods.iter().map(after).collect()
}

impl Organization {
    /// Individuals with random beliefs, and a code without any.
    fn found(parameters: Parameters, streams: Streams) -> Self {
        let individuals: Vec<Entity> = (0..INDIVIDUALS as u32).map(newcomer).collect();
        let mut resistance = [1.0; INDIVIDUALS + 1];
        for k in 1..resistance.len() {
            resistance[k] = resistance[k - 1] * (1.0 - parameters.p2.get());
        }
        let reality = std::array::from_fn(|dimension| {
            let u = by_dimension(&streams, Luck::Reality, Quarter(0), dimension);
            coin(u)
        });
        let beliefs = individuals.iter().map(|&one| naive(&streams, one));
        Self {
            parameters,
            streams,
            period: 0,
            reality,
            code: [0; DIMENSIONS],
            beliefs: beliefs.collect(),
            individuals,
            resistance,
            pairs: Vec::new(),
            uniforms: Vec::new(),
        }
    }

    /// Knowledge of the code: right minus wrong, as a share of all dimensions.
    fn knowledge(&self) -> f64 {
        f64::from(score(&self.code, &self.reality)) / DIMENSIONS as f64
    }

    fn live_a_period(&mut self) {
        self.period += 1;
        let now = Quarter(self.period.into());
        self.turn_over(now);
        self.change_reality(now);
        let actions = self.act(now);
        self.socialise(now);
        // from what was done before individuals learnt
        self.code_learns(now, &actions);
    }

    /// Newcomers take the seats of those who leave, and have luck of their own.
    fn turn_over(&mut self, now: Quarter) {
        if self.parameters.p3.get() == 0.0 {
            return;
        }
        let leaves = Bernoulli::new(self.parameters.p3.get());
        for (one, beliefs) in self.individuals.iter_mut().zip(&mut self.beliefs) {
            if leaves.quantile(self.streams.uniform(Luck::Turnover, *one, now)) {
                one.generation += 1;
                *beliefs = naive(&self.streams, *one);
            }
        }
    }

    fn change_reality(&mut self, now: Quarter) {
        if self.parameters.p4.get() == 0.0 {
            return;
        }
        let changes = Bernoulli::new(self.parameters.p4.get());
        for (dimension, truth) in self.reality.iter_mut().enumerate() {
            let u = by_dimension(&self.streams, Luck::Turbulence, now, dimension);
            if changes.quantile(u) {
                *truth = -*truth;
            }
        }
    }

    /// Individuals act on their beliefs, and by a fair coin without one.
    fn act(&mut self, now: Quarter) -> Vec<Profile> {
        let mut actions = self.beliefs.clone();
        self.draw(now, Luck::Action, |belief, _| belief == 0);
        for (&(one, dimension), &u) in self.pairs.iter().zip(&self.uniforms) {
            actions[one.id as usize][dimension as usize] = coin(u);
        }
        actions
    }

    /// Where the code has a conviction, beliefs that differ move one step
    /// towards it: from the contrary to doubt, from doubt to the code.
    fn socialise(&mut self, now: Quarter) {
        let code = self.code;
        let moves = Bernoulli::new(self.parameters.p1.get());
        self.draw(now, Luck::Socialisation, |belief, dimension| {
            code[dimension] != 0 && belief != code[dimension]
        });
        for (&(one, dimension), &u) in self.pairs.iter().zip(&self.uniforms) {
            if moves.quantile(u) {
                let belief = &mut self.beliefs[one.id as usize][dimension as usize];
                *belief += code[dimension as usize];
            }
        }
    }

    /// The code follows the majority of those whose acts scored more than it
    /// would: the more of them, the likelier.
    fn code_learns(&mut self, now: Quarter, actions: &[Profile]) {
        let own = score(&self.code, &self.reality);
        let superior = actions
            .iter()
            .filter(|actions| score(actions, &self.reality) > own);
        let mut votes = [0i32; DIMENSIONS];
        for actions in superior {
            for (sum, &action) in votes.iter_mut().zip(actions) {
                *sum += i32::from(action);
            }
        }
        for (dimension, (code, vote)) in self.code.iter_mut().zip(votes).enumerate() {
            let majority = vote.signum() as i8;
            if majority == 0 || majority == *code {
                continue;
            }
            let follows = Bernoulli::new(1.0 - self.resistance[vote.unsigned_abs() as usize]);
            let u = by_dimension(&self.streams, Luck::CodeLearning, now, dimension);
            if follows.quantile(u) {
                *code = majority;
            }
        }
    }

    /// Whether a belief can still move, or somebody could still score more
    /// than the code, be it by luck.
    fn can_learn(&self) -> bool {
        let Parameters { p1, p2, .. } = self.parameters;
        let moves = |beliefs: &Profile| {
            let mut pairs = beliefs.iter().zip(&self.code);
            pairs.any(|(belief, &code)| code != 0 && *belief != code)
        };
        let own = score(&self.code, &self.reality);
        let may_be_superior = |beliefs: &Profile| {
            let doubts = beliefs.iter().filter(|&&belief| belief == 0).count();
            score(beliefs, &self.reality) + doubts as i32 > own
        };
        p1.get() > 0.0 && self.beliefs.iter().any(moves)
            || p2.get() > 0.0 && self.beliefs.iter().any(may_be_superior)
    }

    /// Draws a uniform for each belief, given with its dimension, that needs
    /// one: `pairs` and `uniforms` then belong together.
    fn draw(&mut self, now: Quarter, luck: Luck, needs_one: impl Fn(i8, usize) -> bool) {
        self.pairs.clear();
        for (&one, beliefs) in self.individuals.iter().zip(&self.beliefs) {
            for (dimension, &belief) in beliefs.iter().enumerate() {
                if needs_one(belief, dimension) {
                    self.pairs.push((one, dimension as u32));
                }
            }
        }
        self.uniforms.resize(self.pairs.len(), 0.0);
        self.streams
            .column_of_pairs(luck, now, &self.pairs, &mut self.uniforms);
    }
}

/// The first one in a seat.
fn newcomer(id: u32) -> Entity {
    Entity { id, generation: 0 }
}

/// The beliefs with which somebody comes: any of the three, alike.
fn naive(streams: &Streams, one: Entity) -> Profile {
    let belief = Categorical::new([1.0; 3]);
    std::array::from_fn(|dimension| {
        let u = streams.pair_uniform(Luck::Belief, one, Quarter(0), dimension as u32);
        belief.quantile(u) as i8 - 1
    })
}

/// A uniform for a dimension of the organisation or of reality as a whole.
fn by_dimension(streams: &Streams, luck: Luck, now: Quarter, dimension: usize) -> f64 {
    streams.pair_uniform(luck, Entity::default(), now, dimension as u32)
}

fn coin(u: f64) -> i8 {
    if Bernoulli::new(0.5).quantile(u) {
        1
    } else {
        -1
    }
}

/// Right minus wrong.
fn score(profile: &Profile, reality: &Profile) -> i32 {
    let products = profile.iter().zip(reality).map(|(a, b)| i32::from(a * b));
    products.sum()
}
