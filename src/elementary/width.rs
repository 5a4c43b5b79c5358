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

/// The levels of vector instructions that this machine has, narrowest first: `baseline`, and
/// those of the x86-64 psABI. Without the feature `simd`, or on another processor, there is one.
pub fn vector_levels() -> Vec<&'static str> {
    forced::levels().map(|(name, _)| name).collect()
}

/// Has all functions over columns use a level of vector instructions from now on, instead of the
/// widest: for tests, since the bits are the same. Whether the machine has it.
pub fn force_vector_level(name: &str) -> bool {
    let place = forced::levels().position(|(known, _)| known == name);
    place.inspect(|&place| forced::force(Some(place))).is_some()
}

#[cfg(feature = "simd")]
pub(crate) use forced::widest;

/// Which level is forced.
mod forced {
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[cfg(feature = "simd")]
    pub(super) use pulp::Arch;
    #[cfg(not(feature = "simd"))]
    pub(super) type Arch = ();

    /// The place of the level that is forced on all threads.
    static FORCED: AtomicUsize = AtomicUsize::new(NONE);
    const NONE: usize = usize::MAX;

    pub(super) fn force(place: Option<usize>) {
        FORCED.store(place.unwrap_or(NONE), Ordering::Relaxed);
    }

    /// Those that the machine has.
    pub(super) fn levels() -> impl Iterator<Item = (&'static str, Arch)> {
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        let wider = [
            ("x86-64-v3", pulp::x86::V3::try_new().map(Arch::V3)),
            ("x86-64-v4", pulp::x86::V4::try_new().map(Arch::V4)),
        ];
        #[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
        let wider: [(_, Option<Arch>); 0] = [];
        #[cfg(feature = "simd")]
        let baseline = Arch::Scalar;
        #[cfg(not(feature = "simd"))]
        let baseline = ();
        let all = [("baseline", Some(baseline))].into_iter().chain(wider);
        all.filter_map(|(name, arch)| Some((name, arch?)))
    }

    /// The widest instructions of this CPU, unless others are forced.
    #[cfg(feature = "simd")]
    #[inline]
    pub(crate) fn widest() -> Arch {
        match FORCED.load(Ordering::Relaxed) {
            NONE => Arch::new(),
            place => levels().nth(place).map_or_else(Arch::new, |(_, arch)| arch),
        }
    }
}

#[cfg(all(feature = "simd", test))]
pub(crate) use every::at_every_width;

/// Lets a test try each level that the machine has.
#[cfg(all(feature = "simd", test))]
mod every {
    use std::sync::{Mutex, PoisonError};

    use super::forced::{Arch, force, levels};

    static ONE_TEST: Mutex<()> = Mutex::new(());

    /// Runs `check` once for each level, narrowest first, and once with none forced. As it is
    /// forced on all threads, tests at the same time get other levels than they would, and the
    /// same bits.
    pub(crate) fn at_every_width(mut check: impl FnMut(Arch)) {
        let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
        for (place, (_, arch)) in levels().enumerate() {
            force(Some(place));
            check(arch);
        }
        force(None);
        check(Arch::new());
    }
}
