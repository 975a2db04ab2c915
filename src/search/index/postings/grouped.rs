//! Values in groups, without an allocation for each group.

/// Values by group in one allocation: the sizes of groups are counted first, then they are filled.
#[derive(Debug)]
pub(super) struct Grouped<T> {
    values: Vec<T>,
    /// The size of each group; after `allocate` the index of its next value; when it is full, its end.
    offsets: Vec<usize>,
}

impl<T: Copy> Grouped<T> {
    pub(super) fn new(groups: usize) -> Self {
        Self { values: Vec::new(), offsets: vec![0; groups] }
    }

    pub(super) fn count(&mut self, group: usize) {
        self.offsets[group] += 1;
    }

    pub(super) fn allocate(&mut self, blank: T) {
        let mut total = 0;
        for offset in &mut self.offsets {
            total += std::mem::replace(offset, total);
        }
        self.values = vec![blank; total];
    }

    pub(super) fn add(&mut self, group: usize, value: T) {
        self.values[self.offsets[group]] = value;
        self.offsets[group] += 1;
    }

    /// The groups, when they are full.
    pub(super) fn groups(&mut self) -> Vec<&mut [T]> {
        let (mut rest, mut begin) = (self.values.as_mut_slice(), 0);
        let group = |&end: &usize| {
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end - begin);
            (rest, begin) = (after, end);
            own
        };
        self.offsets.iter().map(group).collect()
    }
}
