//! Many short lists in one piece of memory: there is one for each of some fifteen thousand units.

use super::UnitId;

/// Lists by number, one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lists<T = UnitId> {
    all: Vec<T>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl<T: Copy> Lists<T> {
    /// These lists, numbered as they come.
    pub(super) fn of(lists: impl IntoIterator<Item = impl AsRef<[T]>>) -> Self {
        let mut made = Self { all: Vec::new(), ends: Vec::new() };
        lists.into_iter().for_each(|list| made.push(list.as_ref()));
        made
    }

    pub(super) fn push(&mut self, list: &[T]) {
        self.all.extend_from_slice(list);
        self.ends.push(self.all.len() as u32);
    }

    /// The list with this number; empty if there is none.
    pub(super) fn get(&self, at: usize) -> &[T] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends.get(before).map_or(0, |end| *end as usize));
        self.ends.get(at).and_then(|end| self.all.get(start..*end as usize)).unwrap_or_default()
    }
}

impl Lists {
    /// `count` lists of what belongs to each unit, from pairs in any order. In a list that order stays.
    pub(super) fn gathered(count: usize, pairs: impl Iterator<Item = (UnitId, UnitId)> + Clone) -> Self {
        let mut ends = vec![0; count];
        pairs.clone().for_each(|(to, _)| ends[to.index()] += 1);
        let mut next = 0;
        // First each list's beginning, which moves to its end as the list fills.
        for end in &mut ends {
            (*end, next) = (next, next + *end);
        }
        let mut all = vec![UnitId(0); next as usize];
        for (to, unit) in pairs {
            let end = &mut ends[to.index()];
            all[*end as usize] = unit;
            *end += 1;
        }
        Self { all, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_their_order() {
        let pairs = [(2, 7), (0, 5), (2, 3), (2, 9)].map(|(to, unit)| (UnitId(to), UnitId(unit)));
        let lists = Lists::gathered(4, pairs.into_iter());
        assert_eq!(lists.get(0), [UnitId(5)]);
        assert_eq!(lists.get(1), []);
        assert_eq!(lists.get(2), [UnitId(7), UnitId(3), UnitId(9)]);
        assert_eq!(lists.get(3), []);
        assert_eq!(lists.get(4), []);
        assert_eq!(Lists::of((0..4).map(|at| lists.get(at))), lists);
    }
}
