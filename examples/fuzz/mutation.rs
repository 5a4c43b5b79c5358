//! What is done to a valid file: lines, words and numbers are moved, repeated, left out and
//! replaced, so that most of what is left is still read.

use std::ops::Range;

use crate::luck::Luck;

/// Most bytes of an input.
const MOST_BYTES: usize = 1 << 20;

/// Most changes of one input.
const MOST_CHANGES: usize = 5;

/// Most repetitions of what is very long or very deep.
const MOST_REPEATED: usize = 20_000;

/// Numbers at the ends of what types hold, and beyond.
const NUMBERS: [&str; 22] = [
    "0",
    "-0",
    "-0.0",
    "-1",
    "1e308",
    "-1e308",
    "1e309",
    "5e-324",
    "1e-300",
    "nan",
    "NaN",
    "inf",
    "-inf",
    "255",
    "65536",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "0.1e",
];

/// Texts that mean something in one of the formats, or to whoever shows them.
const TEXTS: [&str; 25] = [
    "a",
    "\0",
    "\u{7}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{1f469}\u{200d}",
    "\r",
    "\t",
    "\n",
    "\"",
    "\"\"\"",
    "'",
    ",",
    ";",
    "=",
    "=1+1",
    "#",
    "]",
    "{}",
    "null",
    "true",
    "../..",
    "<script>",
];

/// What opens a level in one of the formats.
const OPENINGS: [&str; 5] = ["[", "{a=", "{\"a\":", "a.", "("];

/// Some changes of a file, with parts of another one.
pub(crate) fn mutated(luck: &mut Luck, file: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    // few are often enough, and leave more that is read
    let most = 1 + luck.below(MOST_CHANGES);
    for _ in 0..=luck.below(most) {
        let parts = match luck.below(3) {
            0 => lines(&bytes),
            1 => words(&bytes),
            _ => numbers(&bytes),
        };
        if !parts.is_empty() {
            change(luck, &mut bytes, &parts, other);
        }
    }
    bytes.truncate(MOST_BYTES);
    bytes
}

fn change(luck: &mut Luck, bytes: &mut Vec<u8>, parts: &[Range<usize>], other: &[u8]) {
    let part = luck.one_of(parts).clone();
    let second = luck.one_of(parts).clone();
    let own = bytes[part.clone()].to_vec();
    match luck.below(12) {
        0 => drop(bytes.drain(part)),
        1 => drop(bytes.splice(part.end..part.end, own)),
        2 => drop(bytes.splice(second, own)),
        3 => {
            let (first, second) = match part.start < second.start {
                true => (part, second),
                false => (second, part),
            };
            let both = [&bytes[first.clone()], &bytes[second.clone()]].map(<[u8]>::to_vec);
            let [one, two] = both;
            // the one that stands behind first: places before it stay
            bytes.splice(second, one);
            bytes.splice(first, two);
        }
        4..=6 => drop(bytes.splice(part, luck.one_of(&NUMBERS).bytes())),
        7 => drop(bytes.splice(part.start..part.start, luck.one_of(&TEXTS).bytes())),
        8 => {
            let text = match luck.below(2) {
                0 => luck.one_of(&TEXTS),
                _ => luck.one_of(&OPENINGS),
            };
            let times = 1 + luck.below(MOST_REPEATED);
            drop(bytes.splice(part, text.repeat(times).into_bytes()));
        }
        9 => bytes.truncate(part.start),
        10 => {
            let at = luck.below(bytes.len());
            let bit = luck.below(8);
            bytes
                .get_mut(at)
                .into_iter()
                .for_each(|byte| *byte ^= 1 << bit);
        }
        _ => {
            bytes.truncate(part.start);
            bytes.extend(&other[luck.below(other.len())..]);
        }
    }
}

/// Where each of some pieces stands, with so many bytes between two of them.
fn places<'a>(pieces: impl Iterator<Item = &'a [u8]>, between: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let place = |piece: &[u8]| {
        let place = start..start + piece.len();
        start = place.end + between;
        place
    };
    pieces.map(place).collect()
}

fn lines(bytes: &[u8]) -> Vec<Range<usize>> {
    places(bytes.split_inclusive(|byte| *byte == b'\n'), 0)
}

fn words(bytes: &[u8]) -> Vec<Range<usize>> {
    let is_between = |byte: &u8| b" \t\n,;:=\"[]{}".contains(byte);
    let mut words = places(bytes.split(is_between), 1);
    words.retain(|word| !word.is_empty());
    words
}

/// The words that are numbers.
fn numbers(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut words = words(bytes);
    words.retain(|word| {
        let text = std::str::from_utf8(&bytes[word.clone()]);
        text.is_ok_and(|text| text.parse::<f64>().is_ok())
    });
    words
}
