//! Many blocks of the generator at once.

use super::unit::open_unit;

/// Fills columns with the uniforms of consecutive blocks: row i of lane 0 and
/// of lane 1 with the two halves of the block that `counter(i)` names. A lane
/// that is not wanted is `None`.
#[cfg(feature = "simd")]
pub(super) fn fill(
    key: [u32; 2],
    rows: usize,
    counter: impl Fn(usize) -> [u32; 4],
    lanes: [Option<&mut [f64]>; 2],
) {
    crate::elementary::width::widest().dispatch(vectors::Fill {
        key,
        rows,
        counter,
        lanes,
    });
}

/// The same, block by block.
#[cfg(not(feature = "simd"))]
pub(super) fn fill(
    key: [u32; 2],
    rows: usize,
    counter: impl Fn(usize) -> [u32; 4],
    mut lanes: [Option<&mut [f64]>; 2],
) {
    for row in 0..rows {
        let [w0, w1, w2, w3] = super::philox::philox4x32(key, counter(row));
        for (lane, (low, high)) in lanes.iter_mut().zip([(w0, w1), (w2, w3)]) {
            if let Some(column) = lane {
                column[row] = open_unit(u64::from(high) << 32 | u64::from(low));
            }
        }
    }
}

#[cfg(feature = "simd")]
mod vectors {
    use pulp::{Simd, WithSimd};

    use super::super::philox::rounds;
    use super::open_unit;

    /// Blocks that go through the generator together; a multiple of twice the
    /// number of lanes of every vector.
    const PIECE: usize = 64;

    pub(super) struct Fill<'a, C> {
        pub(super) key: [u32; 2],
        pub(super) rows: usize,
        pub(super) counter: C,
        pub(super) lanes: [Option<&'a mut [f64]>; 2],
    }

    impl<C: Fn(usize) -> [u32; 4]> WithSimd for Fill<'_, C> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(mut self, simd: S) {
            let mut words = [[0u32; PIECE]; 4];
            for start in (0..self.rows).step_by(PIECE) {
                let rows = PIECE.min(self.rows - start);
                for row in 0..rows {
                    let counter = (self.counter)(start + row);
                    for (column, word) in words.iter_mut().zip(counter) {
                        column[row] = word;
                    }
                }
                encrypt(simd, self.key, &mut words, rows);
                let [w0, w1, w2, w3] = &words;
                for (lane, (low, high)) in self.lanes.iter_mut().zip([(w0, w1), (w2, w3)]) {
                    let Some(column) = lane else { continue };
                    let column = &mut column[start..start + rows];
                    for (u, (&low, &high)) in column.iter_mut().zip(low.iter().zip(high)) {
                        *u = open_unit(u64::from(high) << 32 | u64::from(low));
                    }
                }
            }
        }
    }

    /// Takes the first `rows` counters to their blocks, two vectors at a time, so
    /// that one multiplies while the other waits.
    #[inline(always)]
    fn encrypt<S: Simd>(simd: S, key: [u32; 2], words: &mut [[u32; PIECE]; 4], rows: usize) {
        let [w0, w1, w2, w3] = words.each_mut().map(|column| {
            let (vectors, rest) = S::as_mut_simd_u32s(column);
            debug_assert!(rest.is_empty());
            vectors.as_chunks_mut::<2>().0
        });
        let groups = rows.div_ceil(2 * S::U32_LANES);
        for (((c0, c1), c2), c3) in w0.iter_mut().zip(w1).zip(w2).zip(w3).take(groups) {
            [*c0, *c1, *c2, *c3] = rounds(simd, key, [*c0, *c1, *c2, *c3]);
        }
    }
}

#[cfg(all(feature = "simd", test))]
mod tests {
    use super::super::philox::philox4x32;
    use super::*;
    use crate::elementary::width::at_every_width;

    /// Every width of vectors, and numbers of rows around the sizes of vectors
    /// and pieces, against the scalar generator.
    #[test]
    fn same_bits_as_one_block_at_a_time() {
        let key = [0xDEAD_BEEF, 42];
        let counter = |row: usize| [row as u32 * 7, u32::MAX - row as u32, 5 << 24, row as u32];
        at_every_width(|arch| {
            for rows in [0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 200] {
                let (mut first, mut second) = (vec![0.0; rows], vec![0.0; rows]);
                fill(key, rows, counter, [Some(&mut first), Some(&mut second)]);
                for row in 0..rows {
                    let [w0, w1, w2, w3] = philox4x32(key, counter(row));
                    let u = |low, high| open_unit(u64::from(high) << 32 | u64::from(low));
                    assert_eq!(
                        (first[row], second[row]),
                        (u(w0, w1), u(w2, w3)),
                        "{arch:?}"
                    );
                }
            }
        });
    }
}
