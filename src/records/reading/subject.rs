//! What a file of records is about, and the columns that it can have.

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Who was there.
    People,
    /// What was submitted.
    Papers,
    /// Breakthroughs and what became of them.
    Work,
    /// Whom was searched for.
    Vacancies,
    /// What was changed.
    Changes,
}

/// A column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whether a file must have it.
    pub is_needed: bool,
    /// What its cells say, and what an empty one means.
    pub meaning: &'static str,
    /// Names that it has elsewhere, in small letters and without spaces.
    pub synonyms: &'static [&'static str],
}

macro_rules! columns {
    ($($file:ident { $($constant:ident $name:literal $needed:ident $meaning:literal [$($synonym:literal)*])* })*) => {
        $(
            #[doc = concat!("Places of the columns of `", stringify!($file), "`.")]
            #[allow(missing_docs)]
            pub(super) mod $file {
                use super::Column;
                columns!(@places 0usize; $($constant)*);
                pub(in super::super) static COLUMNS: &[Column] = &[$(Column {
                    name: $name,
                    is_needed: columns!(@$needed),
                    meaning: $meaning,
                    synonyms: &[$($synonym),*],
                }),*];
            }
        )*
    };
    (@needed) => { true };
    (@optional) => { false };
    (@places $place:expr;) => {};
    (@places $place:expr; $first:ident $($rest:ident)*) => {
        pub(in super::super) const $first: usize = $place;
        columns!(@places $place + 1usize; $($rest)*);
    };
}

columns! {
    people {
        PERSON "person" needed
            "What tells people apart, the same in all rows of one; never shown in a message or written to a result."
            ["employeeid" "employee" "employeenumber" "personid" "personnelnumber" "personnelno" "staffid" "workerid" "empid" "userid"]
        ROLE "role" needed
            "`researcher` or `engineer`, or a word of `[values.role]`."
            ["jobtitle" "title" "position" "job" "jobname" "jobfamily" "function" "positiontitle"]
        START "start" needed
            "First day. Empty: there when the records begin, since when is not known."
            ["hiredate" "startdate" "joined" "datejoined" "joindate" "entrydate" "dateofhire" "hired" "from" "validfrom" "effectivedate" "begindate" "dateofjoining"]
        END "end" needed
            "Last day. Empty, or 9999-12-31: still there."
            ["terminationdate" "enddate" "left" "dateleft" "exitdate" "leavedate" "leavingdate" "terminated" "to" "validto" "validuntil" "lastday" "separationdate" "dateofexit"]
        REASON "reason" optional
            "What the end is put down to: `quit`, `dismissed`, `layoff`, `other`, `unknown`, or a word of `[values.reason]`. Empty: `unknown`."
            ["terminationreason" "reasonforleaving" "leavingreason" "exitreason" "separationreason" "terminationtype" "exittype"]
        UNIT "unit" optional
            "Name of the unit. Empty: not known."
            ["department" "division" "businessunit" "orgunit" "organisationalunit" "organizationalunit" "costcenter" "costcentre" "dept"]
        TEAM "team" optional
            "Name of the team; one name is one team, in all units. Empty: that of everybody with the same `manager`."
            ["group" "squad" "teamname" "workgroup"]
        MANAGER "manager" optional
            "Whoever leads the team; used where `team` is empty, and never shown."
            ["managerid" "supervisor" "reportsto" "linemanager" "managername" "supervisorid"]
        LEVEL "level" optional
            "`junior`, `mid` or `senior`, or a word of `[values.level]`. Empty: not known."
            ["grade" "seniority" "joblevel" "careerlevel" "band" "paygrade"]
    }
    papers {
        SUBMITTED "submitted" needed
            "Day of the first submission."
            ["submissiondate" "datesubmitted" "submittedon"]
        ACCEPTED "accepted" needed
            "Day of the acceptance. Empty: under review or given up."
            ["acceptancedate" "dateaccepted" "acceptedon"]
        TOPIC "topic" optional
            "Name of the topic. Empty: not known."
            ["subject" "area" "field" "researcharea"]
        VENUE "venue" optional
            "Name of the venue. Empty: not known."
            ["journal" "conference"]
    }
    work {
        FOUND "found" needed
            "Day on which the breakthrough was made."
            ["created" "founddate" "opened" "proposed"]
        ADOPTED "adopted" needed
            "Day on which the product side took it up. Empty: it has not."
            ["adoptiondate" "started" "takenup"]
        SHIPPED "shipped" needed
            "Day on which it reached the product. Empty: it has not."
            ["shipdate" "released" "releasedate" "launched" "launchdate"]
        ABANDONED "abandoned" optional
            "Day on which it was given up. Empty: it has not been."
            ["cancelled" "canceled" "dropped" "closed"]
    }
    vacancies {
        OPENED "opened" needed
            "First day of the search."
            ["opendate" "dateopened" "posted" "postingdate" "openedon"]
        FILLED "filled" needed
            "Day on which somebody was found. Empty: nobody has been."
            ["filldate" "datefilled" "closed" "filledon"]
        ROLE "role" optional
            "Role of the seat, as in the file of people. Empty: not known."
            ["jobtitle" "title" "position" "job"]
        UNIT "unit" optional
            "Name of its unit. Empty: not known."
            ["department" "division" "businessunit" "orgunit" "dept"]
    }
    changes {
        DATE "date" needed
            "First day."
            ["day" "start" "from" "effectivedate"]
        KIND "kind" needed
            "`reorganisation`, `freeze` or `layoff`, or a word of `[values.kind]`."
            ["type" "change" "event"]
        UNTIL "until" optional
            "Last day of a freeze. Empty: it lasts until the records end."
            ["end" "to" "enddate"]
        UNIT "unit" optional
            "Name of the unit. Empty: all of them."
            ["department" "division" "businessunit" "orgunit" "dept"]
        ROLE "role" optional
            "The role, as in the file of people. Empty: both."
            ["jobtitle"]
        STRUCTURE "structure" optional
            "Of a reorganisation: name of the structure from then on."
            ["neworganisation" "newstructure"]
        SHARE "share" optional
            "Of a layoff: share of the people who were dismissed, above 0 and at most 1. Empty: it follows from the file of people."
            ["fraction"]
    }
}

impl Subject {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 5] = [
        Self::People,
        Self::Papers,
        Self::Work,
        Self::Vacancies,
        Self::Changes,
    ];

    /// Name of the file, without ending, and of the sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Papers => "papers",
            Self::Work => "work",
            Self::Vacancies => "vacancies",
            Self::Changes => "changes",
        }
    }

    /// The one of a name, in small or capital letters.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        let mut all = Self::ALL.into_iter();
        all.find(|subject| name.eq_ignore_ascii_case(subject.name()))
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::People => people::COLUMNS,
            Self::Papers => papers::COLUMNS,
            Self::Work => work::COLUMNS,
            Self::Vacancies => vacancies::COLUMNS,
            Self::Changes => changes::COLUMNS,
        }
    }

    /// Place of a column among them.
    pub(super) fn column(self, name: &str) -> Option<usize> {
        let mut columns = self.columns().iter();
        columns.position(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_names() {
        assert_eq!(people::COLUMNS[people::LEVEL].name, "level");
        assert_eq!(people::COLUMNS[people::PERSON].name, "person");
        assert_eq!(changes::COLUMNS[changes::SHARE].name, "share");
        assert_eq!(Subject::named(" People"), Some(Subject::People));
        assert_eq!(Subject::Vacancies.column("unit"), Some(vacancies::UNIT));
    }

    #[test]
    fn synonyms_are_written_as_they_are_compared() {
        for column in Subject::ALL.iter().flat_map(|subject| subject.columns()) {
            for synonym in column.synonyms {
                assert!(synonym.chars().all(|c| c.is_ascii_lowercase()), "{synonym}");
            }
        }
    }
}
