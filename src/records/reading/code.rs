//! Every kind of fault that records can have. R09: warnings.

use crate::diagnostic::{Code, Severity};

macro_rules! codes {
    ($($constant:ident $severity:ident $id:literal $name:literal $meaning:literal)*) => {
        $(
            #[doc = $meaning]
            pub(super) static $constant: Code = Code {
                id: $id,
                name: $name,
                severity: Severity::$severity,
                meaning: $meaning,
            };
        )*
        /// Every code, in the order of the identifiers.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    UNREADABLE Error "R0101" "records-unreadable"
        "A file or a sheet cannot be read, or is of another kind than its name says."
    NO_PEOPLE_FILE Error "R0102" "records-files"
        "The folder has no file of people, or has several files of one kind."
    MIXED_ENCODING Error "R0103" "records-encoding"
        "Some lines of a file are UTF-8, others are not."
    NOT_CSV Error "R0104" "records-not-csv"
        "A file has no header, or a quotation mark is not closed."
    MISSING_COLUMN Error "R0201" "records-missing-column"
        "A needed column is missing, or one that was named is not there."
    COLUMN_TWICE Error "R0202" "records-column-twice"
        "Two columns have one name, or one column stands for two."
    FIELD_COUNT Error "R0203" "records-field-count"
        "A row has more or fewer fields than the header."
    NOT_TOML Error "R0204" "records-syntax"
        "`records.toml` is not TOML."
    UNKNOWN_KEY Error "R0205" "records-unknown-key"
        "`records.toml` or `--column` names what does not exist."
    BAD_SETTING Error "R0206" "records-setting"
        "A value of `records.toml` or `--column` has the wrong type, is outside its range or contradicts another."
    EMPTY_CELL Error "R0301" "records-empty"
        "A needed cell is empty."
    BAD_DATE Error "R0302" "records-date"
        "A date cannot be read, does not exist, or is in a format that is not named."
    FUTURE Error "R0303" "records-future"
        "A date is later than today."
    UNKNOWN_WORD Error "R0304" "records-unknown-word"
        "A role, reason, level or kind of change is not known."
    BAD_SHARE Error "R0305" "records-share"
        "A share is no number above 0 and at most 1."
    BAD_NAME Error "R0306" "records-name"
        "A name has control characters, or begins as a formula does."
    END_BEFORE_START Error "R0401" "records-end-before-start"
        "A row of a person ends before it starts."
    OVERLAP Error "R0402" "records-overlap"
        "Two rows of a person overlap."
    ROW_TWICE Error "R0403" "records-row-twice"
        "The same row is there twice."
    END_BEFORE_BEGIN Error "R0404" "records-end-before-begin"
        "Somebody who was there when the records begin left before that."
    OUT_OF_ORDER Error "R0405" "records-out-of-order"
        "Two dates of a row are in the wrong order."
    TWO_FATES Error "R0406" "records-two-fates"
        "Work has been both shipped and abandoned."
    NOT_OF_KIND Error "R0407" "records-not-of-kind"
        "A cell says something that a change of this kind does not have."
    BAD_WINDOW Error "R0501" "records-window"
        "The records end before they begin, or after today."
    NOBODY Error "R0502" "records-nobody"
        "Nobody was there in the time of the records."
    WINDOWS_1252 Warning "R0901" "records-windows-1252"
        "A file is not UTF-8 and was read as Windows-1252."
    BEGIN_AT_EXIT Warning "R0902" "records-begin-at-exit"
        "Exits are recorded only from some day on, which is taken as the begin."
    BEGIN_AT_START Warning "R0903" "records-begin-at-start"
        "Many people start on the first day, and are taken to have been there before."
    UNKNOWN_UNIT Warning "R0904" "records-unknown-unit"
        "A unit has no people."
    LEFT_OUT Warning "R0905" "records-left-out"
        "Rows with faults were left out, as was asked for."
    REASON_WITHOUT_END Warning "R0906" "records-reason-without-end"
        "A row says why somebody left, but not when."
}
