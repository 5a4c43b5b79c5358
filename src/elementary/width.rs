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
    use std::cell::Cell;

    use pulp::Arch;

    thread_local! {
        static FORCED: Cell<Option<Arch>> = const { Cell::new(None) };
    }

    pub(crate) fn widest() -> Arch {
        FORCED.get().unwrap_or_default()
    }

    /// Runs `check` once for each width, narrowest first.
    pub(crate) fn at_every_width(mut check: impl FnMut(Arch)) {
        let widths = [
            Some(Arch::Scalar),
            #[cfg(target_arch = "x86_64")]
            pulp::x86::V3::try_new().map(Arch::V3),
            Some(Arch::new()),
        ];
        for arch in widths.into_iter().flatten() {
            FORCED.set(Some(arch));
            check(arch);
        }
        FORCED.set(None);
    }
}
