//! Parquet beside CSV: the same cells, described, and the same bytes always.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use orgsim::output::parquet::{COLUMNS, Writer, write};
use orgsim::output::sha256;
use orgsim::table::{Cell, Column, Kind, Table};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// A small organisation with an event that may not happen.
const SCENARIO: &str = "\
[simulation]
quarters = 6
burn_in_quarters = 0
batch_size = 20
latency_horizon_quarters = 4
[units.core]
researchers = 5
engineers = 5
[events.growth]
when = { measure = \"reputation\", above = 1000 }
change_compute = { factor = 1.1 }
";

/// `orgsim run` of the scenario in a folder, with more arguments.
fn run(folder: &Path, arguments: &str) -> Command {
    fs::write(folder.join("small.toml"), SCENARIO).unwrap();
    let mut command = Command::new(cargo_bin!("orgsim"));
    command.current_dir(folder);
    command.args(["run", "small.toml", "--runs", "60", "--quiet"]);
    command.args(arguments.split_whitespace());
    command
}

/// An experiment with a factor, some of whose measures have no value in some runs.
const EXPERIMENT: &str = "\
base = \"small.toml\"
measures = [\"papers_accepted\", \"latency_median_shipped\"]
replicates = 12
[variants.open]
[variants.fused]
set = { \"units.core.structure\" = \"fusion-teams\" }
[factors.tacitness]
key = \"transfer.tacitness\"
values = [0.2, 0.8]
";

/// `orgsim sweep` of variants of the scenario in a folder, with more arguments.
fn sweep(folder: &Path, arguments: &str) -> Command {
    fs::write(folder.join("small.toml"), SCENARIO).unwrap();
    fs::write(folder.join("swept.toml"), EXPERIMENT).unwrap();
    let mut command = Command::new(cargo_bin!("orgsim"));
    command.current_dir(folder);
    command.args(["sweep", "swept.toml", "--quiet"]);
    command.args(arguments.split_whitespace());
    command
}

const TABLES: [&str; 10] = [
    "summary",
    "quarters",
    "events",
    "survival",
    "incidence",
    "teams",
    "ties",
    "runs",
    "spells",
    "dictionary",
];

/// A file's cells as the CSV writer would show them, row by row.
fn rows(reader: &dyn FileReader) -> Vec<Vec<String>> {
    let rows = reader.get_row_iter(None).unwrap();
    let shown = |field: &Field| match field {
        Field::Null => Cell::Missing,
        Field::ULong(count) => Cell::Count(*count),
        Field::Long(integer) => Cell::Integer(*integer),
        Field::Double(number) => Cell::Number(*number),
        Field::Str(text) => Cell::text(text.clone()),
        other => panic!("{other} has a type that no column has"),
    };
    rows.map(|row| {
        let row = row.unwrap();
        let fields = row.get_column_iter();
        fields.map(|(_, field)| shown(field).to_string()).collect()
    })
    .collect()
}

fn metadata(reader: &dyn FileReader, key: &str) -> String {
    let pairs = reader.metadata().file_metadata().key_value_metadata();
    let pair = pairs.unwrap().iter().find(|pair| pair.key == key);
    pair.unwrap().value.clone().unwrap()
}

fn read(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

/// Every Parquet file of a folder has the cells of its CSV file, and the
/// descriptions of the dictionary.
fn is_as_the_csv(folder: &Path, tables: &[&str]) {
    let csv = |name: &str| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_path(folder.join(format!("{name}.csv")))
            .unwrap();
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    };
    let dictionary = csv("dictionary");
    let mut nulls = 0;
    for name in tables {
        let file = File::open(folder.join(format!("{name}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let expected = csv(name);
        let schema = reader.metadata().file_metadata().schema_descr();
        let columns = schema.columns().iter().map(|column| column.name());
        assert!(columns.eq(&expected[0]), "{name}");
        let found = rows(&reader);
        assert!(found == expected[1..], "{name}");
        nulls += found.iter().flatten().filter(|c| c.is_empty()).count();

        let columns: Vec<Value> = serde_json::from_str(&metadata(&reader, COLUMNS)).unwrap();
        let file = format!("{name}.csv");
        let described = dictionary.iter().filter(|row| row[0] == file);
        let columns = columns.iter().map(|column| -> Vec<String> {
            let text = |key| column[key].as_str().unwrap_or_default().to_owned();
            ["column", "type", "unit", "meaning", "empty"]
                .map(text)
                .into()
        });
        assert!(columns.eq(described.map(|row| row[1..].to_vec())), "{name}");
    }
    assert!(nulls > 0);
}

#[test]
fn cells_and_descriptions_are_those_of_the_csv_files() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "--spells --parquet --out results")
        .assert()
        .code(0);
    is_as_the_csv(&folder.path().join("results"), &TABLES);
}

#[test]
fn answers_of_experiments_have_them_too() {
    let folder = tempfile::tempdir().unwrap();
    sweep(folder.path(), "--parquet --out results")
        .assert()
        .code(0);
    let answer = folder.path().join("results/sweep");
    let names = |end: &str| -> Vec<String> {
        let entries = fs::read_dir(&answer).unwrap().map(Result::unwrap);
        let names = entries.map(|entry| entry.file_name().into_string().unwrap());
        let mut names: Vec<String> = names
            .filter_map(|name| name.strip_suffix(end).map(str::to_owned))
            .collect();
        names.sort();
        names
    };
    let tables = names(".csv");
    assert_eq!(tables, names(".parquet"));
    assert!(
        ["means", "effects", "runs"]
            .iter()
            .all(|own| tables.iter().any(|name| name == own))
    );
    let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
    is_as_the_csv(&answer, &tables);
    // without it, those of the earlier answer go
    sweep(folder.path(), "--out results").assert().code(0);
    assert_eq!(names(".parquet"), [""; 0]);
    assert_eq!(names(".csv"), tables);
}

#[test]
fn bytes_do_not_depend_on_threads_and_the_manifest_has_them() {
    let folder = tempfile::tempdir().unwrap();
    for threads in ["1", "2"] {
        let arguments = format!("--spells --parquet --threads {threads} --out {threads}");
        run(folder.path(), &arguments).assert().code(0);
    }
    let bytes =
        |threads: &str, name: &str| fs::read(folder.path().join(threads).join(name)).unwrap();
    let manifest: Value = serde_json::from_slice(&bytes("1", "manifest.json")).unwrap();
    let outputs = manifest["outputs"].as_array().unwrap();
    for name in TABLES.map(|name| format!("{name}.parquet")) {
        let one = bytes("1", &name);
        assert!(one == bytes("2", &name), "{name}");
        let listed = outputs.iter().find(|output| output["name"] == name);
        assert_eq!(listed.unwrap()["sha256"], sha256(&one));
    }
    assert_eq!(outputs.len(), 2 * TABLES.len());
}

#[test]
fn files_of_an_earlier_run_do_not_stay() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "--parquet --out results")
        .assert()
        .code(0);
    run(folder.path(), "--force --out results").assert().code(0);
    assert!(folder.path().join("results/runs.csv").exists());
    assert!(!folder.path().join("results/runs.parquet").exists());
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("count", Kind::Count, "people", "How many.").or_empty("unknown"),
        Column::new("integer", Kind::Integer, "", "A difference."),
        Column::new("number", Kind::Number, "%", "A share.").or_empty("nobody was there"),
        Column::new("text", Kind::Text, "", "A name.").or_empty("no name"),
    ]
}

#[test]
fn extremes_come_back_and_an_empty_text_is_not_missing() {
    let mut table = Table::new(columns());
    let text = Cell::text("");
    table.push([
        u64::MAX.into(),
        Cell::Integer(i64::MIN),
        (-0.0).into(),
        text,
    ]);
    let missing = Cell::Missing;
    let tiny = Cell::from(5e-324);
    table.push([
        missing.clone(),
        Cell::Integer(i64::MAX),
        tiny,
        missing.clone(),
    ]);
    let text = Cell::text("caf\u{e9}\n\u{1f600}");
    table.push([0.into(), Cell::Integer(-1), f64::NAN.into(), text]);
    let mut bytes = Vec::new();
    write(&table, &mut bytes).unwrap();
    let read = read(&bytes);
    let rows: Vec<Vec<Field>> = read
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().into_columns().into_iter().map(|(_, f)| f))
        .map(Iterator::collect)
        .collect();
    let text = |text: &str| Field::Str(text.to_owned());
    let (low, high) = (Field::Long(i64::MIN), Field::Long(i64::MAX));
    let zero = Field::Double(0.0);
    let tiny = Field::Double(5e-324);
    let smile = text("caf\u{e9}\n\u{1f600}");
    assert_eq!(
        rows,
        [
            vec![Field::ULong(u64::MAX), low, zero, text("")],
            vec![Field::Null, high, tiny, Field::Null],
            vec![Field::ULong(0), Field::Long(-1), Field::Null, smile],
        ]
    );
    // minus zero equals zero, but other programs show its sign
    let Field::Double(zero) = rows[0][2] else {
        panic!("{} is no number", rows[0][2]);
    };
    assert!(zero.is_sign_positive());
    // a column that is never empty says so
    let schema = read.metadata().file_metadata().schema_descr();
    let optional = schema.columns().iter().map(|c| c.self_type().is_optional());
    assert!(optional.eq([true, false, true, true]));
}

#[test]
fn a_table_without_rows_is_a_file_with_columns() {
    let mut bytes = Vec::new();
    write(&Table::new(columns()), &mut bytes).unwrap();
    let read = read(&bytes);
    assert_eq!(read.metadata().file_metadata().num_rows(), 0);
    let schema = read.metadata().file_metadata().schema_descr();
    assert_eq!(schema.num_columns(), 4);
}

/// 64 columns: 2^20 values are 2^14 rows.
#[test]
fn row_groups_do_not_depend_on_how_rows_arrive() {
    const ROWS: u64 = 40_000;
    let columns: Vec<Column> = (0..64)
        .map(|place| Column::new(&format!("c{place}"), Kind::Count, "", "A number."))
        .collect();
    let bytes = |rows_a_table: u64| {
        let mut table = Table::new(columns.clone());
        let mut writer = Writer::new(Vec::new(), &table).unwrap();
        for row in 0..ROWS {
            table.push((0..64).map(|place| Cell::Count(row * 64 + place)));
            if (row + 1) % rows_a_table == 0 || row + 1 == ROWS {
                writer.append(&table).unwrap();
                table.clear();
            }
        }
        writer.finish().unwrap()
    };
    let small = bytes(7);
    assert!(small == bytes(ROWS));
    let read = read(&small);
    let groups = read.metadata().row_groups();
    let groups: Vec<i64> = groups.iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [1 << 14, 1 << 14, 40_000 - (1 << 15)]);
}

/// Takes a few bytes, then is full.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.0.min(bytes.len());
        self.0 -= taken;
        match taken {
            0 => Err(io::ErrorKind::StorageFull.into()),
            taken => Ok(taken),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_reported_as_such() {
    let mut table = Table::new(vec![Column::new("n", Kind::Count, "", "")]);
    (0..10_000).for_each(|n| table.push([Cell::Count(n)]));
    let error = write(&table, Full(1_000)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}
