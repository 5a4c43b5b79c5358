//! From the bytes of a file to its text.

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoText {
    /// Bytes that no text has.
    Binary,
    /// The first line that is UTF-8 with more than ASCII, and the first that is no UTF-8.
    Mixed(usize, usize),
}

/// A text, and whether it was read as Windows-1252 for want of anything better.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) is_windows_1252: bool,
}

/// The text of some bytes: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, NoText> {
    let of = |text: String, is_windows_1252| Decoded {
        text,
        is_windows_1252,
    };
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        let (text, has_faults) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match has_faults {
            true => Err(NoText::Binary),
            false => Ok(of(text.into_owned(), false)),
        };
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(NoText::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(of(text.to_owned(), false));
    }
    let (mut first_utf_8, mut first_other) = (None, None);
    for (line, bytes) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => {}
            Ok(_) => first_utf_8 = first_utf_8.or(Some(line)),
            Err(_) => first_other = first_other.or(Some(line)),
        }
    }
    if let (Some(utf_8), Some(other)) = (first_utf_8, first_other) {
        return Err(NoText::Mixed(utf_8, other));
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(of(text.into_owned(), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_the_encodings_that_spreadsheets_write() {
        let told = |bytes: &[u8]| decode(bytes).map(|read| (read.text, read.is_windows_1252));
        let text = |text: &str, is_windows| Ok((text.to_owned(), is_windows));
        assert_eq!(told("a;ü".as_bytes()), text("a;ü", false));
        assert_eq!(told(b"\xef\xbb\xbfa"), text("a", false));
        assert_eq!(told(b"\xff\xfea\0;\0"), text("a;", false));
        assert_eq!(told(b"\xfe\xff\0a\0;"), text("a;", false));
        assert_eq!(told(b"M\xfcnchen \x80"), text("München €", true));
        assert_eq!(told(b"a\0b\0"), Err(NoText::Binary));
        assert_eq!(told("a\nü\n".as_bytes()), text("a\nü\n", false));
        assert_eq!(told(b"a\n\xc3\xbc\nb\n\xfc\n"), Err(NoText::Mixed(2, 4)));
    }
}
