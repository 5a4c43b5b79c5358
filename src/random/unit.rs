//! From random bits to the unit interval.

/// The uniform in the open interval (0, 1) that 64 random bits stand for.
///
/// The upper 52 bits choose one of 2^52 cells, and the middle of the cell is the
/// value: never 0, never 1, and `1.0 - u` is exact, so that a quantile function
/// is finite on both sides. The bits become the fraction of a number in [1, 2),
/// since conversions of 64-bit integers do not exist in every vector unit.
#[inline(always)]
pub(super) fn open_unit(bits: u64) -> f64 {
    const HALF_CELL: f64 = 1.0 / (1u64 << 53) as f64;
    f64::from_bits((bits >> 12) | 1.0f64.to_bits()) - 1.0 + HALF_CELL
}

#[cfg(test)]
mod tests {
    use super::open_unit;

    #[test]
    fn ends_are_open_and_symmetric() {
        let cell = 1.0 / (1u64 << 53) as f64;
        assert_eq!(open_unit(0), cell);
        assert_eq!(open_unit(u64::MAX), 1.0 - cell);
        assert_eq!(open_unit(1 << 63), 0.5 + cell);
    }

    #[test]
    fn is_the_middle_of_the_cell() {
        for bits in [
            0u64,
            1 << 12,
            0x0123_4567_89AB_CDEF,
            0xFEDC_BA98_7654_3210,
            u64::MAX,
        ] {
            let middle = ((bits >> 12) as f64 + 0.5) / (1u64 << 52) as f64;
            assert_eq!(open_unit(bits), middle);
            assert_eq!(1.0 - (1.0 - middle), middle);
        }
    }
}
