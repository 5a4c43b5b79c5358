//! Faults of an input: where, what, which range is allowed, and the likely fix.
