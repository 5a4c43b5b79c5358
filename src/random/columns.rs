//! Many blocks of the generator at once.

use super::philox::philox4x32;
use super::purpose::half;
use super::unit::open_unit;

/// Fills columns with the uniforms of blocks: row i of lane 0 and of lane 1 with the two
/// halves of the block that the i-th counter names. A lane that is not wanted is `None`.
pub(super) fn fill(
    key: [u32; 2],
    counters: impl Iterator<Item = [u32; 4]>,
    lanes: [Option<&mut [f64]>; 2],
) {
    let work = Fill {
        key,
        counters,
        lanes,
    };
    #[cfg(feature = "simd")]
    crate::elementary::width::widest().dispatch(work);
    #[cfg(not(feature = "simd"))]
    work.run();
}

struct Fill<'a, C> {
    key: [u32; 2],
    counters: C,
    lanes: [Option<&'a mut [f64]>; 2],
}

impl<C: Iterator<Item = [u32; 4]>> Fill<'_, C> {
    /// Loops without branches, which the compiler turns into vector instructions.
    #[inline(always)]
    fn run(self) {
        let Self {
            key,
            counters,
            lanes,
        } = self;
        match lanes {
            [Some(first), Some(second)] => {
                for ((counter, u), v) in counters.zip(first).zip(second) {
                    let words = philox4x32(key, counter);
                    *u = open_unit(half(words, 0));
                    *v = open_unit(half(words, 1));
                }
            }
            [Some(first), None] => {
                for (counter, u) in counters.zip(first) {
                    *u = open_unit(half(philox4x32(key, counter), 0));
                }
            }
            [None, Some(second)] => {
                for (counter, u) in counters.zip(second) {
                    *u = open_unit(half(philox4x32(key, counter), 1));
                }
            }
            [None, None] => {}
        }
    }
}

#[cfg(feature = "simd")]
impl<C: Iterator<Item = [u32; 4]>> pulp::NullaryFnOnce for Fill<'_, C> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.run();
    }
}

#[cfg(all(feature = "simd", test))]
mod tests {
    use super::super::philox::philox4x32;
    use super::*;
    use crate::elementary::width::at_every_width;

    /// Every width of vectors, and numbers of rows around their sizes, against one block at
    /// a time.
    #[test]
    fn same_bits_as_one_block_at_a_time() {
        let key = [0xDEAD_BEEF, 42];
        let counter = |row: usize| [row as u32 * 7, u32::MAX - row as u32, 5 << 24, row as u32];
        at_every_width(|arch| {
            for rows in [0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 200] {
                let (mut first, mut second) = (vec![0.0; rows], vec![0.0; rows]);
                let (mut first_alone, mut second_alone) = (first.clone(), second.clone());
                let counters = || (0..rows).map(counter);
                fill(key, counters(), [Some(&mut first), Some(&mut second)]);
                fill(key, counters(), [Some(&mut first_alone), None]);
                fill(key, counters(), [None, Some(&mut second_alone)]);
                assert_eq!((&first_alone, &second_alone), (&first, &second), "{arch:?}");
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
