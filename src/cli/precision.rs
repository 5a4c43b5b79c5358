//! `--precision MEASURE=HALFWIDTH`: how narrow an interval is requested.

use std::str::FromStr;

/// A requested half-width of an interval.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Precision {
    /// Identifier of the measure.
    pub(crate) measure: String,
    /// Half-width, positive and finite.
    pub(crate) half_width: f64,
    /// Whether it is in percentage points instead of the measure's unit.
    pub(crate) percentage_points: bool,
}

impl FromStr for Precision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (measure, width) = text
            .split_once('=')
            .ok_or("expected MEASURE=HALFWIDTH, such as researcher_retention_12m=1pp")?;
        let (number, percentage_points) = match width.strip_suffix("pp") {
            Some(number) => (number, true),
            None => (width, false),
        };
        match number.trim().parse::<f64>() {
            Ok(number) if number > 0.0 && number.is_finite() => Ok(Self {
                measure: measure.trim().to_owned(),
                half_width: number,
                percentage_points,
            }),
            _ => Err(format!(
                "the half-width `{width}` is not a positive number; write 0.01 or 1pp"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Precision;

    #[test]
    fn precision_is_read_in_units_and_in_percentage_points() {
        let read = |text: &str| text.parse::<Precision>();
        let number = |text| read(text).map(|p| (p.half_width, p.percentage_points));
        assert_eq!(number("a=1pp"), Ok((1.0, true)));
        assert_eq!(number("a=0.25"), Ok((0.25, false)));
        for wrong in ["a", "a=", "a=0", "a=-1pp", "a=inf", "a=NaN", "a=1%"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
