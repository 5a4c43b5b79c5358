//! The joint: one scenario and one run number give one record.
