//! Chance that falls the same everywhere.

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to draw words with.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that fall the same for the same number, and differently for neighbouring numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Self(Self(seed).next())
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to `limit`, exclusive.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A number between two, both included.
    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(crate) fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// A number from 0 up to `limit`, exclusive, by Zipf's law: the first is drawn twice as often as the second.
    pub(crate) fn zipf(&mut self, limit: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        // The limit itself is drawn only if rounding says so.
        (((limit as f64 + 1.0).powf(unit) - 1.0) as usize).min(limit.saturating_sub(1))
    }

    /// One of a list, the first ones most often.
    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.zipf(list.len())]
    }

    /// One of a list, all alike.
    pub(crate) fn any<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}
