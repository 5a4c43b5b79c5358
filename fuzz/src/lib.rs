//! What takes files from outside, under libFuzzer: it keeps the inputs that reach code which none
//! before them reached, and changes these further.
//!
//! `fuzz/run SECONDS` has all targets run in turn. An input is one byte, which says the place of
//! which valid file it takes, and the bytes that stand there. Valid files and how they are changed
//! are those of the driver that any compiler builds, `examples/fuzz`.

#[path = "../../examples/fuzz/corpus.rs"]
mod corpus;
mod ground;
#[path = "../../examples/fuzz/luck.rs"]
mod luck;
#[path = "../../examples/fuzz/mutation.rs"]
mod mutation;
#[path = "../../examples/fuzz/target.rs"]
mod target;

pub use ground::Ground;
pub use libfuzzer_sys;

/// The program of one target, by its name in `examples/fuzz`.
#[macro_export]
macro_rules! target {
    ($target:ident) => {
        static GROUND: ::std::sync::LazyLock<$crate::Ground> =
            ::std::sync::LazyLock::new(|| $crate::Ground::of(stringify!($target)));

        $crate::libfuzzer_sys::fuzz_target!(|input: &[u8]| GROUND.take(input));

        $crate::libfuzzer_sys::fuzz_mutator!(|input: &mut [u8],
                                              size: usize,
                                              most: usize,
                                              seed: u32| {
            GROUND.changed(input, size, most, seed)
        });
    };
}
