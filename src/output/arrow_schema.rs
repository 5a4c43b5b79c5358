//! The header of a table as an Arrow schema, in the form in which a Parquet file
//! carries it: readers built on Arrow then show unit and meaning of every field.
//!
//! The form is a message of Arrow's interprocess format (`Message.fbs` and
//! `Schema.fbs` of the Arrow columnar format, version 1.0 and later), preceded by
//! a marker and its length, in Base64. The slots and codes below are the places
//! of fields in these two files.

use crate::table::{Column, Kind};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use flatbuffers::{
    FlatBufferBuilder, ForwardsUOffset, TableFinishedWIPOffset, VOffsetT, Vector, WIPOffset,
};

/// The key under which a Parquet file has its Arrow schema.
pub(super) const KEY: &str = "ARROW:schema";

type Table = WIPOffset<TableFinishedWIPOffset>;
type Tables<'a> = WIPOffset<Vector<'a, ForwardsUOffset<TableFinishedWIPOffset>>>;

/// The slot of the field with a number, counted from zero, of a table.
const fn slot(field: VOffsetT) -> VOffsetT {
    4 + 2 * field
}

const MESSAGE_VERSION: VOffsetT = slot(0);
const MESSAGE_HEADER_TYPE: VOffsetT = slot(1);
const MESSAGE_HEADER: VOffsetT = slot(2);
const VERSION_5: i16 = 4;
const HEADER_IS_SCHEMA: u8 = 1;

const SCHEMA_FIELDS: VOffsetT = slot(1);

const FIELD_NAME: VOffsetT = slot(0);
const FIELD_NULLABLE: VOffsetT = slot(1);
const FIELD_TYPE_CODE: VOffsetT = slot(2);
const FIELD_TYPE: VOffsetT = slot(3);
const FIELD_CHILDREN: VOffsetT = slot(5);
const FIELD_METADATA: VOffsetT = slot(6);

const INTEGER: u8 = 2;
const INTEGER_BITS: VOffsetT = slot(0);
const INTEGER_IS_SIGNED: VOffsetT = slot(1);
const FLOATING_POINT: u8 = 3;
const FLOATING_POINT_PRECISION: VOffsetT = slot(0);
const DOUBLE: i16 = 2;
const UTF8: u8 = 5;

const PAIR_KEY: VOffsetT = slot(0);
const PAIR_VALUE: VOffsetT = slot(1);

/// The schema of a header, encoded.
pub(super) fn encoded(columns: &[Column]) -> String {
    let message = message(columns);
    // a schema longer than 4 GB would need more columns than memory holds
    let length = u32::try_from(message.len()).expect("a header is short");
    let mut bytes = vec![0xff; 4];
    bytes.extend(length.to_le_bytes());
    bytes.extend(message);
    BASE64_STANDARD.encode(bytes)
}

fn message(columns: &[Column]) -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let fields: Vec<Table> = columns.iter().map(|c| field(&mut builder, c)).collect();
    let fields = builder.create_vector(&fields);
    let start = builder.start_table();
    builder.push_slot_always(SCHEMA_FIELDS, fields);
    let schema = builder.end_table(start);
    let start = builder.start_table();
    builder.push_slot_always(MESSAGE_VERSION, VERSION_5);
    builder.push_slot_always(MESSAGE_HEADER_TYPE, HEADER_IS_SCHEMA);
    builder.push_slot_always(MESSAGE_HEADER, schema);
    let message = builder.end_table(start);
    builder.finish_minimal(message);
    builder.finished_data().to_vec()
}

fn field(builder: &mut FlatBufferBuilder<'_>, column: &Column) -> Table {
    let name = builder.create_string(&column.name);
    let (type_code, data_type) = data_type(builder, column.kind);
    let children = builder.create_vector::<Table>(&[]);
    let metadata = metadata(builder, column);
    let start = builder.start_table();
    builder.push_slot_always(FIELD_NAME, name);
    builder.push_slot_always(FIELD_NULLABLE, column.empty.is_some());
    builder.push_slot_always(FIELD_TYPE_CODE, type_code);
    builder.push_slot_always(FIELD_TYPE, data_type);
    builder.push_slot_always(FIELD_CHILDREN, children);
    builder.push_slot_always(FIELD_METADATA, metadata);
    builder.end_table(start)
}

fn data_type(builder: &mut FlatBufferBuilder<'_>, kind: Kind) -> (u8, Table) {
    let start = builder.start_table();
    let code = match kind {
        Kind::Count | Kind::Integer => {
            builder.push_slot_always(INTEGER_BITS, 64_i32);
            builder.push_slot_always(INTEGER_IS_SIGNED, kind == Kind::Integer);
            INTEGER
        }
        Kind::Number => {
            builder.push_slot_always(FLOATING_POINT_PRECISION, DOUBLE);
            FLOATING_POINT
        }
        Kind::Text => UTF8,
    };
    (code, builder.end_table(start))
}

/// What is known of a column beyond its name and type, under the names that the
/// data dictionary has for it.
fn metadata<'a>(builder: &mut FlatBufferBuilder<'a>, column: &Column) -> Tables<'a> {
    let unit = (!column.unit.is_empty()).then_some(&column.unit);
    let pairs = [
        ("unit", unit),
        ("meaning", Some(&column.meaning)),
        ("empty", column.empty.as_ref()),
    ];
    let given = pairs.iter().filter_map(|&(key, value)| Some((key, value?)));
    let pairs: Vec<Table> = given
        .map(|(key, value)| {
            let key = builder.create_string(key);
            let value = builder.create_string(value);
            let start = builder.start_table();
            builder.push_slot_always(PAIR_KEY, key);
            builder.push_slot_always(PAIR_VALUE, value);
            builder.end_table(start)
        })
        .collect();
    builder.create_vector(&pairs)
}
