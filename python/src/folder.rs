//! Folders of results: their tables, and what reports and figures say of them.

use std::path::PathBuf;

use orgsim::drawing::{Figure, Format, page};
use orgsim::experiment::Weight;
use orgsim::figures::Kind;
use orgsim::output::Head;
use orgsim::questions::{self, figure_kinds};
use orgsim::report::{self, Block, Page, Sheet};
use orgsim::result::{ResultError, ResultFolder};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::arrow::Columns;
use crate::errors::{self, Class};
use crate::table::{Table, too_large};

/// Rows of a file that are in memory before they are columns.
const ROWS: usize = 4096;

/// A figure: its name, its title, what it shows in words, and the bytes of its file.
type FigureFile = (String, String, String, Vec<u8>);

/// A folder that the program or this package wrote.
#[pyclass(frozen, module = "orgsim._orgsim")]
pub(crate) struct Folder(ResultFolder);

#[pymethods]
impl Folder {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let opened = ResultFolder::open(&path);
        opened
            .map(Self)
            .map_err(|error| errors::of_result(py, &error))
    }

    #[getter]
    fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    #[getter]
    fn command(&self) -> &str {
        self.0.command()
    }

    #[getter]
    fn title(&self) -> &str {
        self.0.title()
    }

    #[getter]
    fn level(&self) -> f64 {
        self.0.level()
    }

    /// What `manifest.json` says, as JSON.
    fn manifest(&self) -> String {
        self.0.manifest().to_string()
    }

    /// The files of its tables.
    fn files(&self) -> Vec<&str> {
        self.0.files()
    }

    /// One of its tables, which is read in parts.
    fn table(&self, py: Python<'_>, file: &str) -> PyResult<Table> {
        let header = self.0.columns(file);
        if header.is_empty() {
            let known = self.0.files().join(", ");
            let message = format!("{} has no {file}; it has {known}", self.0.path().display());
            return Err(Class::Result.says(py, &message));
        }
        let (read, columns, failed) = py.detach(|| {
            let mut columns = Columns::new(&header);
            let mut failed = None;
            let read = self.0.parts(file, ROWS, |part| {
                if failed.is_none() {
                    failed = columns.push(part).err();
                }
            });
            (read, columns, failed)
        });
        read.map_err(|error| errors::of_result(py, &error))?;
        match failed {
            Some(error) => Err(too_large(error)),
            None => Table::filled(file, header, columns),
        }
    }

    /// What was found, in sentences, and whether each is a warning.
    fn findings(&self, py: Python<'_>) -> PyResult<Vec<(bool, String)>> {
        let found = questions::findings(&self.0);
        let found = found.map_err(|error| errors::of_result(py, &error))?;
        let measures = self.0.measures();
        let told = found.iter().filter(|own| own.weight() != Weight::Letters);
        Ok(told
            .map(|own| {
                let words = own.tell(&measures).to_string();
                (own.weight() == Weight::Warning, words)
            })
            .collect())
    }

    /// What its report says first, as JSON: title, sentences and tables.
    fn said(&self, py: Python<'_>) -> PyResult<String> {
        let page = py.detach(|| match report::has_brief(&self.0) {
            true => report::brief_page(&self.0),
            false => report::page(std::slice::from_ref(&self.0)),
        });
        let page = page.map_err(|error| errors::of_result(py, &error))?;
        Ok(said(&page).to_string())
    }
}

/// The kinds of figures, and whether results have them: name, what it shows, and why there is
/// none.
#[pyfunction]
pub(crate) fn figure_list(
    py: Python<'_>,
    paths: Vec<PathBuf>,
) -> PyResult<Vec<(&'static str, &'static str, Option<String>)>> {
    let results = open(py, &paths)?;
    let kinds = figure_kinds().map(|kind| {
        let made = kind.make(&results);
        (
            kind.name,
            kind.about,
            made.err().map(|reason| reason.to_string()),
        )
    });
    Ok(kinds.collect())
}

/// The figures of a kind: of each its name, its title, what it shows in words, and the file.
#[pyfunction]
pub(crate) fn figures(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    kind: &str,
    width: f64,
    format: &str,
) -> PyResult<Vec<FigureFile>> {
    let results = open(py, &paths)?;
    let kind = named(py, kind)?;
    let format = [Format::Svg, Format::Png, Format::Pdf]
        .into_iter()
        .find(|known| known.extension() == format)
        .ok_or_else(|| {
            PyValueError::new_err(format!("format: {format:?}; allowed: svg, png, pdf"))
        })?;
    if !(280.0..=4000.0).contains(&width) {
        let message = format!("width: {width}; allowed: 280 to 4000 points");
        return Err(PyValueError::new_err(message));
    }
    let made = kind.make(&results);
    let made = made.map_err(|reason| errors::of_figure(py, kind.name, &reason))?;
    let files = made.iter().map(|figure| file(&**figure, width, format));
    files.collect()
}

fn file(figure: &dyn Figure, width: f64, format: Format) -> PyResult<FigureFile> {
    let description = figure.description();
    let bytes = format.render(&page(figure, width), &description);
    let bytes = bytes.map_err(|error| PyValueError::new_err(error.to_string()))?;
    Ok((figure.name(), figure.title(), description, bytes))
}

fn named(py: Python<'_>, name: &str) -> PyResult<&'static Kind> {
    figure_kinds()
        .find(|kind| kind.name == name)
        .ok_or_else(|| {
            let all: Vec<&str> = figure_kinds().map(|kind| kind.name).collect();
            let near = orgsim::diagnostic::nearest(name, all.iter().copied());
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let all = all.join(", ");
            Class::Result.says(
                py,
                &format!("there is no kind of figure `{name}`{near} (the kinds are {all})"),
            )
        })
}

/// A report on results as an HTML document; `brief`: on one page.
#[pyfunction]
pub(crate) fn report_page(py: Python<'_>, paths: Vec<PathBuf>, brief: bool) -> PyResult<String> {
    let results = open(py, &paths)?;
    let html: Result<String, ResultError> = py.detach(|| match (brief, results.as_slice()) {
        (true, [result]) if report::has_brief(result) => report::brief(result),
        _ => report::report(&results),
    });
    html.map_err(|error| errors::of_result(py, &error))
}

fn open(py: Python<'_>, paths: &[PathBuf]) -> PyResult<Vec<ResultFolder>> {
    let opened = ResultFolder::open_all(paths);
    opened.map_err(|error| errors::of_result(py, &error))
}

/// The first words of a page, without its pictures, and its first table of results.
fn said(page: &Page) -> Value {
    let sections = page.sections.iter();
    let of_results = sections.filter(|section| !["scenario", "reproduce"].contains(&section.id));
    let blocks = page
        .opening
        .iter()
        .chain(of_results.flat_map(|section| &section.blocks));
    let (mut warnings, mut sentences, mut sheet) = (Vec::new(), Vec::new(), None);
    for block in blocks {
        match block {
            Block::Warnings(texts) => warnings.extend(texts.iter().cloned()),
            Block::Answer(told) => sentences.extend(told.iter().map(ToString::to_string)),
            Block::Sheet(found) if sheet.is_none() && !found.is_empty() => sheet = Some(found),
            _ => {}
        }
    }
    json!({
        "kicker": page.kicker,
        "title": page.title,
        "questions": page.questions,
        "warnings": warnings,
        "sentences": sentences,
        "sheet": sheet.map(of_sheet),
    })
}

fn of_sheet(sheet: &Sheet) -> Value {
    let heads = sheet.heads.iter();
    let heads: Vec<Value> = heads
        .map(|head: &Head| json!({ "title": head.title, "numeric": head.numeric }))
        .collect();
    let rows = sheet.groups.iter().flat_map(|group| &group.rows);
    let rows: Vec<Vec<Value>> = rows
        .map(|row| {
            row.iter()
                .map(|field| json!([field.shown, field.below]))
                .collect()
        })
        .collect();
    json!({ "caption": sheet.caption, "note": sheet.note, "heads": heads, "rows": rows })
}
