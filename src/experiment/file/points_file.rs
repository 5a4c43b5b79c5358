//! A CSV file of design points: a column for each factor, a line for each point.

use std::sync::Arc;

use super::code;
use super::load::File;
use super::points;
use super::value::Item;
use crate::diagnostic::{Diagnostic, Faults, Place, Source, nearest};
use crate::experiment::definition::Design;
use crate::experiment::factor::{Factor, Level};
use crate::scenario::source;

/// The column with the weights of the points, as `orgsim calibrate` writes it.
const WEIGHT: &str = "weight";

/// A cell, without the quotes around it.
struct Cell {
    text: String,
    place: Place,
}

/// The design that CSV text holds: a column for each factor, in any order and beside others,
/// and one with weights if there is one; `name` is shown in messages.
///
/// # Errors
/// Every fault of the text.
pub fn design_of_csv(name: &str, text: &str, factors: &[Factor]) -> Result<Design, Faults> {
    let text = Source::new(name, text);
    let mut faults = Vec::new();
    let points = points(&text, &lines(&text), factors, &mut faults);
    match points.filter(|_| faults.is_empty()) {
        Some(points) => Ok(points),
        None => Err(Faults(faults)),
    }
}

impl File<'_> {
    /// The points of a file with a column for each factor, in any order and beside others, and
    /// their weights if it has a column for these, too.
    pub(super) fn points_file(
        &mut self,
        file: &str,
        factors: &[Factor],
        place: &Place,
    ) -> Option<Design> {
        let read = source::read_named(&self.folder.join(file));
        let read = read.and_then(|input| Ok((source::text(&input)?, input)));
        let (text, input) = match read {
            Ok(read) => read,
            Err(fault) => {
                let fault = Diagnostic::from(fault).at(place, "named here");
                self.reading.faults.push(fault);
                return None;
            }
        };
        let lines = lines(&text);
        let mut faults = Vec::new();
        let points = points(&text, &lines, factors, &mut faults);
        let has_faults = !faults.is_empty();
        self.reading.faults.append(&mut faults);
        self.inputs.push(input);
        points.filter(|_| !has_faults)
    }
}

fn points(
    text: &Arc<Source>,
    lines: &[Vec<Cell>],
    factors: &[Factor],
    faults: &mut Vec<Diagnostic>,
) -> Option<Design> {
    let Some((header, lines)) = lines.split_first() else {
        let place = Place::new(text, 0..0);
        faults.push(bad_header("the file is empty", &place).help(wanted(factors)));
        return None;
    };
    let columns = columns(header, factors, faults)?;
    if lines.is_empty() {
        let fault = bad_header(
            "the file has no points, only names of columns",
            &header[0].place,
        );
        faults.push(fault.help("write a line for each point below the names"));
    }
    let is_factor = factors.iter().any(|factor| factor.name == WEIGHT);
    let weighted = header
        .iter()
        .position(|cell| cell.text == WEIGHT && !is_factor);
    let (mut points, mut weights) = (Vec::new(), Vec::new());
    for line in lines {
        if line.len() != header.len() {
            faults.push(of_other_length(header, line));
            continue;
        }
        let level = |(factor, &column): (&Factor, &usize)| {
            let cell = &line[column];
            let item = match cell.text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Item::Number(number),
                _ => Item::Text(cell.text.trim().to_owned()),
            };
            let label = format!("in the column `{}`", factor.name);
            points::level(factor, &item)
                .map_err(|refused| faults.push(refused.at(&cell.place, &label)))
                .ok()
        };
        // every cell is looked at, also behind a faulty one
        let levels: Vec<Option<Level>> = factors.iter().zip(&columns).map(level).collect();
        points.extend(levels.into_iter().collect::<Option<Vec<_>>>());
        if let Some(column) = weighted {
            let cell = &line[column];
            match cell.text.trim().parse::<f64>() {
                Ok(weight) if weight.is_finite() && weight >= 0.0 => weights.push(weight),
                _ => faults.push(bad_weight(cell)),
            }
        }
    }
    let Some(column) = weighted else {
        return Some(Design::List(points));
    };
    if !weights.is_empty() && weights.iter().all(|&weight| weight == 0.0) {
        let fault = bad_header("all weights are 0", &header[column].place);
        faults.push(fault.help("give some points a weight above 0, or leave out the column"));
    }
    Some(Design::Weighted(points.into_iter().zip(weights).collect()))
}

fn bad_weight(cell: &Cell) -> Diagnostic {
    let message = format!("`{}` is not a weight", cell.text.trim());
    let fault = Diagnostic::new(&code::BAD_CELL, message);
    fault
        .at(&cell.place, "in the column `weight`")
        .note("allowed: a number, at least 0")
}

fn bad_header(message: impl Into<String>, place: &Place) -> Diagnostic {
    Diagnostic::new(&code::BAD_HEADER, message).at(place, "")
}

/// What the first line must be.
fn wanted(factors: &[Factor]) -> String {
    let names: Vec<&str> = factors.iter().map(|own| own.name.as_str()).collect();
    format!(
        "begin it with the names of the columns: {}",
        names.join(",")
    )
}

fn of_other_length(header: &[Cell], line: &[Cell]) -> Diagnostic {
    let message = format!(
        "the line has {} cells, and there are {} columns",
        line.len(),
        header.len()
    );
    let help = match line.len() > header.len() {
        true => {
            "does a number have a decimal comma, or a text a comma? Write 0.5, and \"a, b\" in quotes"
        }
        false => "are the cells separated by commas, like the names of the columns?",
    };
    bad_header(message, &line[0].place).help(help)
}

/// The column of each factor; or what is wrong with the header.
fn columns(
    header: &[Cell],
    factors: &[Factor],
    faults: &mut Vec<Diagnostic>,
) -> Option<Vec<usize>> {
    for (index, cell) in header.iter().enumerate() {
        let before = header[..index].iter();
        if let Some(first) = before.into_iter().find(|other| other.text == cell.text) {
            let message = format!("two columns are called `{}`", cell.text);
            let fault = bad_header(message, &cell.place).related(&first.place, "first here");
            faults.push(fault.help("leave one of them out, or name it otherwise"));
        }
    }
    let column = |factor: &Factor| header.iter().position(|cell| cell.text == factor.name);
    if factors.iter().all(|factor| column(factor).is_none())
        && let Some(fault) = of_the_whole(header, factors)
    {
        faults.push(fault);
        return None;
    }
    let mut columns = Vec::new();
    for factor in factors {
        match column(factor) {
            Some(column) => columns.push(column),
            None => faults.push(missing(header, factor)),
        }
    }
    (columns.len() == factors.len()).then_some(columns)
}

/// What is wrong with a header that has no column of a factor, if that can be told.
fn of_the_whole(header: &[Cell], factors: &[Factor]) -> Option<Diagnostic> {
    let first = header.first()?;
    let separators = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];
    let separator = separators
        .into_iter()
        .find(|(separator, _)| header.len() == 1 && first.text.contains(*separator));
    if let Some((_, name)) = separator {
        let message = format!("the columns are separated by {name}");
        let help = "separate them by commas, and write a decimal point in numbers";
        return Some(bad_header(message, &first.place).help(help));
    }
    let is_value = |cell: &Cell| {
        let text = cell.text.trim();
        text.parse::<f64>().is_ok()
            || factors.iter().any(|factor| {
                let item = Item::Text(text.to_owned());
                points::level(factor, &item).is_ok()
            })
    };
    header.iter().all(is_value).then(|| {
        let message = "the first line has values, and not the names of the columns";
        bad_header(message, &first.place).help(wanted(factors))
    })
}

/// A factor without a column, and the column that was probably meant.
fn missing(header: &[Cell], factor: &Factor) -> Diagnostic {
    let name = &factor.name;
    let meant = header
        .iter()
        .find(|cell| cell.text.trim().eq_ignore_ascii_case(name));
    if let Some(cell) = meant {
        let message = format!(
            "the column `{}` is not called as the factor `{name}`",
            cell.text
        );
        let help = format!("capitals and blanks count: write {name}");
        return bad_header(message, &cell.place).help(help);
    }
    let fault = bad_header(
        format!("the factor `{name}` has no column"),
        &header[0].place,
    );
    let names: Vec<&str> = header.iter().map(|cell| cell.text.as_str()).collect();
    // a letter or two are near to any others
    let near = nearest(name, names.iter().copied()).filter(|_| name.len() > 2);
    match near {
        Some(near) => fault.help(format!("is it the column `{near}`? Then write {name}")),
        None => fault.note(format!("columns: {}", names.join(", "))),
    }
}

/// The lines of a file that are not empty, cell by cell: separated by commas, and in
/// quotes where they hold a comma, a quote or an end of line.
fn lines(source: &Arc<Source>) -> Vec<Vec<Cell>> {
    let text = source.text();
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    let (mut start, mut in_quotes) = (0, false);
    for (at, byte) in text.bytes().chain([b'\n']).enumerate() {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b',' | b'\n' if !in_quotes || at == text.len() => {
                line.push(cell(source, start, at));
                start = at + 1;
                if byte == b'\n' {
                    let is_empty = line.len() == 1 && line[0].text.is_empty();
                    let whole = std::mem::take(&mut line);
                    lines.extend((!is_empty).then_some(whole));
                }
            }
            _ => {}
        }
    }
    lines
}

fn cell(source: &Arc<Source>, start: usize, end: usize) -> Cell {
    let end = end.min(source.text().len());
    let raw = source.text()[start.min(end)..end].trim_end_matches('\r');
    let place = Place::new(source, start..start + raw.len());
    let quoted = raw.trim().strip_prefix('"');
    let quoted = quoted.and_then(|inner| inner.strip_suffix('"'));
    let text = quoted.map_or_else(|| raw.to_owned(), |inner| inner.replace("\"\"", "\""));
    Cell { text, place }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_of_csv_and_know_their_place() {
        let source = Source::new("p.csv", "a,\"b, \"\"c\"\"\",\r\n\n1,\"2\n3\",x");
        let lines = lines(&source);
        let texts: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| line.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [vec!["a", "b, \"c\"", ""], vec!["1", "2\n3", "x"]]);
        let x = &lines[1][2].place;
        assert_eq!((x.line(), x.column(), x.text()), (4, 4, "x"));
    }

    #[test]
    fn a_quote_that_is_left_open_ends_with_the_file() {
        let source = Source::new("p.csv", "a,b\n1,\"2\n3,4\n");
        assert_eq!(lines(&source).len(), 2);
    }
}
