//! What another place needs to know in order to do the same: four things, by which models are listed and counted.

use crate::text::StaticMessage;

/// One of the things that another place needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Need {
    /// How it is done, step by step.
    Steps,
    /// What it takes: money, work days, materials.
    Resources,
    /// What must be true of the place.
    Conditions,
    /// Whom to ask.
    Contact,
}

impl Need {
    /// All of them, in the order in which they are shown.
    pub(crate) const ALL: [Self; 4] = [Self::Steps, Self::Resources, Self::Conditions, Self::Contact];

    /// Its id in addresses and open data.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Steps => "cach-lam",
            Self::Resources => "nguon-luc",
            Self::Conditions => "dieu-kien",
            Self::Contact => "dau-moi",
        }
    }

    /// What readers call it.
    pub(crate) fn label(self) -> StaticMessage {
        match self {
            Self::Steps => StaticMessage::fixed("Cách làm", "Steps"),
            Self::Resources => StaticMessage::fixed("Nguồn lực", "Resources"),
            Self::Conditions => StaticMessage::fixed("Điều kiện áp dụng", "Conditions"),
            Self::Contact => StaticMessage::fixed("Đầu mối liên hệ", "Contact point"),
        }
    }
}

/// Which needs a model meets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Told([bool; Need::ALL.len()]);

impl Told {
    /// The needs for which `is_told` holds.
    pub(crate) fn of(is_told: impl Fn(Need) -> bool) -> Self {
        Self(Need::ALL.map(is_told))
    }

    /// Whether this one is met.
    pub(crate) fn has(self, need: Need) -> bool {
        self.0[need as usize]
    }

    /// Whether all are met: another place can follow the model.
    pub(crate) fn is_enough(self) -> bool {
        self.0.iter().all(|&told| told)
    }

    /// Those that are met.
    pub(crate) fn met(self) -> impl Iterator<Item = Need> {
        Need::ALL.into_iter().filter(move |&need| self.has(need))
    }

    /// Those that are not.
    pub(crate) fn missing(self) -> impl Iterator<Item = Need> {
        Need::ALL.into_iter().filter(move |&need| !self.has(need))
    }
}
