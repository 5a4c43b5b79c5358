//! Listens to a run and counts.

use super::counting::people::{Census, HeadCounts};
use super::counting::{market, money, people, product, programme, research};
use super::counts::Counts;
use super::picture::Album;
use super::spells::SpellLog;
use super::survival::TENURES;
use super::{Happening, Layout, Picture, RunRecord, Spell};
use crate::measures::Measure;
use crate::model::{Event, Observer, Organization};
use crate::units::Quarter;

/// Turns what a run tells into a [`RunRecord`]. It can be used for one run
/// after the other.
#[derive(Clone, Debug)]
pub struct Recorder<'a> {
    layout: &'a Layout,
    heard: Heard,
}

/// What a recorder has heard of a run so far.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    counts: Counts,
    head_counts: HeadCounts,
    spell_log: Option<SpellLog>,
    spells: Option<Vec<Spell>>,
    album: Option<Album>,
    pictures: Option<Vec<Picture>>,
}

impl Heard {
    /// A recorder that has heard the same, for another future: of a scenario with this layout, of
    /// whose events `begun` says which stands for which event of the past.
    pub(crate) fn fork<'a>(&self, layout: &'a Layout, begun: &[(usize, usize)]) -> Recorder<'a> {
        let mut heard = self.clone();
        heard.counts.happenings = vec![Happening::default(); layout.events().len()];
        for &(event, of_past) in begun {
            heard.counts.happenings[event] = self.counts.happenings[of_past];
        }
        Recorder { layout, heard }
    }
}

impl<'a> Recorder<'a> {
    /// A recorder for runs of a scenario with this layout.
    pub fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            heard: Heard {
                counts: Counts::new(layout),
                head_counts: HeadCounts::unknown(),
                spell_log: None,
                spells: None,
                album: None,
                pictures: None,
            },
        }
    }

    /// The same recorder, which also keeps spells.
    #[must_use]
    pub fn with_spells(mut self) -> Self {
        self.heard.spell_log = Some(SpellLog::default());
        self
    }

    /// Whether to take pictures of the organisation in the runs that follow.
    pub fn take_pictures(&mut self, wanted: bool) {
        self.heard.album = wanted.then(Album::default);
    }

    /// What it has heard of the run under way.
    pub(crate) fn heard(&self) -> &Heard {
        &self.heard
    }

    /// The record of the run that was listened to last.
    pub fn record(&mut self) -> RunRecord {
        RunRecord {
            spells: self.heard.spells.take(),
            pictures: self.heard.pictures.take(),
            ..self.heard.counts.evaluate(self.layout)
        }
    }

    /// The end of a quarter, or the moment before the first one.
    fn quarter_is_over(&mut self, quarter: Quarter, organization: &Organization) {
        if quarter.0 < 0 {
            let last = (quarter.0 == -1).then_some(self.layout.burn_in());
            money::burn_in_quarter_ended(&mut self.heard.counts, self.layout.expenses(), last);
        }
        if quarter.0 < -people::MEMORY {
            return;
        }
        // The observed quarter that follows, in which those present are at risk.
        let next = usize::try_from(quarter.0 + 1)
            .ok()
            .filter(|&next| next < self.layout.quarters() as usize);
        let mut unused = [[0; TENURES]; 2];
        let at_risk = match next {
            Some(quarter) => self.heard.counts.tenures.at_risk_mut(quarter),
            None => &mut unused,
        };
        let census = Census::take(organization, at_risk);
        if let Ok(quarter) = usize::try_from(quarter.0) {
            let (counts, layout) = (&mut self.heard.counts, self.layout);
            people::quarter_ended(counts, quarter, &census, &self.heard.head_counts);
            research::quarter_ended(counts, quarter, layout.groups()[0], organization);
            product::quarter_ended(counts, quarter, &census, organization);
            programme::quarter_ended(counts, quarter, layout, organization);
            market::quarter_ended(counts, quarter, organization);
            money::quarter_ended(counts, quarter, &census, layout.expenses(), organization);
        }
        if quarter.0 >= -1
            && let Some(album) = &mut self.heard.album
        {
            album.quarter_is_over(quarter, next.is_none(), organization);
        }
        self.heard.head_counts.note(quarter, &census);
    }

    fn observed(&mut self, quarter: u32, event: Event, organization: &Organization) {
        let at = quarter as usize;
        let counts = &mut self.heard.counts;
        if let Event::Began { event } = event {
            counts.happenings[event].again(quarter);
        }
        people::happened(counts, at, event, organization);
        research::happened(counts, quarter, event);
        product::happened(counts, quarter, event);
        programme::happened(counts, quarter, event);
        market::happened(counts, at, event);
        money::happened(counts, at, event, self.layout.expenses());
    }
}

impl Observer for Recorder<'_> {
    fn started(&mut self, organization: &Organization) {
        self.heard.counts.clear();
        self.heard.head_counts = HeadCounts::unknown();
        if let Some(log) = &mut self.heard.spell_log {
            log.clear();
        }
        if let Some(album) = &mut self.heard.album {
            *album = Album::default();
        }
        let before_the_first = Quarter(-(self.layout.burn_in() as i32) - 1);
        self.quarter_is_over(before_the_first, organization);
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        if let Some(log) = &mut self.heard.spell_log {
            log.happened(quarter, event, organization);
        }
        if let (Some(album), Event::Reorganised { .. }) = (&mut self.heard.album, event) {
            album.reorganised();
        }
        money::happened_at_any_time(&mut self.heard.counts, event);
        if let Ok(quarter) = u32::try_from(quarter.0) {
            self.observed(quarter, event, organization);
        } else {
            product::happened_in_burn_in(&mut self.heard.counts, event);
        }
    }

    fn reading(&self, measure: &Measure, quarter: Quarter) -> f64 {
        match u32::try_from(quarter.0) {
            Ok(quarter) => self.heard.counts.quarter_number(measure, None, quarter),
            Err(_) => f64::NAN,
        }
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        self.quarter_is_over(quarter, organization);
        if quarter.0 + 1 == self.layout.quarters() as i32 {
            let log = self.heard.spell_log.as_mut();
            self.heard.spells = log.map(|log| log.finish(quarter, organization));
            self.heard.pictures = self.heard.album.as_mut().map(Album::finish);
        }
    }
}
