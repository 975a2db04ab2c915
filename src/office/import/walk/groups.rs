//! Lines above groups of rows, and until where each of them counts.

use super::above::Named;

/// What a line says of the rows below.
pub(super) enum Said {
    Place(Named),
    /// The label of a field.
    Field(String),
    /// Neither: `CẤP TỈNH`, `Khối Đảng`, `Tập thể`.
    Other,
}

/// A line above a group.
pub(super) struct Group {
    /// How deep its number stands, from 0; `None` without a number.
    pub(super) depth: Option<u8>,
    /// As it is written.
    pub(super) text: String,
    pub(super) said: Said,
}

/// The groups that a row is in, each within the one before.
#[derive(Default)]
pub(super) struct Groups {
    open: Vec<Group>,
    /// Whether a line has named a place: from then on a group has the place that its own lines name, or none.
    has_places: bool,
}

/// Where a row is by the lines above it.
pub(super) enum Where<'g> {
    Place(&'g Named),
    /// In a list that is grouped by places, in a group that names none; the line above it.
    Nowhere(&'g str),
    /// Nothing is said of it.
    Unsaid,
}

impl Groups {
    /// Begins a group, and ends those that it does not lie in.
    pub(super) fn begin(&mut self, group: Group) {
        let ends = |open: &Group| match (open.depth, group.depth) {
            (Some(open), Some(new)) => new <= open,
            _ => open.said.is_like(&group.said),
        };
        let kept = self.open.iter().position(ends).unwrap_or(self.open.len());
        self.open.truncate(kept);
        self.has_places |= matches!(group.said, Said::Place(_));
        self.open.push(group);
    }

    /// Ends the innermost group: what stands below its sum is not in it.
    pub(super) fn end(&mut self, text: String) {
        if let Some(Group { depth, .. }) = self.open.pop() {
            self.open.push(Group { depth, text, said: Said::Other });
        }
    }

    pub(super) fn place(&self) -> Where<'_> {
        let place = self.open.iter().rev().find_map(|group| match &group.said {
            Said::Place(named) => Some(named),
            _ => None,
        });
        match (place, self.open.last()) {
            (Some(named), _) => Where::Place(named),
            (None, Some(group)) if self.has_places => Where::Nowhere(&group.text),
            _ => Where::Unsaid,
        }
    }

    pub(super) fn field(&self) -> Option<&str> {
        self.open.iter().rev().find_map(|group| match &group.said {
            Said::Field(label) => Some(label.as_str()),
            _ => None,
        })
    }

    pub(super) fn has_places(&self) -> bool {
        self.has_places
    }
}

impl Said {
    /// Whether a line of this kind ends one of that kind, where numbers do not say which lies in which.
    fn is_like(&self, new: &Self) -> bool {
        !matches!((self, new), (Self::Place(_), Self::Field(_)) | (Self::Field(_), Self::Place(_)))
    }
}

/// The number in front of a line, and the rest: `II. Xã A`, `1.2) Xã A`, `A - Xã A`. `XÃ A` begins with a letter that could
/// be one and is not.
pub(super) fn numbered(text: &str) -> (Option<u8>, &str) {
    let is_sign = |c: char| matches!(c, '.' | ')' | '-' | '/' | ':');
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'A'..='H' | 'a'..='h');
    let run = &text[..text.len() - text.trim_start_matches(|c| is_number(c) || is_sign(c) || c == ' ').len()];
    let Some(end) = run.rfind(is_sign) else { return (None, text) };
    let number = run[..end].trim_matches(|c| is_sign(c) || c == ' ');
    (depth(number), text[end + 1..].trim_start())
}

/// How deep a number stands: `A`, `I`, `1`, `1.1` or `a`; `None` for what is no number.
pub(super) fn depth(number: &str) -> Option<u8> {
    let all = |is: fn(char) -> bool| !number.is_empty() && number.chars().all(is);
    if all(|c| matches!(c, 'I' | 'V' | 'X')) {
        Some(1)
    } else if number.len() == 1 && all(|c| c.is_ascii_uppercase()) {
        Some(0)
    } else if all(|c| c.is_ascii_digit()) {
        Some(2)
    } else if all(|c| c.is_ascii_digit() || c == '.') || number.len() == 1 && all(|c| c.is_ascii_lowercase()) {
        Some(3)
    } else {
        None
    }
}
