//! Input of the search: one [`Document`] for each model, and the values of its filters.

use std::borrow::Cow;

/// What is indexed and shown of one model. Texts are plain text, as people read them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document<'t> {
    /// URL path relative to the site's root: `mo-hinh/tieng-keng.html`.
    pub url: String,
    /// Title.
    pub title: String,
    /// Summary. May be empty.
    pub summary: String,
    /// The place by the name it had at the time of the award: `Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận`.
    pub place_then: String,
    /// The present name of that place: `xã Đông Giang, tỉnh Lâm Đồng`; several names separated by `;` if it was
    /// divided. Empty if the name is still the same.
    pub place_now: String,
    /// Index in [`Facets::places`] of its present commune, or of its province if the commune is not known.
    pub place: Option<u32>,
    /// Index in [`Facets::districts`] of its former district.
    pub district: Option<u32>,
    /// Texts that are indexed but not shown: places that copied it, other names of its place, numbers of decisions.
    pub names: Vec<String>,
    /// The organisation that runs it.
    pub organisation: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Labels of its campaigns.
    pub campaigns: Vec<String>,
    /// Indexes in [`Facets::fields`], the main field first.
    pub fields: Vec<u16>,
    /// Year of its latest award, for the filter by year and for ranking.
    pub award_year: Option<u16>,
    /// Form of that award: `Bằng khen`. Empty if it is not known.
    pub award: String,
    /// The year in which it started; shown if there is no award.
    pub started: Option<u16>,
    /// Index in [`Facets::levels`] of its highest award.
    pub level: Option<u16>,
    /// Index in [`Facets::unit_types`].
    pub unit_type: Option<u16>,
    /// Index in [`Facets::stages`].
    pub stage: Option<u16>,
    /// Indexes in [`Facets::needs`].
    pub needs: Vec<u16>,
    /// Index in [`Facets::called`].
    pub called: Option<u16>,
    /// Number of other places that copied it.
    pub copies: u32,
    /// Whether sources count copies without naming the places.
    pub counted: bool,
    /// Heading and plain text of each section; the text before the first heading has an empty heading.
    pub sections: Vec<(Cow<'t, str>, Cow<'t, str>)>,
    /// What the front matter tells in words and figures, with the labels of its keys. Not indexed on a large site: what all
    /// models tell in the same words would make these words say less.
    pub facts: Vec<(Cow<'t, str>, Cow<'t, str>)>,
    /// Those parts of the sections' texts that are bold.
    pub strong: Vec<Cow<'t, str>>,
}

/// The values of all filters, in the order in which they are shown. Documents refer to them by index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Fields of work.
    pub fields: Vec<FacetValue>,
    /// Award levels, highest first.
    pub levels: Vec<FacetValue>,
    /// Types of units.
    pub unit_types: Vec<FacetValue>,
    /// Stages, in the order a model goes through them.
    pub stages: Vec<FacetValue>,
    /// What another place needs to know, and models can tell: at most 16.
    pub needs: Vec<FacetValue>,
    /// What sources call a model.
    pub called: Vec<FacetValue>,
    /// Present provinces and communes, each commune after its province.
    pub places: Vec<PlaceFacet>,
    /// Former districts, with the former province in the label: `Hàm Thuận Bắc (Bình Thuận)`.
    pub districts: Vec<FacetValue>,
    /// Names of places, with or without their types, that readers may ask for though no model is there: `Thành phố Hà Nội`. Those of
    /// places with models may be among them.
    pub other_places: Vec<String>,
}

/// A value of a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetValue {
    /// Id in URLs: ASCII, and the same in every build.
    pub id: String,
    /// Label for people.
    pub label: String,
}

/// A present place as the value of a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceFacet {
    /// Id and name: `Xã Đông Giang`.
    pub value: FacetValue,
    /// Index of its province, which is smaller than its own; `None` for provinces.
    pub parent: Option<u32>,
}
