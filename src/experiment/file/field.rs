//! What a key of an experiment file is.

/// A key: its name, what it takes and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name of the key.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether its table makes no sense without it.
    pub required: bool,
    /// What it means, with unit and what holds without it.
    pub meaning: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// True or false.
    Switch,
    /// A whole number, both ends included.
    Whole(u64, u64),
    /// A number: least, most, and whether these are allowed themselves.
    Number(f64, f64, bool),
    /// A text or a list of texts.
    Texts,
    /// A list of numbers or texts.
    Values,
    /// Two numbers, the ends of a range, or one of some words instead.
    Range(&'static [&'static str]),
    /// Lists of numbers or texts.
    Rows,
    /// Scenario keys and their values.
    Overrides,
    /// Keys of a measure and a number each.
    Numbers,
    /// A table with these keys.
    Table(&'static [Field]),
    /// Tables of any name, each with these keys.
    Named(&'static [Field]),
}

impl Field {
    /// A key that may be left out.
    pub(super) const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self {
            name,
            kind,
            required: false,
            meaning,
        }
    }

    /// A key that is needed.
    pub(super) const fn required(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self {
            required: true,
            ..Self::new(name, kind, meaning)
        }
    }
}

impl Kind {
    /// The allowed values in words.
    pub fn words(&self) -> String {
        match *self {
            Self::Text => "a text".to_owned(),
            Self::Choice(words) => words.join(" | "),
            Self::Switch => "true or false".to_owned(),
            Self::Whole(least, u64::MAX) => format!("a whole number, at least {least}"),
            Self::Whole(least, most) => format!("a whole number, {least} to {most}"),
            Self::Number(least, most, includes_ends) => {
                let ends = match includes_ends {
                    true => ["at least", "at most"],
                    false => ["above", "below"],
                };
                let least = (least > f64::NEG_INFINITY).then(|| format!("{} {least}", ends[0]));
                let most = (most < f64::INFINITY).then(|| format!("{} {most}", ends[1]));
                let ends: Vec<String> = least.into_iter().chain(most).collect();
                match ends.is_empty() {
                    true => "a number".to_owned(),
                    false => format!("a number, {}", ends.join(" and ")),
                }
            }
            Self::Texts => "a text or a list of texts".to_owned(),
            Self::Values => "a list of numbers or texts".to_owned(),
            Self::Range(words) => {
                let words = words.iter().map(|word| format!(", or \"{word}\""));
                format!("[low, high]{}", words.collect::<String>())
            }
            Self::Rows => "a list of lists of numbers or texts".to_owned(),
            Self::Overrides => "a table of scenario keys and values".to_owned(),
            Self::Numbers => "a table of measures and numbers".to_owned(),
            Self::Table(_) => "a table".to_owned(),
            Self::Named(_) => "tables of any name".to_owned(),
        }
    }
}
