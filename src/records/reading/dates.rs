//! Days as files write them: ISO always, other formats only where they are named.

use jiff::fmt::strtime;

use crate::units::Day;

/// Formats by the names that people give them. `records.toml` may also have a format as
/// `strptime` takes it.
pub(super) const FORMATS: [(&str, &str); 8] = [
    ("day/month/year", "%d/%m/%Y"),
    ("month/day/year", "%m/%d/%Y"),
    ("day.month.year", "%d.%m.%Y"),
    ("month.day.year", "%m.%d.%Y"),
    ("day-month-year", "%d-%m-%Y"),
    ("month-day-year", "%m-%d-%Y"),
    ("year/month/day", "%Y/%m/%d"),
    ("year.month.day", "%Y.%m.%d"),
];

/// Formats without such a name that are proposed if they fit.
pub(super) const OTHER_FORMATS: [&str; 8] = [
    "%d %b %Y",
    "%d-%b-%Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%Y%m%d",
    "%d/%m/%y",
    "%m/%d/%y",
];

/// The first year that a record can be of; before it lie slips and the zeros of spreadsheets.
pub(super) const FIRST_YEAR: i64 = 1900;

/// How dates are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    /// As `strptime` takes it; none if only ISO is read.
    format: Option<String>,
}

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// It is in no known format, or there is no such day.
    Unreadable,
    /// It is in formats that were not named: their names, and what they would make of it.
    Format(Vec<(&'static str, Day)>),
}

impl Dates {
    /// Dates in a named format, beside ISO.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        let wanted = name.trim().to_lowercase();
        if ["iso", "year-month-day", "%y-%m-%d"].contains(&wanted.as_str()) {
            return Ok(Self::default());
        }
        let known = FORMATS.iter().find(|(known, _)| *known == wanted);
        let format = known.map_or(name.trim(), |(_, format)| format);
        if !format.contains('%') {
            let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
            return Err(format!(
                "allowed: {}, or a format such as \"%d %b %Y\"",
                names.join(", ")
            ));
        }
        let sample = jiff::civil::date(2001, 2, 3);
        let written = strtime::format(format, sample).map_err(|error| error.to_string())?;
        match read_as(format, &written) {
            Some(day) if Some(day) == Day::of(2001, 2, 3) => {}
            _ => return Err("a format needs year, month and day, such as \"%d %b %Y\"".to_owned()),
        }
        if let Some(day) = read_as(format, "2001-02-03")
            && Some(day) != Day::of(2001, 2, 3)
        {
            return Err(format!(
                "it would read 2001-02-03 as {day}, but dates in this form are always ISO"
            ));
        }
        let format = Some(format.to_owned());
        Ok(Self { format })
    }

    /// The day of a text, with or without a time after it.
    pub(super) fn read(&self, text: &str) -> Result<Day, NoDay> {
        if let Some(day) = iso(text) {
            return Ok(day);
        }
        if let Some(format) = &self.format {
            return read_as(format, text).ok_or(NoDay::Unreadable);
        }
        let readings = FORMATS.iter();
        let readings = readings.filter_map(|(name, format)| Some((*name, read_as(format, text)?)));
        match readings.collect::<Vec<_>>() {
            readings if readings.is_empty() => Err(NoDay::Unreadable),
            readings => Err(NoDay::Format(readings)),
        }
    }
}

/// The day of an ISO date, with or without a time.
fn iso(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0_i64, |number, byte| {
            let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
            digit.map(|digit| 10 * number + digit)
        })
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let is_time = match bytes.get(10) {
        None => true,
        Some(b'T' | b't' | b' ') => {
            let mut rest = bytes[11..].iter();
            rest.all(|byte| byte.is_ascii_digit() || b":.+-Zz ".contains(byte))
        }
        Some(_) => false,
    };
    (is_time && year >= FIRST_YEAR).then(|| Day::of(year, month, day))?
}

/// The day of a text in a format, with or without a time after it.
pub(super) fn read_as(format: &str, text: &str) -> Option<Day> {
    let parse = |text: &str| {
        let date = strtime::parse(format, text).ok()?.to_date().ok()?;
        let year = i64::from(date.year());
        let is_known = year >= FIRST_YEAR;
        is_known.then(|| Day::of(year, date.month().into(), date.day().into()))?
    };
    parse(text).or_else(|| {
        // a time is whatever follows the last space before the first colon
        let colon = text.find(':')?;
        parse(text[..colon].rsplit_once(' ')?.0.trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i64, month: i64, day: i64) -> Day {
        Day::of(year, month, day).unwrap()
    }

    #[test]
    fn iso_is_always_read() {
        for dates in [Dates::default(), Dates::named("day/month/year").unwrap()] {
            for text in [
                "2021-04-03",
                "2021-04-03T10:00:00Z",
                "2021-04-03 00:00:00.000",
            ] {
                assert_eq!(dates.read(text), Ok(day(2021, 4, 3)));
            }
            for text in [
                "2021-02-30",
                "2021-4-3x",
                "202-04-03",
                "0021-04-03",
                "",
                "Müller-ab-c",
            ] {
                assert_eq!(dates.read(text), Err(NoDay::Unreadable), "{text}");
            }
        }
    }

    #[test]
    fn other_formats_are_read_only_where_they_are_named() {
        let named = |name: &str| Dates::named(name).unwrap();
        for (name, text) in [
            ("day/month/year", "03/04/2021"),
            ("Month/Day/Year", "4/3/2021 12:00:00 AM"),
            ("day.month.year", "3.4.2021"),
            ("%d %b %Y", "03 Apr 2021"),
            ("%m/%d/%y", "04/03/21"),
        ] {
            assert_eq!(named(name).read(text), Ok(day(2021, 4, 3)), "{name}");
        }
        assert_eq!(
            named("day/month/year").read("03/04/21"),
            Err(NoDay::Unreadable)
        );
        let two = vec![
            ("day/month/year", day(2021, 4, 3)),
            ("month/day/year", day(2021, 3, 4)),
        ];
        assert_eq!(Dates::default().read("03/04/2021"), Err(NoDay::Format(two)));
        let one = vec![("day/month/year", day(2021, 12, 31))];
        assert_eq!(Dates::default().read("31/12/2021"), Err(NoDay::Format(one)));
    }

    #[test]
    fn formats_that_cannot_be_meant_are_refused() {
        assert!(
            Dates::named("dd/mm")
                .unwrap_err()
                .contains("day/month/year")
        );
        assert!(Dates::named("%d %b").unwrap_err().contains("needs year"));
        assert!(Dates::named("%Y-%d-%m").unwrap_err().contains("always ISO"));
        assert!(Dates::named("%Y-%m-%d").is_ok());
    }
}
