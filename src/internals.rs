//! What the tests and benches of this repository use besides the public functions. Any of it may change or go at any time.

pub use crate::catalog::{Catalog, Located, Model};
pub use crate::locality::{Level, UnitId};
pub use crate::outputs::documents;
pub use crate::route::{DATA, STATISTICS};
pub use crate::schema::{
    Award, InView, MODEL, MODEL_KEYS, ModelKey, OpenData, SiteConfig, json_schema, read_site, snippets, template,
};
pub use crate::search::{
    Document, FORMAT as SEARCH_FORMAT, FacetValue, Facets, PlaceFacet, Scripts, data as search_data,
    is_data as is_search_data,
};
pub use crate::serve::requested;
pub use crate::vietnamese::{fold, slug};
