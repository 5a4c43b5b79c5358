//! Rust sources as text: code apart from comments, literals and tests.

use crate::{files_below, read};

/// A source file.
pub(crate) struct Source {
    /// Its path below the root.
    pub(crate) path: String,
    /// Its whole text.
    pub(crate) text: String,
    /// Its code: comments, literals and test modules are blank, lines and
    /// columns are those of the text.
    pub(crate) code: String,
}

impl Source {
    /// A file with the given text.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: without_tests(&without_comments_and_literals(text)),
        }
    }

    /// The module a file holds, for example `["model", "work"]`; empty for
    /// `lib.rs` and `main.rs`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let mut module: Vec<&str> = path.split('/').collect();
        if matches!(module.last(), Some(&"mod" | &"lib" | &"main")) {
            module.pop();
        }
        module
    }
}

/// All sources of the library and the program. A file that only tests compile
/// counts as a test.
pub(crate) fn sources() -> Vec<Source> {
    let all: Vec<Source> = files_below("src", &[".rs"])
        .iter()
        .map(|path| Source::new(path, &read(path)))
        .collect();
    let only_tests: Vec<String> = all.iter().flat_map(test_files).collect();
    all.into_iter()
        .filter(|source| !only_tests.contains(&source.path))
        .collect()
}

/// The files that a source declares for tests only: `#[cfg(test)] mod name;`.
fn test_files(source: &Source) -> Vec<String> {
    let folder = match source.path.strip_suffix("mod.rs") {
        Some(folder) => folder.to_owned(),
        None => format!("{}/", source.path.trim_end_matches(".rs")),
    };
    source
        .text
        .split("#[cfg(test)]\nmod ")
        .skip(1)
        .filter_map(|rest| rest.split_once(';'))
        .filter(|(name, _)| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .map(|(name, _)| format!("{folder}{name}.rs"))
        .collect()
}

/// The number of the line, from 1, that holds a byte of a text.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Blanks comments, string literals and character literals.
fn without_comments_and_literals(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = match rest {
            [b'/', b'/', ..] => at + find(rest, b"\n").unwrap_or(rest.len()),
            [b'/', b'*', ..] => at + block_comment(rest),
            [b'"', ..] => at + string(rest),
            [b'r', b'"' | b'#', ..] if !is_name(bytes, at) => at + raw_string(rest),
            [b'\'', ..] => at + character(rest),
            _ => at,
        };
        for byte in &mut code[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(code).expect("whole literals and comments were blanked")
}

/// Whether the byte before `at` belongs to a name that goes on there.
fn is_name(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn block_comment(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

fn string(bytes: &[u8]) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// The length of a raw string; zero if none starts here (`r#type` is a name).
fn raw_string(bytes: &[u8]) -> usize {
    let hashes = bytes[1..].iter().take_while(|&&byte| byte == b'#').count();
    if bytes.get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let end = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
    let start = 2 + hashes;
    find(&bytes[start..], &end).map_or(bytes.len(), |at| start + at + end.len())
}

/// The length of a character literal; zero for a lifetime.
fn character(bytes: &[u8]) -> usize {
    let quote = |from: usize| find(&bytes[from..], b"'").map(|at| from + at + 1);
    match bytes {
        [_, b'\\', ..] => quote(3).unwrap_or(0),
        // One character, of up to four bytes.
        _ => match quote(2) {
            Some(end) if end <= 3 || (end <= 6 && !bytes[1].is_ascii()) => end,
            _ => 0,
        },
    }
}

/// Blanks modules that are compiled for tests only.
fn without_tests(code: &str) -> String {
    let mut left = code.to_owned();
    while let Some(start) = left.find("#[cfg(test)]") {
        let rest = &left[start..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(brace), semicolon) if semicolon.is_none_or(|at| brace < at) => {
                brace + block(&rest[brace..])
            }
            (_, Some(semicolon)) => semicolon + 1,
            _ => rest.len(),
        };
        let blank: String = rest[..end]
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        left.replace_range(start..start + end, &blank);
    }
    left
}

/// The length of a block in braces.
fn block(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

#[test]
fn code_is_told_from_comments_literals_and_tests() {
    let text = r##"
//! a::b
use crate::x; /* c::d /* e */ f */
fn f<'a>(g: &'a str) -> char { "h \" i"; r#"j " k"#; b'\''; '"'; 'l'; 'ö' }
#[cfg(test)]
mod tests {
    fn m() { "}" }
}
fn n() {}
"##;
    let source = Source::new("src/a/mod.rs", text);
    assert_eq!(source.module(), ["a"]);
    assert_eq!(source.code.lines().count(), text.lines().count());
    let words: Vec<&str> = source.code.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "use crate::x; fn f<'a>(g: &'a str) -> char { ; ; b ; ; ; } fn n() {}"
    );
}
