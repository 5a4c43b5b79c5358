//! Values that are one of several words, declared once: the type, its names in files, and
//! how it is written and read.

/// A type whose values have names in files.
pub(crate) trait Choice: Copy + 'static {
    /// All of them by their names, in order.
    const NAMES: &'static [(&'static str, Self)];
}

/// Declares a type whose values have names in files: `name()`, `ALL`, `named()`, reading and
/// writing as a text, and its use as a field of a row.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $choice:ident {
            $($(#[$doc:meta])* $variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize,
            serde::Deserialize,
        )]
        $visibility enum $choice {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl $choice {
            /// All of them, in order.
            $visibility const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in files.
            $visibility fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The one of a name.
            $visibility fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == name)
            }
        }

        impl $crate::choice::Choice for $choice {
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$variant)),+];
        }

        impl std::fmt::Display for $choice {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl $crate::row::Value for $choice {
            const KIND: $crate::table::Kind = $crate::table::Kind::Text;

            fn cell(&self) -> $crate::table::Cell {
                $crate::table::Cell::text(self.name())
            }

            fn of(cell: &$crate::table::Cell) -> Option<Self> {
                match cell {
                    $crate::table::Cell::Text(name) => Self::named(name),
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use choice;
