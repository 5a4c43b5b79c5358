//! The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw
//! 2011, "Parallel random numbers: as easy as 1, 2, 3").

const ROUNDS: u32 = 10;
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// Added to the key after each round: the golden ratio and sqrt(3) - 1.
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

#[inline(always)]
fn next_key([k0, k1]: [u32; 2]) -> [u32; 2] {
    [k0.wrapping_add(WEYL[0]), k1.wrapping_add(WEYL[1])]
}

/// One block of Philox4x32-10: a bijection of the counter for every key.
#[inline(always)]
pub fn philox4x32(mut key: [u32; 2], counter: [u32; 4]) -> [u32; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    for _ in 0..ROUNDS {
        let p0 = u64::from(MULTIPLIERS[0]) * u64::from(c0);
        let p1 = u64::from(MULTIPLIERS[1]) * u64::from(c2);
        (c0, c1, c2, c3) = (
            (p1 >> 32) as u32 ^ c1 ^ key[0],
            p1 as u32,
            (p0 >> 32) as u32 ^ c3 ^ key[1],
            p0 as u32,
        );
        key = next_key(key);
    }
    [c0, c1, c2, c3]
}
