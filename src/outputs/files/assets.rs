//! The theme's files: style sheet, scripts; the scripts of the search; the picture that the style of cards shows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::charts;
use crate::finding::Finding;
use crate::render::{AssetUrls, Rendered, Renderer};
use crate::route;

/// The theme's file that the reader's search script is made of; it is not published as it stands.
pub(crate) const SEARCH_SCRIPT: &str = "search.js";

/// The shapes of provinces, which the style of cards shows.
const PROVINCES: &str = "tinh.svg";

/// A file whose bytes are known already.
#[derive(Debug)]
struct Asset(Arc<[u8]>);

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let sheet = |(kind, css): (&String, &String)| Output::new(sheet_url(kind, css), Asset(css.as_bytes().into()));
    let mut outputs: Vec<Output> = context.theme.styles.iter().map(sheet).collect();
    for (name, bytes) in theme_files(context) {
        outputs.push(Output::new(url_path(name, bytes), Asset(bytes.clone())));
    }
    if !context.theme.assets.contains_key(PROVINCES) {
        let provinces = charts::small_provinces().into_bytes();
        outputs.push(Output::new(url_path(PROVINCES, &provinces), Asset(provinces.into())));
    }
    if let Some(search) = context.search {
        let scripts = search.scripts.files(search.version).into_iter();
        outputs.extend(scripts.map(|(url_path, bytes)| Output::new(url_path, Asset(bytes.into()))));
    }
    outputs
}

/// URL paths of what pages load. The feeds are filled in when all outputs are known.
pub(crate) fn urls(context: &PlanContext<'_>) -> AssetUrls {
    let script =
        |(name, bytes): (&str, &Arc<[u8]>)| Some((name.strip_suffix(".js")?.to_owned(), url_path(name, bytes)));
    let sheet = |(kind, css): (&String, &String)| (kind.clone(), sheet_url(kind, css));
    let mut styles: BTreeMap<String, String> = context.theme.styles.iter().map(sheet).collect();
    let first_script = |(url_path, _): (String, Vec<u8>)| url_path;
    AssetUrls {
        style: styles.remove("").unwrap_or_default(),
        styles,
        search: context
            .search
            .and_then(|search| search.scripts.files(search.version).into_iter().next())
            .map(first_script),
        scripts: theme_files(context).filter_map(script).collect(),
        ..AssetUrls::default()
    }
}

/// The theme's assets that are published as they stand.
fn theme_files<'c>(context: &PlanContext<'c>) -> impl Iterator<Item = (&'c str, &'c Arc<[u8]>)> {
    let assets = context.theme.assets.iter().map(|(name, bytes)| (name.as_str(), bytes));
    assets.filter(|(name, _)| *name != SEARCH_SCRIPT)
}

/// A style sheet, by the kind of page it is for; empty for all pages.
fn sheet_url(kind: &str, css: &str) -> String {
    let name = if kind.is_empty() { "style.css".to_owned() } else { format!("style-{kind}.css") };
    route::hashed(&name, css.as_bytes())
}

/// Scripts carry the hash of their bytes in their name; other assets keep their name, because themes link to them.
fn url_path(name: &str, bytes: &[u8]) -> String {
    if name.ends_with(".js") { route::hashed(name, bytes) } else { format!("{}/{name}", route::ASSETS) }
}

impl OutputKind for Asset {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(Rendered::Bytes(Cow::Borrowed(&self.0)))
    }

    fn bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }
}
