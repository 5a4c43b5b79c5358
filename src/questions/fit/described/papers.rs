//! Papers by quarter.

use super::bounded::Bounded;
use super::calendar::Quarters;
use super::equal_rates::{Count, equal_rates};
use super::rows::{EqualRates, Tested};
use super::rows_of_work::{Overall, PapersOfQuarter, Quantity};
use super::settings::DescribeSettings;
use crate::records::Records;
use crate::row::Rows;
use crate::stats::{Estimate, Moments};
use crate::units::DAYS_A_QUARTER;

/// Quarters after which it is told whether a paper was accepted.
const DECIDED: f64 = 4.0;

/// What is said of papers.
#[derive(Default)]
pub(super) struct Papers {
    pub(super) rows: Rows<PapersOfQuarter>,
    pub(super) overall: Vec<Overall>,
    /// The test that as many are submitted in every quarter.
    pub(super) test: Option<EqualRates>,
}

pub(super) fn papers(
    records: &Records,
    quarters: &Quarters,
    settings: &DescribeSettings,
) -> Papers {
    let Some(all) = &records.papers else {
        return Papers::default();
    };
    let is_known = |day: &crate::units::Day| (records.begin..=records.until).contains(day);
    let mut counts = vec![[0_u64; 3]; quarters.len()];
    let (mut decided, mut accepted) = (0, 0);
    let last = records.until.after(-(DECIDED * DAYS_A_QUARTER) as i32);
    for paper in all {
        let acceptance = paper.accepted.filter(is_known);
        if is_known(&paper.submitted) {
            let count = &mut counts[quarters.place(paper.submitted)];
            count[0] += 1;
            count[1] += u64::from(acceptance.is_some());
            if paper.submitted <= last {
                decided += 1;
                accepted += u64::from(acceptance.is_some());
            }
        }
        if let Some(day) = acceptance {
            counts[quarters.place(day)][2] += 1;
        }
    }
    let mut found = Papers::default();
    for (place, [submitted, accepted_of_submitted, accepted]) in counts.iter().enumerate() {
        found.rows.push(PapersOfQuarter {
            quarter: quarters.at(place).to_string(),
            covered: quarters.covered(place),
            submitted: *submitted,
            accepted_of_submitted: *accepted_of_submitted,
            accepted: *accepted,
        });
    }
    let whole = (0..quarters.len()).filter(|&place| quarters.are_whole(place, 1));
    let whole: Vec<u64> = whole.map(|place| counts[place][0]).collect();
    let moments: Moments = whole.iter().map(|&count| count as f64).collect();
    let overall = |quantity, unit: &str, n, number| Overall {
        quantity,
        unit: unit.to_owned(),
        n,
        number,
    };
    let a_quarter = Estimate::of_mean(&moments, settings.level);
    let variance = moments.std_dev().map(|std_dev| std_dev * std_dev);
    let dispersion = variance.zip(moments.mean()).filter(|(_, mean)| *mean > 0.0);
    let n = whole.len() as u64;
    found.overall = vec![
        overall(
            Quantity::PapersSubmitted,
            "papers per quarter",
            n,
            Bounded::new(a_quarter.value, a_quarter.ci_low.zip(a_quarter.ci_high)),
        ),
        overall(
            Quantity::PapersDispersion,
            "ratio",
            n,
            Bounded::new(dispersion.map(|(variance, mean)| variance / mean), None),
        ),
        overall(
            Quantity::PapersAccepted,
            "share",
            decided,
            Bounded::share(accepted, decided, settings.level),
        ),
    ];
    // the index of dispersion times its degrees of freedom is chi-squared (Fisher 1925)
    let equal = whole.iter().map(|&count| Count::new(count, 1.0)).collect();
    found.test = equal_rates(Tested::Papers, &[equal]);
    found
}
