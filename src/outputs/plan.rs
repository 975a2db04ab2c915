//! The plan of a site: every output, named before any is rendered.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::files::{
    assets, attachment, choices, feed, hosting, icons, json_feed, open_data, robots, search_index, share_card, sitemap,
};
use super::pages::{
    compare, data, home, listing, missing, model, offline as offline_page, overview, page, places, redirect, search,
    statistics, submit,
};
use super::{Alternate, Output, encoded, offline};
use crate::catalog::Catalog;
use crate::open_data::Division;
use crate::render::AssetUrls;
use crate::render::view::FeedLink;
use crate::search::Scripts;
use crate::theme::Theme;

/// Names the outputs of one kind.
type Plan = fn(&PlanContext<'_>) -> Vec<Output>;

/// Names outputs that list others, given those planned before.
type PlanIndex = fn(&PlanContext<'_>, &[Output]) -> Vec<Output>;

/// Every kind of output.
const KINDS: &[Plan] = &[
    assets::plan,
    icons::plan,
    attachment::plan,
    share_card::plan,
    model::plan,
    page::plan,
    redirect::plan,
    listing::plan,
    overview::plan,
    places::plan,
    home::plan,
    search::plan,
    statistics::plan,
    data::plan,
    compare::plan,
    submit::plan,
    offline_page::plan,
    missing::plan,
    feed::plan,
    json_feed::plan,
    open_data::plan,
    choices::plan,
    robots::plan,
    hosting::plan,
    offline::plan,
];

/// Files that are known only after much work that no page needs. A build plans them with all others; `serve` plans them
/// when one of them is asked for, by the start of its URL path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnDemand {
    /// The search's data.
    Search,
    /// Parts of the open data.
    Data,
}

/// Kinds that list other outputs: they are given all outputs planned before.
const INDEXES: &[PlanIndex] = &[sitemap::plan];

/// What outputs are planned from.
pub(crate) struct PlanContext<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) theme: &'c Theme,
    /// `None` for a site without a search.
    pub(crate) search: Option<SearchPlan<'c>>,
    /// How the open data are divided.
    pub(crate) data: &'c Arc<Division>,
    /// Most bytes of a published file that lists the site's pages or models.
    pub(crate) largest: u64,
}

/// The search of a site that has one.
#[derive(Clone, Copy)]
pub(crate) struct SearchPlan<'c> {
    pub(crate) scripts: &'c Scripts,
    /// Stands for everything that the index is made of; part of its files' names.
    pub(crate) version: &'c str,
}

/// Every output of a site, and what pages must know of others.
#[derive(Debug, Default)]
pub struct SitePlan {
    /// What to make, in the order of publishing once [`SitePlan::complete`] has run.
    pub outputs: Vec<Output>,
    /// Scripts and style sheet that pages load.
    pub(crate) assets: AssetUrls,
}

impl SitePlan {
    /// Names all outputs but those planned [on demand](Self::on_demand).
    pub(crate) fn new(context: &PlanContext<'_>) -> Self {
        let mut outputs: Vec<Output> = KINDS.par_iter().flat_map_iter(|plan| plan(context)).collect();
        for plan in INDEXES {
            let more = plan(context, &outputs);
            outputs.extend(more);
        }
        mark_hashed(&mut outputs);
        // Half of it may be empty, and it is held to the end.
        outputs.shrink_to_fit();
        let mut assets = assets::urls(context);
        assets.feeds = feeds(&outputs);
        Self { outputs, assets }
    }

    /// Names outputs that no page needs to know.
    pub(crate) fn on_demand(context: &PlanContext<'_>, wanted: OnDemand) -> Vec<Output> {
        match wanted {
            OnDemand::Search => search_with_companion(context),
            OnDemand::Data => open_data::plan_parts(context),
        }
    }

    /// Adds the outputs planned on demand and puts all into the order of publishing.
    pub(crate) fn complete(&mut self, on_demand: Vec<Output>) {
        self.outputs.reserve_exact(on_demand.len());
        self.outputs.extend(on_demand);
        mark_hashed(&mut self.outputs);
        self.sort();
    }

    /// Adds compressed copies of all text files.
    pub(crate) fn precompress(&mut self) {
        let copies = encoded::plan(&self.outputs);
        self.outputs.extend(copies);
        self.sort();
    }

    fn sort(&mut self) {
        self.outputs.par_sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    }
}

/// The search's data, and the list by which they are taken along.
fn search_with_companion(context: &PlanContext<'_>) -> Vec<Output> {
    let mut files = search_index::plan(context);
    if context.search.is_some() && context.catalog.site.offline {
        files.push(offline::companion(context, &files));
    }
    files
}

/// Marks the outputs of which late ones need the SHA-256.
fn mark_hashed(outputs: &mut [Output]) {
    let late = outputs.iter().filter_map(Output::late);
    let hashed: FxHashSet<String> = late.flat_map(|late| late.hashes().iter().cloned()).collect();
    for output in outputs {
        output.is_hashed = hashed.contains(&output.url_path);
    }
}

/// The feeds of each page that has any, in the order of the table of kinds.
fn feeds(outputs: &[Output]) -> FxHashMap<String, Vec<FeedLink>> {
    let mut feeds: FxHashMap<String, Vec<FeedLink>> = FxHashMap::default();
    for output in outputs {
        if let Some(Alternate { page, media_type, title, label }) = output.kind.alternate_of() {
            let url = output.url_path.clone();
            feeds.entry(page).or_default().push(FeedLink { title, label, url, media_type });
        }
    }
    feeds.values_mut().for_each(Vec::shrink_to_fit);
    feeds
}
