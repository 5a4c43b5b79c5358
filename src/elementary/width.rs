//! Functions over columns, compiled once for each width of vectors.

/// Defines a function whose loops run with the widest vector instructions of
/// the CPU.
///
/// Its body is compiled once for each width, with everything that is inlined
/// into it for certain: functions marked `#[inline(always)]`, such as
/// [`exp`](super::exp) and [`ln`](super::ln). Other functions that it calls may
/// be compiled for the narrowest width. The result is the same at every width,
/// since neither the compiler nor this crate fuses or reorders floating-point
/// operations. The choice of the width takes about 2 ns. Without the feature `simd` there is
/// one width, that of the target.
///
/// Types of arguments may leave out lifetimes; there is no generics.
///
/// ```ignore
/// full_width! {
///     /// Chances of an event from its hazards.
///     fn chances(hazards: &[f64], chances: &mut [f64]) {
///         for (chance, hazard) in chances.iter_mut().zip(hazards) {
///             *chance = 1.0 - exp(-hazard);
///         }
///     }
/// }
/// ```
// A closure would not do: the compiler keeps a large one as a function of its
// own, without the vector instructions of its caller.
macro_rules! full_width {
    (
        $(#[$meta:meta])*
        $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block
    ) => {
        $(#[$meta])*
        $visibility fn $name($($argument: $type),*) {
            #[cfg(feature = "simd")]
            struct Work<Arguments>(Arguments);

            #[cfg(feature = "simd")]
            impl pulp::NullaryFnOnce for Work<($($type,)*)> {
                type Output = ();

                #[inline(always)]
                fn call(self) {
                    let Work(($($argument,)*)) = self;
                    $body
                }
            }

            #[cfg(feature = "simd")]
            $crate::elementary::width::widest().dispatch(Work(($($argument,)*)));
            #[cfg(not(feature = "simd"))]
            $body
        }
    };
}
pub(crate) use full_width;

/// The widest instructions of this CPU.
#[cfg(all(feature = "simd", not(test)))]
#[inline]
pub(crate) fn widest() -> pulp::Arch {
    pulp::Arch::new()
}

#[cfg(all(feature = "simd", test))]
pub(crate) use forced::{at_every_width, widest};

/// Lets a test try each width that the machine has.
#[cfg(all(feature = "simd", test))]
mod forced {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    use pulp::Arch;

    /// Which of the widths is forced. It is forced on all threads, as runs are divided among
    /// several: tests at the same time get other widths than they would, and the same bits.
    static FORCED: AtomicUsize = AtomicUsize::new(NONE);
    const NONE: usize = usize::MAX;

    static ONE_TEST: Mutex<()> = Mutex::new(());

    /// Narrowest first; none where the machine lacks one.
    fn widths() -> [Option<Arch>; 3] {
        #[cfg(target_arch = "x86_64")]
        let middle = pulp::x86::V3::try_new().map(Arch::V3);
        #[cfg(not(target_arch = "x86_64"))]
        let middle = None;
        [Some(Arch::Scalar), middle, Some(Arch::new())]
    }

    pub(crate) fn widest() -> Arch {
        let forced = widths().get(FORCED.load(Ordering::Relaxed)).copied();
        forced.flatten().unwrap_or_default()
    }

    /// Runs `check` once for each width, narrowest first.
    pub(crate) fn at_every_width(mut check: impl FnMut(Arch)) {
        let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
        for (place, arch) in widths().into_iter().enumerate() {
            if let Some(arch) = arch {
                FORCED.store(place, Ordering::Relaxed);
                check(arch);
            }
        }
        FORCED.store(NONE, Ordering::Relaxed);
    }
}
