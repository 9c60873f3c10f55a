//! Numbers by the `SplitMix64` method, the same from the same beginning.

pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ (mixed >> 31)) % u64::from(bound.max(1))).unwrap_or(0)
    }

    pub fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        let at = self.below(u32::try_from(texts.len()).unwrap_or(1));
        texts.get(at as usize).copied().unwrap_or_default()
    }
}
