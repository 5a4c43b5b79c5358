//! From a folder or a file to records.

use std::path::Path;

use super::code;
use super::decoding::{NoText, decode};
use super::grid::{Grid, Origin};
use super::line::Context;
use super::mapping::{GAP_DAYS, Mapping};
use super::names::Names;
use super::notes::{BeginFound, FileNotes, ReadingNotes, Skipped};
use super::numbering::number_anew;
use super::open::{Files, Found, open};
use super::programme::{self, Rows};
use super::settings::{Read, Settings};
use super::sheet::sheets;
use super::spells::spells;
use super::stays::{Rules, stays};
use super::subject::Subject;
use super::table::Table;
use super::together::together;
use super::told::Told;
use super::window::{self, Begin};
use crate::diagnostic::{Diagnostic, Faults};
use crate::records::{Records, Stay};
use crate::units::Day;

/// Reads the records of a folder, or those of one file of people and of the sheets in it.
///
/// # Errors
/// Every fault of the files.
pub fn read(path: &Path, settings: &Settings) -> Result<Read, Faults> {
    let mut told = Told::new(settings.skip_faulty);
    let files = opened(path, &mut told);
    let mapping = files.mapping.as_ref();
    let mapping = mapping.map(|found| (found.shown.as_str(), found.bytes.as_slice()));
    let mapping = Mapping::read(mapping, &settings.columns, &mut told);
    let grids: Vec<(Subject, String, Grid)> = {
        let found = files.found.iter();
        found.flat_map(|found| grids(found, &mut told)).collect()
    };
    let tables = grids.into_iter();
    let tables: Vec<Table> = tables
        .map(|(subject, file, grid)| Table::new(subject, &file, grid, &mapping, &mut told))
        .collect();
    let context = Context {
        mapping: &mapping,
        today: settings.today,
    };
    let gathered = gathered(&tables, context, &mut told);
    let (records, notes) = match gathered {
        Some(gathered) => gathered.within(settings, &mapping, &mut told),
        None => {
            told.end()?;
            return Err(Faults(vec![Diagnostic::new(
                &code::NOBODY,
                "there are no people",
            )]));
        }
    };
    let warnings = told.end()?;
    let mut inputs: Vec<(String, Vec<u8>)> = Vec::new();
    for found in files.found.into_iter().chain(files.mapping) {
        inputs.push((found.name, found.bytes));
    }
    Ok(Read {
        records,
        notes,
        warnings,
        inputs,
    })
}

/// Opens the files; what is wrong with that is told.
pub(super) fn opened(path: &Path, told: &mut Told) -> Files {
    let mut faults = Vec::new();
    let files = open(path, &mut faults);
    faults.into_iter().for_each(|fault| told.add(fault));
    files
}

/// The tables of a file: one of a text file, some of a spreadsheet.
pub(super) fn grids(found: &Found, told: &mut Told) -> Vec<(Subject, String, Grid)> {
    let mut texts = Vec::new();
    if found.is_spreadsheet() {
        match sheets(found) {
            Err(fault) => told.add(*fault),
            Ok(sheets) => {
                let name = |subject: Subject| match found.subject {
                    Some(_) => found.name.clone(),
                    None => format!("{}[{}]", found.name, subject.name()),
                };
                texts.extend(sheets.into_iter().map(|sheet| {
                    (
                        sheet.subject,
                        name(sheet.subject),
                        sheet.shown,
                        sheet.origin,
                        sheet.text,
                    )
                }));
            }
        }
    } else if let Some(text) = text(found, told) {
        let subject = found.subject.unwrap_or(Subject::People);
        texts.push((
            subject,
            found.name.clone(),
            found.shown.clone(),
            Origin::Text,
            text,
        ));
    }
    let mut grids = Vec::new();
    for (subject, file, shown, origin, text) in texts {
        match Grid::split(&shown, origin, text) {
            Ok(grid) => grids.push((subject, file, grid)),
            Err(fault) => told.add(*fault),
        }
    }
    grids
}

fn text(found: &Found, told: &mut Told) -> Option<String> {
    let shown = &found.shown;
    match decode(&found.bytes) {
        Ok(decoded) => {
            if decoded.is_windows_1252 {
                let message = format!("{shown} is not UTF-8; it was read as Windows-1252");
                let warning = Diagnostic::new(&code::WINDOWS_1252, message);
                told.add(warning.help("look at names with accents, or save the file as UTF-8"));
            }
            Some(decoded.text)
        }
        Err(NoText::Mixed(utf_8, other)) => {
            let message = format!("{shown}: line {utf_8} is UTF-8, line {other} is not");
            let fault = Diagnostic::new(&code::MIXED_ENCODING, message);
            told.add(fault.help("two files were probably put together: save both as UTF-8 first"));
            None
        }
        Err(NoText::Binary) => {
            let message = format!("{shown} is no text");
            let fault = Diagnostic::new(&code::UNREADABLE, message);
            told.add(fault.help("a spreadsheet needs its own ending: .xlsx, .xls or .ods"));
            None
        }
    }
}

/// What the files say, before it is cut to the time of the records.
struct Gathered {
    records: Records,
    files: Vec<FileNotes>,
    ignored: usize,
}

fn gathered<'a>(tables: &'a [Table], context: Context<'a>, told: &mut Told) -> Option<Gathered> {
    let of = |subject: Subject| tables.iter().find(|table| table.subject == subject);
    let mut files = Vec::new();
    let mut note = |table: &Table, skipped: usize| {
        files.push(FileNotes {
            name: table.file.clone(),
            rows: table.rows().len(),
            skipped,
        });
    };
    let mapping = context.mapping;
    let people = of(Subject::People);
    let mut read = people
        .map(|table| spells(table, context, told))
        .unwrap_or_default();
    let rules = Rules {
        gap_days: mapping.gap_days.unwrap_or(GAP_DAYS),
        begin: mapping.begin.as_ref().map(|begin| begin.value),
    };
    let mut stays_found = Vec::new();
    if let Some(table) = people {
        let (found, skipped) = stays(&mut read, rules, table, told);
        stays_found = found;
        note(table, skipped);
    }
    let (mut topics, mut venues) = (Names::default(), Names::default());
    let mut units = read.units;
    let papers = of(Subject::Papers).map(|table| {
        let Rows { read, skipped } =
            programme::papers(table, context, told, &mut topics, &mut venues);
        note(table, skipped);
        read
    });
    let work = of(Subject::Work).map(|table| {
        let Rows { read, skipped } = programme::work(table, context, told);
        note(table, skipped);
        read
    });
    let vacancies = of(Subject::Vacancies).map(|table| {
        let Rows { read, skipped } = programme::vacancies(table, context, told, &mut units);
        note(table, skipped);
        read
    });
    let changes = of(Subject::Changes).map(|table| {
        let Rows { read, skipped } = programme::changes(table, context, told, &mut units);
        note(table, skipped);
        read
    });
    people?;
    let records = Records {
        begin: Day(0),
        until: Day(0),
        units: units.into_names(),
        teams: read.teams,
        stays: stays_found,
        papers,
        topics: topics.into_names(),
        venues: venues.into_names(),
        work,
        vacancies,
        changes: changes.unwrap_or_default(),
    };
    Some(Gathered {
        records,
        files,
        ignored: read.ignored,
    })
}

impl Gathered {
    /// The records between their begin and their end.
    fn within(
        self,
        settings: &Settings,
        mapping: &Mapping,
        told: &mut Told,
    ) -> (Records, ReadingNotes) {
        let mut records = self.records;
        let until = self::until(&records, settings, mapping, told);
        records.until = until;
        let stated = settings.from;
        let stated = stated.or(mapping.begin.as_ref().map(|begin| begin.value));
        let begin = match stated {
            Some(day) => Begin {
                day,
                found: BeginFound::Stated,
            },
            None => window::begin(&records.stays, until).unwrap_or(Begin {
                day: until,
                found: BeginFound::FirstStart,
            }),
        };
        if begin.day > until {
            let message = format!("the records begin on {} and end on {until}", begin.day);
            let fault = Diagnostic::new(&code::BAD_WINDOW, message);
            told.add(fault.help("`begin` and `until`, --from and --until say when"));
        }
        let skipped = told.skipped().iter();
        let skipped: Vec<Skipped> = skipped
            .map(|((file, code), &faults)| Skipped {
                file: file.clone(),
                code,
                faults,
            })
            .collect();
        let ended_before = window::cut(&mut records.stays, begin);
        records.begin = begin.day;
        let in_time = records.stays.len();
        let mut records = records.known_at(until);
        let started_after = in_time - records.stays.len();
        number_anew(&mut records);
        if !told.has_faults() {
            if records.stays.is_empty() {
                let message = format!("nobody was there from {} to {until}", begin.day);
                told.add(Diagnostic::new(&code::NOBODY, message));
            }
            window::warning(begin)
                .into_iter()
                .for_each(|warning| told.add(warning));
            left_out(&self.files, &skipped)
                .into_iter()
                .for_each(|warning| told.add(warning));
        }
        let notes = ReadingNotes {
            files: self.files,
            skipped,
            ended_before,
            started_after,
            ignored: self.ignored,
            begin: begin.found,
            together: together(&records),
            ..counted(&records)
        };
        (records, notes)
    }
}

/// The last day that is known: stated, or the last that a file names.
fn until(records: &Records, settings: &Settings, mapping: &Mapping, told: &mut Told) -> Day {
    let stated = mapping.until.as_ref();
    if let Some(day) = settings.until.or(stated.map(|until| until.value)) {
        if day > settings.today {
            let message = format!(
                "the records end on {day}, later than today, {}",
                settings.today
            );
            let fault = Diagnostic::new(&code::BAD_WINDOW, message);
            let place = stated.filter(|_| settings.until.is_none());
            let fault = place
                .into_iter()
                .fold(fault, |fault, stated| fault.at(&stated.place, ""));
            told.add(fault.help("state the last day that is known"));
        }
        return day;
    }
    let stays = records.stays.iter();
    let of_stay = |stay: &Stay| {
        let posts = stay.posts.iter().map(|post| post.from);
        posts.chain(stay.ended.map(|ended| ended.day)).max()
    };
    let programme = programme::last_day(
        records.papers.as_deref().unwrap_or_default(),
        records.work.as_deref().unwrap_or_default(),
        records.vacancies.as_deref().unwrap_or_default(),
        &records.changes,
    );
    let last = stays.filter_map(of_stay).chain(programme).max();
    // all that is known of people who were always there and still are is that they are today
    let known = last.filter(|day| *day > Day(i32::MIN / 4));
    known.unwrap_or(settings.today)
}

/// What can be counted in records.
fn counted(records: &Records) -> ReadingNotes {
    let stays = &records.stays;
    let mut persons: Vec<u32> = stays.iter().map(|stay| stay.person).collect();
    persons.sort_unstable();
    persons.dedup();
    let late = |stay: &&Stay| stay.start.is_none_or(|start| start < records.begin);
    ReadingNotes {
        files: Vec::new(),
        skipped: Vec::new(),
        people: persons.len(),
        stays: stays.len(),
        late_entries: stays.iter().filter(late).count(),
        unknown_starts: stays.iter().filter(|stay| stay.start.is_none()).count(),
        still_there: stays.iter().filter(|stay| stay.ended.is_none()).count(),
        rehires: stays.len() - persons.len(),
        moves: stays.iter().map(|stay| stay.posts.len() - 1).sum(),
        ignored: 0,
        ended_before: 0,
        started_after: 0,
        together: Vec::new(),
        begin: BeginFound::Stated,
    }
}

/// What to say of rows that were left out.
fn left_out(files: &[FileNotes], skipped: &[Skipped]) -> Option<Diagnostic> {
    let rows: usize = files.iter().map(|file| file.skipped).sum();
    if rows == 0 {
        return None;
    }
    let all: usize = files.iter().map(|file| file.rows).sum();
    let message = format!("{rows} of {all} rows were left out because of faults");
    let warning = Diagnostic::new(&code::LEFT_OUT, message);
    let notes = skipped.iter();
    let notes = notes.map(|skipped| {
        let Skipped { file, code, faults } = skipped;
        format!("{file}: {code} {faults}×")
    });
    Some(notes.fold(warning, Diagnostic::note))
}
