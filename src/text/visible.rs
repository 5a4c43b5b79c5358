//! Characters that command a terminal or turn the direction of writing, made visible.

use std::borrow::Cow;

/// Whether a character is an instruction and no letter: a control character, of which
/// U+009B begins sequences as escape does, or one that turns the order in which the letters
/// around it are shown.
pub(super) fn is_instruction(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text in which every instruction is replaced by a sign for it, as faults show it; line
/// feeds and tabs stay.
///
/// ```
/// assert_eq!(orgsim::text::visible("\u{1b}[31mred\n"), "␛[31mred\n");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| is_instruction(c) && !matches!(c, '\n' | '\t');
    match text.contains(is_hidden) {
        false => Cow::Borrowed(text),
        true => {
            let signs = text.chars().map(|c| if is_hidden(c) { sign(c) } else { c });
            Cow::Owned(signs.collect())
        }
    }
}

/// The picture of an ASCII control character; of others there is none.
fn sign(c: char) -> char {
    let picture = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    };
    picture.unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in ["", "plain\n\ttext", "größer 日本 ± 𝄞 👩‍🔬", "نص عربي"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn no_instruction_is_left_whichever_it_is() {
        let all: String = ('\0'..=char::MAX).filter(|&c| is_instruction(c)).collect();
        assert_eq!(all.chars().count(), 32 + 33 + 9);
        let shown = visible(&all);
        assert_eq!(shown.chars().count(), all.chars().count());
        let left: String = shown.chars().filter(|&c| is_instruction(c)).collect();
        assert_eq!(left, "\t\n");
        assert_eq!(visible("\u{1b}\u{7f}\r\u{9b}\u{202e}"), "␛␡␍��");
    }
}
