//! Applicants: who might take a seat, and what lasts of them.

use crate::elementary::{exp_column, normal_quantile_column};
use crate::measures::Role;
use crate::model::prepared::preference;
use crate::model::state::{Seats, Traits};
use crate::model::step::Step;
use crate::random::{Entity, Stream};
use crate::units::Quarter;

/// Those who come next to some seats, one row each; drawn at once because a column costs
/// less than its draws one by one.
pub(crate) struct Applicants {
    /// What is fixed about them.
    pub(crate) traits: Traits,
    /// The draws by which they take offers.
    pub(crate) offer: Vec<f64>,
}

impl Applicants {
    /// For each of these seats its next applicant: researchers with a skill that is `quality`
    /// standard deviations above the ordinary.
    ///
    /// Equations (M77), (M78), (M79), (M80).
    pub(crate) fn draw(step: &Step, seats: &Seats, of: &[usize], quality: f64) -> Self {
        let rows = of.len();
        if rows == 0 {
            return Self {
                traits: Traits::default(),
                offer: Vec::new(),
            };
        }
        let identities: Vec<(Entity, u32)> = of
            .iter()
            .map(|&seat| (seats.person[seat], seats.applicant[seat]))
            .collect();
        let (mut shares, mut normals) = (vec![0.0; 3 * rows], vec![0.0; 9 * rows]);
        draw_columns(
            step,
            &identities,
            columns(&mut shares),
            columns(&mut normals),
        );
        normal_quantile_column(&mut normals);
        let [taste_class, stage, offer] = columns(&mut shares);
        let [
            research,
            product,
            know_how,
            strength,
            pay,
            disposition,
            embeddedness,
            alternatives,
            frailty,
        ] = columns(&mut normals);

        let scenario = &step.model.scenario;
        let (people, mechanisms) = (&scenario.people, &scenario.mechanisms);
        let (satisfaction, market) = (&scenario.satisfaction, &scenario.labour_market);
        let of_skills = correlated(people.skill_correlation);
        let of_know_how = correlated(people.know_how_skill_correlation);
        let of_taste = correlated(people.taste_skill_correlation);
        let of_alternatives = correlated(market.alternatives_skill_correlation);
        let mut traits = Traits::with_seats(rows);
        for (row, &seat) in of.iter().enumerate() {
            let role = seats.role[seat];
            let research = match role {
                Role::Researcher => research[row] + quality,
                Role::Engineer => research[row],
            };
            let product = of_skills(research, product[row]);
            let skill = match role {
                Role::Researcher => research,
                Role::Engineer => product,
            };
            traits.skill_score[row] = skill;
            // Logarithms, until all are there.
            traits.research_skill[row] = log_of_unit_mean(people.research_skill_sigma, research);
            traits.product_skill[row] = log_of_unit_mean(people.product_skill_sigma, product);
            traits.pace[row] = log_pace(
                scenario.research.pace_elasticity,
                people.research_skill_sigma,
                research,
            );
            let know_how = of_know_how(skill, know_how[row]);
            traits.know_how[row] = log_of_unit_mean(people.know_how_sigma, know_how);
            traits.taste[row] = people.taste_sigma * of_taste(research, strength[row]);

            traits.stage[row] = if stage[row] < people.junior_share {
                0
            } else if stage[row] < 1.0 - people.senior_share {
                1
            } else {
                2
            };
            traits.contentment[row] = satisfaction.pay * pay[row];
            if mechanisms.disposition {
                traits.contentment[row] += satisfaction.disposition * disposition[row];
            }
            let unit = &step.model.units[seats.unit[seat] as usize];
            let mut log_hazard = unit.log_hazard[role as usize];
            if mechanisms.embeddedness {
                log_hazard -= market.embeddedness * embeddedness[row];
            }
            if mechanisms.alternatives {
                log_hazard += market.alternatives * of_alternatives(skill, alternatives[row]);
            }
            if mechanisms.frailty {
                log_hazard += market.frailty_sigma * frailty[row];
            }
            traits.log_hazard[row] = log_hazard;
        }
        for column in [
            &mut traits.research_skill,
            &mut traits.product_skill,
            &mut traits.pace,
            &mut traits.know_how,
            &mut traits.taste,
        ] {
            exp_column(column);
        }
        for (row, &seat) in of.iter().enumerate() {
            let has_taste =
                seats.role[seat] == Role::Researcher && taste_class[row] >= people.taste_none_share;
            let taste = &mut traits.taste[row];
            *taste = match has_taste {
                true => people.taste_median * *taste,
                false => 0.0,
            };
            traits.preference[row] = preference(*taste);
        }
        Self {
            traits,
            offer: offer.to_vec(),
        }
    }
}

/// The draws that make people what they are: traits belong to the person, not to the quarter
/// of hiring.
fn draw_columns(
    step: &Step,
    identities: &[(Entity, u32)],
    [taste_class, stage, offer]: [&mut [f64]; 3],
    [
        research,
        product,
        know_how,
        strength,
        pay,
        disposition,
        embeddedness,
        alternatives,
        frailty,
    ]: [&mut [f64]; 9],
) {
    let always = Quarter(0);
    for (purposes, first, second) in [
        (
            [Stream::ResearchSkill, Stream::ProductSkill],
            research,
            product,
        ),
        (
            [Stream::TasteClass, Stream::TasteStrength],
            taste_class,
            strength,
        ),
        (
            [Stream::Embeddedness, Stream::Frailty],
            embeddedness,
            frailty,
        ),
        ([Stream::Alternatives, Stream::Pay], alternatives, pay),
        ([Stream::OfferAccepted, Stream::KnowHow], offer, know_how),
    ] {
        let streams = step.streams;
        streams.pair_columns_of_pairs(purposes, always, identities, first, second);
    }
    for (purpose, column) in [
        (Stream::CareerStage, stage),
        (Stream::Disposition, disposition),
    ] {
        step.streams
            .column_of_pairs(purpose, always, identities, column);
    }
}

/// Equal parts of what stands in a row.
fn columns<const N: usize>(values: &mut [f64]) -> [&mut [f64]; N] {
    let rows = values.len() / N;
    let mut columns = values.chunks_exact_mut(rows);
    std::array::from_fn(|_| columns.next().expect("N times as many values as rows"))
}

/// From `x` and an independent standard normal, another with the given correlation to `x`.
fn correlated(correlation: f64) -> impl Fn(f64, f64) -> f64 {
    let rest = (1.0 - correlation * correlation).sqrt();
    move |x, independent| correlation * x + rest * independent
}

/// Logarithm of what turns skill for research into skill for the progress of projects, whose
/// mean is one too and whose elasticity in the former is given.
///
/// Equation (M30).
fn log_pace(elasticity: f64, sigma: f64, z: f64) -> f64 {
    let beyond = elasticity - 1.0;
    beyond * sigma * z - 0.5 * beyond * (elasticity + 1.0) * sigma * sigma
}

/// Logarithm of a log-normal with mean one.
fn log_of_unit_mean(sigma: f64, z: f64) -> f64 {
    sigma * z - 0.5 * sigma * sigma
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::prepared::Model;
    use crate::random::Streams;
    use crate::scenario::Scenario;

    #[test]
    fn an_applicant_is_the_same_alone_and_among_others() {
        let (model, streams) = (Model::new(&Scenario::default()), Streams::new(3, 1));
        let step = Step {
            model: &model,
            streams: &streams,
            quarter: Quarter(0),
        };
        let mut seats = Seats::of(&model.units, step.quarter, Quarter(-1000));
        let all: Vec<usize> = (0..seats.count()).collect();
        for &seat in &all {
            (seats.person[seat].generation, seats.applicant[seat]) =
                (seat as u32 % 3, seat as u32 % 5);
        }
        let among_others = Applicants::draw(&step, &seats, &all, 0.3);
        let told = |applicants: &Applicants, row| {
            let mut traits = Traits::with_seats(1);
            traits.copy(0, &applicants.traits, row);
            format!("{traits:?} {}", applicants.offer[row])
        };
        for &seat in &all {
            let alone = Applicants::draw(&step, &seats, &[seat], 0.3);
            assert_eq!(told(&alone, 0), told(&among_others, seat));
        }
        assert!(Applicants::draw(&step, &seats, &[], 0.3).offer.is_empty());
    }
}
