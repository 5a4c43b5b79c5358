//! The tables of evidence are well formed and say how far each figure was verified.

use serde::Deserialize;

use crate::{assert_none, read};

/// Figures of the research literature.
const LITERATURE: &str = "scenarios/evidence/literature.csv";
/// Numeric claims that `orgsim` puts to the model.
const CLAIMS: &str = "scenarios/evidence/article-claims.csv";

const LITERATURE_COLUMNS: &str =
    "id,quantity,value,unit,low,high,source,identifier,place,confidence,verified,note";
const CLAIM_COLUMNS: &str = "id,subject,quantity,before,after,unit,comparator,comparator_value,\
                             stated_change,recomputed_change,verdict,note,measure,scenario,scale,\
                             before_window,after_window,compare,noise";

/// A figure of the literature.
#[derive(Clone, Deserialize)]
pub(crate) struct Figure {
    pub(crate) id: String,
    pub(crate) quantity: String,
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) low: String,
    pub(crate) high: String,
    pub(crate) source: String,
    /// What finds the source without an address: DOI, arXiv number, ISBN.
    pub(crate) identifier: String,
    /// Where in the source it stands: a page, the abstract, a report of it.
    pub(crate) place: String,
    /// H, M or L.
    pub(crate) confidence: String,
    /// How far the value was seen in the source: yes, partly or no.
    pub(crate) verified: String,
    note: String,
}

impl Figure {
    /// Whether nobody looked the figure up: a prior to vary, not a fact.
    pub(crate) fn is_recalled(&self) -> bool {
        self.verified == "no"
    }
}

/// The figures of the literature.
pub(crate) fn figures() -> Vec<Figure> {
    parse(&read(LITERATURE)).unwrap_or_else(|fault| panic!("{LITERATURE}: {fault}"))
}

fn parse(text: &str) -> Result<Vec<Figure>, csv::Error> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect()
}

/// The number of an identifier such as `E15`.
pub(crate) fn number(letter: char, id: &str) -> Option<u32> {
    let digits = id.strip_prefix(letter)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

/// What is wrong with the form of a table: its columns, its bytes, the order of
/// its identifiers.
fn form_faults(path: &str, text: &str, columns: &str, letter: char) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = match reader.records().collect() {
        Ok(records) => records,
        Err(fault) => return vec![format!("{path}: {fault}")],
    };
    let mut faults = Vec::new();
    if text.lines().next() != Some(columns) {
        faults.push(format!("{path}:1: the columns are {columns}"));
    }
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for record in &records {
        writer.write_record(record).expect("memory takes all");
    }
    let written = writer.into_inner().expect("memory takes all");
    if written != text.as_bytes() {
        faults.push(format!(
            "{path}: write it as RFC 4180 has it, with quotes only where they are needed, \
             lines that end in LF, and no byte order mark"
        ));
    }
    let mut last = 0;
    for record in records.iter().skip(1) {
        match number(letter, &record[0]) {
            Some(number) if number > last => last = number,
            Some(_) => faults.push(format!(
                "{path}: {} is there already, or out of order",
                &record[0]
            )),
            None => faults.push(format!(
                "{path}: {} is no identifier: {letter} and a number",
                &record[0]
            )),
        }
    }
    faults
}

/// What is wrong with a figure.
fn figure_faults(figure: &Figure) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |text: &str| faults.push(format!("{LITERATURE}: {}: {text}", figure.id));
    if [&figure.quantity, &figure.value, &figure.source].contains(&&String::new()) {
        fault("give quantity, value and source");
    }
    if figure.note.is_empty() {
        fault("say in the note where it was seen, or that it is recalled");
    }
    if figure.identifier.contains("://") {
        fault("identify the source by DOI, arXiv number or ISBN, not by an address");
    }
    let as_number = |text: &str| text.parse::<f64>().ok().filter(|x| x.is_finite());
    for end in [&figure.low, &figure.high] {
        if !end.is_empty() && as_number(end).is_none() {
            fault("the ends of the range are numbers, or empty");
        }
    }
    let known: Vec<f64> = [&figure.low, &figure.value, &figure.high]
        .into_iter()
        .filter_map(|text| as_number(text))
        .collect();
    if !known.is_sorted() {
        fault("low, value and high do not ascend");
    }
    if !matches!(figure.verified.as_str(), "yes" | "partly" | "no") {
        fault("verified is yes, partly or no");
    }
    if !matches!(figure.confidence.as_str(), "H" | "M" | "L") {
        fault("confidence is H, M or L");
    }
    if figure.is_recalled() {
        if figure.confidence == "H" {
            fault("a figure that nobody looked up is not of high confidence");
        }
        if !["recalled", "prior"]
            .iter()
            .any(|word| figure.note.contains(word))
        {
            fault("say in the note that it is recalled, or a prior");
        }
    }
    faults
}

#[test]
fn the_literature_is_well_formed() {
    let text = read(LITERATURE);
    assert_none(&form_faults(LITERATURE, &text, LITERATURE_COLUMNS, 'E'));
    let figures = figures();
    assert!(figures.len() >= 90, "{} figures", figures.len());
    assert_none(&figures.iter().flat_map(figure_faults).collect::<Vec<_>>());
}

#[test]
fn the_claims_are_well_formed() {
    let text = read(CLAIMS);
    assert_none(&form_faults(CLAIMS, &text, CLAIM_COLUMNS, 'A'));
    assert!(text.lines().count() > 22, "{CLAIMS}: a claim is missing");
}

#[test]
fn a_misshapen_table_is_found() {
    let faults = |text: &str| form_faults("a.csv", text, "id,x", 'E').len();
    assert_eq!(faults("id,x\nE1,\nE3,\"a, b\"\n"), 0);
    for text in [
        "id,y\nE1,2\n",
        "id,x\nE1,2\nE1,3\n",
        "id,x\nE2,2\nE1,3\n",
        "id,x\nF1,2\n",
        "id,x\nE,2\n",
        "id,x\nE1,\"2\"\n",
        "id,x\nE1,2",
        "id,x\r\nE1,2\r\n",
        "id,x\nE1,2,3\n",
    ] {
        assert_eq!(faults(text), 1, "{text}");
    }
}

#[test]
fn a_doubtful_figure_is_found() {
    let faults = |row: &str| {
        let figures = parse(&format!("{LITERATURE_COLUMNS}\n{row}\n")).unwrap();
        figure_faults(&figures[0]).len()
    };
    assert_eq!(faults("E1,q,2,u,1,3,s,doi:1,p. 1,H,yes,seen"), 0);
    assert_eq!(faults("E1,q,2/3,u,1,3,s,,,M,no,recalled"), 0);
    for row in [
        "E1,q,,u,1,3,s,,,M,yes,seen",
        "E1,q,2,u,1,3,,,,M,yes,seen",
        "E1,q,2,u,3,,s,,,M,yes,seen",
        "E1,q,2,u,,1,s,,,M,yes,seen",
        "E1,q,a,u,3,1,s,,,M,yes,seen",
        "E1,q,2,u,1,about 3,s,,,M,yes,seen",
        "E1,q,2,u,1,3,s,https://a.b,,M,yes,seen",
        "E1,q,2,u,1,3,s,,,M,perhaps,seen",
        "E1,q,2,u,1,3,s,,,X,yes,seen",
        "E1,q,2,u,1,3,s,,,M,yes,",
        "E1,q,2,u,1,3,s,,,H,no,recalled",
        "E1,q,2,u,1,3,s,,,M,no,seen",
    ] {
        assert_eq!(faults(row), 1, "{row}");
    }
}
