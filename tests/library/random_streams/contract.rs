//! What is promised about draws: known answers, and that nothing but its
//! address changes a draw.

use orgsim::random::{
    Bernoulli, Categorical, Entity, Exponential, LogNormal, Normal, Poisson, PowerLaw, Stream,
    Streams, philox4x32,
};
use orgsim::scenario::load_str;
use orgsim::units::Quarter;
use proptest::prelude::*;
use rand::RngExt;
use rand_distr::Distribution;

fn people(count: u32) -> Vec<Entity> {
    let person = |id| Entity {
        id,
        generation: id % 5,
    };
    (0..count).map(person).collect()
}

/// From Random123 1.14, `kat_vectors`, lines `philox4x32 10`.
#[test]
fn philox_gives_the_published_answers() {
    let answers: [([u32; 2], [u32; 4], [u32; 4]); 3] = [
        (
            [0, 0],
            [0, 0, 0, 0],
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
        ),
        (
            [u32::MAX; 2],
            [u32::MAX; 4],
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
        ),
        (
            [0xa409_3822, 0x299f_31d0],
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
        ),
    ];
    for (key, counter, block) in answers {
        assert_eq!(philox4x32(key, counter), block);
    }
}

/// A change of these numbers changes every result: it belongs into the
/// changelog.
#[test]
fn addressed_draws_keep_their_values() {
    let entity = Entity {
        id: 17,
        generation: 2,
    };
    let first = Streams::new(1, 0);
    let draws = [
        first.uniform(Stream::ExitDecision, entity, Quarter(0)),
        first.uniform(Stream::Shock, entity, Quarter(0)),
        first.uniform(Stream::ResearchSkill, entity, Quarter(-28)),
        first.pair_uniform(Stream::TiePartner, entity, Quarter(3), 40),
        first.nth_uniform(Stream::TieBreakage, entity, Quarter(8), 0, 2),
        Streams::new(1, 1).uniform(Stream::ExitDecision, entity, Quarter(0)),
        Streams::new(2, 0).uniform(Stream::ExitDecision, entity, Quarter(0)),
    ];
    assert_eq!(
        draws,
        [
            0.69029233341318,
            0.9652489168141419,
            0.8504222048886146,
            0.5118027548584195,
            0.6880740243105895,
            0.31637629660130473,
            0.5264199943642115,
        ]
    );
}

#[test]
fn columns_hold_the_draws_of_their_rows() {
    let (streams, people, quarter) = (Streams::new(3, 1), people(131), Quarter(-7));
    let (mut first, mut second) = (vec![0.0; 131], vec![0.0; 131]);
    for stream in Stream::ALL {
        streams.column(stream, quarter, &people, &mut first);
        for (u, &person) in first.iter().zip(&people) {
            assert_eq!(*u, streams.uniform(stream, person, quarter));
        }
    }
    for &pair in Stream::ALL.as_chunks().0 {
        let single = pair.map(|stream| streams.nth_uniform(stream, people[5], quarter, 7, 3));
        assert_eq!(streams.nth_uniforms(pair, people[5], quarter, 7, 3), single);
        streams.pair_columns(pair, quarter, &people, &mut first, &mut second);
        for ((u, v), &person) in first.iter().zip(&second).zip(&people) {
            assert_eq!(*u, streams.uniform(pair[0], person, quarter));
            assert_eq!(*v, streams.uniform(pair[1], person, quarter));
        }
    }
    let pairs: Vec<(Entity, u32)> = people.iter().copied().zip(500..).collect();
    streams.column_of_pairs(Stream::TiePartner, quarter, &pairs, &mut first);
    for (u, &(person, other)) in first.iter().zip(&pairs) {
        let draw = streams.pair_uniform(Stream::TiePartner, person, quarter, other);
        assert_eq!(*u, draw);
    }
    for stream in [Stream::TiePartner, Stream::InitialTenure] {
        streams.nth_column_of_pairs(stream, quarter, &pairs, 3, &mut first);
        for (u, &(person, other)) in first.iter().zip(&pairs) {
            let draw = streams.nth_uniform(stream, person, quarter, other, 3);
            assert_eq!(*u, draw);
        }
    }
    let both = [Stream::ResearchSkill, Stream::ProductSkill];
    streams.pair_columns_of_pairs(both, quarter, &pairs, &mut first, &mut second);
    for ((u, v), &(person, other)) in first.iter().zip(&second).zip(&pairs) {
        let draws = both.map(|stream| streams.pair_uniform(stream, person, quarter, other));
        assert_eq!([*u, *v], draws);
    }
}

#[test]
fn a_bystander_changes_nobody_elses_draws() {
    let (streams, quarter) = (Streams::new(5, 2), Quarter(4));
    let column = |people: &[Entity]| {
        let mut column = vec![0.0; people.len()];
        streams.column(Stream::ExitDecision, quarter, people, &mut column);
        column
    };
    let alone = people(100);
    let mut joined = alone.clone();
    joined.insert(
        40,
        Entity {
            id: 4_000_000,
            generation: 0,
        },
    );
    let mut draws = column(&joined);
    draws.remove(40);
    assert_eq!(draws, column(&alone));

    let mut reversed = alone.clone();
    reversed.reverse();
    let mut draws = column(&reversed);
    draws.reverse();
    assert_eq!(draws, column(&alone));
}

#[test]
fn extra_draws_for_one_purpose_change_no_other() {
    let (streams, entity, quarter) = (Streams::new(5, 2), Entity::default(), Quarter(4));
    let all = || Stream::ALL.map(|stream| streams.uniform(stream, entity, quarter));
    let before = all();
    let mut extra = streams.rng(Stream::Shock, entity, quarter);
    let taken: Vec<f64> = (0..1000).map(|_| extra.uniform()).collect();
    assert_eq!(all(), before);
    // the first of them is the purpose's own draw, the others are nobody's
    assert_eq!(taken[0], before[Stream::Shock as usize]);
    assert!(taken[1..].iter().all(|u| !before.contains(u)));
}

#[test]
fn runs_and_seeds_do_not_share_streams() {
    let mut streams: Vec<String> = (0..100)
        .flat_map(|seed| (0..100).map(move |run| format!("{:?}", Streams::new(seed, run))))
        .collect();
    streams.sort_unstable();
    streams.dedup();
    assert_eq!(streams.len(), 10_000);
}

/// Quarters and generations have 16 bits of a counter each; whoever is replaced
/// is replaced once a quarter at most.
#[test]
fn no_scenario_outgrows_the_counter() {
    let with = |quarters: u32, burn_in: u32| {
        load_str(&format!(
            "[simulation]\nquarters = {quarters}\nburn_in_quarters = {burn_in}\n"
        ))
    };
    assert!(
        with(400, 400).is_ok(),
        "as the documentation of `random` has it"
    );
    assert!(with(401, 0).is_err());
    assert!(with(20, 401).is_err());
}

proptest! {
    /// Distinct addresses have distinct counters; that two of 1,000 blocks agree
    /// in the 52 bits of a uniform by chance has probability 1e-10.
    #[test]
    fn different_addresses_have_different_draws(
        streams in prop::collection::vec(prop::sample::select(Stream::ALL.to_vec()), 2),
        ids: [u32; 2],
        generations in [0..=65_535u32, 0..=65_535],
        quarters in [-400..400i32, -400..400],
        others: [u32; 2],
        draws: [u16; 2],
        same in prop::collection::vec(any::<bool>(), 6),
    ) {
        // parts that agree are what could hide a collision
        let at = |i: usize, part: usize| if same[part] { 0 } else { i };
        let address = |i: usize| (
            streams[at(i, 0)],
            Entity { id: ids[at(i, 1)], generation: generations[at(i, 2)] },
            Quarter(quarters[at(i, 3)]),
            others[at(i, 4)],
            draws[at(i, 5)],
        );
        let draw = |(stream, entity, quarter, other, draw)| {
            Streams::new(1, 1).nth_uniform(stream, entity, quarter, other, draw)
        };
        let (one, two) = (address(0), address(1));
        prop_assert_eq!(one == two, draw(one) == draw(two));
    }
}

/// The largest distance of two samples of 20,000 has probability 1e-9 beyond
/// sqrt(ln(2e9) / 20,000) = 0.0327.
fn assert_same_distribution(name: &str, mut one: Vec<f64>, mut two: Vec<f64>) {
    one.sort_by(f64::total_cmp);
    two.sort_by(f64::total_cmp);
    let share_below =
        |sample: &[f64], x: f64| sample.partition_point(|&y| y <= x) as f64 / sample.len() as f64;
    let distance = one
        .iter()
        .chain(&two)
        .map(|&x| (share_below(&one, x) - share_below(&two, x)).abs())
        .fold(0.0, f64::max);
    assert!(distance < 0.0327, "{name}: {distance}");
}

#[test]
fn samples_by_inversion_agree_with_those_of_rand_distr() {
    let streams = Streams::new(11, 0);
    let sample = |stream, distribution: &dyn Fn(&mut orgsim::random::StreamRng) -> f64| {
        let mut rng = streams.rng(stream, Entity::default(), Quarter(0));
        (0..20_000)
            .map(|_| distribution(&mut rng))
            .collect::<Vec<_>>()
    };
    let compare = |name: &str,
                   ours: &dyn Fn(&mut orgsim::random::StreamRng) -> f64,
                   theirs: &dyn Fn(&mut orgsim::random::StreamRng) -> f64| {
        let (ours, theirs) = (sample(Stream::Frailty, ours), sample(Stream::Pay, theirs));
        assert_same_distribution(name, ours, theirs);
    };
    let (normal, reference) = (Normal::new(1.0, 2.0), rand_distr::Normal::new(1.0, 2.0));
    compare("normal", &|rng| normal.sample(rng), &|rng| {
        reference.unwrap().sample(rng)
    });
    let (ours, reference) = (
        LogNormal::new(0.3, 0.8),
        rand_distr::LogNormal::new(0.3, 0.8),
    );
    compare("log-normal", &|rng| ours.sample(rng), &|rng| {
        reference.unwrap().sample(rng)
    });
    let (ours, reference) = (Exponential::new(4.0), rand_distr::Exp::new(0.25));
    compare("exponential", &|rng| ours.sample(rng), &|rng| {
        reference.unwrap().sample(rng)
    });
    let (ours, reference) = (PowerLaw::new(0.4), rand_distr::Beta::new(0.4, 1.0));
    compare("power law", &|rng| ours.sample(rng), &|rng| {
        reference.unwrap().sample(rng)
    });
    for mean in [0.7, 12.0, 200.0] {
        let (ours, reference) = (Poisson::new(mean), rand_distr::Poisson::new(mean));
        compare("Poisson", &|rng| ours.sample(rng) as f64, &|rng| {
            reference.unwrap().sample(rng)
        });
    }
    let choice = Categorical::new([0.2, 0.5, 0.3]);
    compare("categorical", &|rng| choice.sample(rng) as f64, &|rng| {
        let u: f64 = rng.random();
        f64::from(u8::from(u >= 0.2) + u8::from(u >= 0.7))
    });
    let coin = Bernoulli::new(0.3);
    compare(
        "Bernoulli",
        &|rng| f64::from(u8::from(coin.sample(rng))),
        &|rng| f64::from(u8::from(rng.random_bool(0.3))),
    );
}
