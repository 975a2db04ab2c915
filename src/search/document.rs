//! What the search is told about a model, and the lists its filters offer.

use std::borrow::Cow;

/// One model as search sees it. Texts are as people read them; nothing is folded or escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document<'t> {
    /// Its address, relative to the site's root: `mo-hinh/tieng-keng.html`.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its summary; empty if it has none.
    pub summary: String,
    /// The place as named when it was awarded: `Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận`.
    pub place_then: String,
    /// What that place is now: `xã Đông Giang, tỉnh Lâm Đồng`; several, with `;` between, if it was divided. Empty if it
    /// still bears the name it had.
    pub place_now: String,
    /// Position in [`Facets::places`] of the place it belongs to now: its commune, or its province when no more is known.
    pub place: Option<u32>,
    /// Position in [`Facets::districts`] of its former district.
    pub district: Option<u32>,
    /// What else to find it by, shown in no result: places that copied it, other names of its place, numbers of decisions.
    pub names: Vec<String>,
    /// Who runs it.
    pub organisation: String,
    /// Free tags.
    pub tags: Vec<String>,
    /// Labels of its campaigns.
    pub campaigns: Vec<String>,
    /// Positions in [`Facets::fields`], the main one first.
    pub fields: Vec<u16>,
    /// Year of its latest award; the filter by year and the order of like results go by it.
    pub award_year: Option<u16>,
    /// What is shown of that award: `Bằng khen`; empty if its form is not known.
    pub award: String,
    /// The year it began; results without an award show it.
    pub started: Option<u16>,
    /// Position in [`Facets::levels`] of its highest award.
    pub level: Option<u16>,
    /// Position in [`Facets::unit_types`].
    pub unit_type: Option<u16>,
    /// Position in [`Facets::stages`].
    pub stage: Option<u16>,
    /// Number of other places that copied it.
    pub copies: u32,
    /// Headings and plain text of its sections; what stands before the first heading has an empty heading.
    pub sections: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

/// The lists of which models hold positions, in the order readers see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Fields of work.
    pub fields: Vec<Choice>,
    /// Award levels, highest first.
    pub levels: Vec<Choice>,
    /// Kinds of units.
    pub unit_types: Vec<Choice>,
    /// Stages, in the order a model goes through them.
    pub stages: Vec<Choice>,
    /// Present places, each after the one it lies in.
    pub places: Vec<Place>,
    /// Former districts; the label names the former province too: `Hàm Thuận Bắc (Bình Thuận)`.
    pub districts: Vec<Choice>,
}

/// One value to filter by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What stands in addresses: ASCII, stable over builds.
    pub id: String,
    /// What people read.
    pub label: String,
}

/// A present place to filter by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Its id and its name: `Xã Đông Giang`.
    pub choice: Choice,
    /// Position of the province it lies in, which stands earlier in the list; `None` for provinces.
    pub within: Option<u32>,
}
