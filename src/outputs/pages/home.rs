//! The home page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{Catalog, Listing, ModelId};
use crate::charts::{self, Dot};
use crate::finding::Finding;
use crate::locality::Level;
use crate::render::results::results;
use crate::render::view::{Html, Picture, ResultView, Term};
use crate::render::{Rendered, Renderer, count_in_words, picture, places, summary, terms};
use crate::route::{self, ListingKind};
use crate::text::Date;

/// How many models each list shows.
const MODELS: usize = 3;
/// How many subjects are offered.
const NEEDS: usize = 4;
/// A subject of more than one in so many models is no need of anybody: `dân vận khéo` is on nearly all.
const COMMON: usize = 4;
/// Letters that a subject may have to stand on one line with others.
const LETTERS: usize = 18;

#[derive(Debug)]
struct Home;

/// `home`: the home page.
#[derive(Debug, Serialize)]
struct HomeView {
    /// Number of models on the site.
    models: usize,
    /// Number of present communes that have a model.
    communes: usize,
    /// Number of present provinces that have a model.
    provinces: usize,
    /// Number of copies: how often a place that sources name took a model over, summed over all models.
    copies: usize,
    /// Fields that have models.
    fields: Vec<Term>,
    /// For each field the subject that stands for it best, at most four.
    subjects: Vec<Term>,
    /// One model to begin with: of those that most places copied one with a result in numbers. None if there are no models.
    story: Option<StoryView>,
    /// Map of the country as SVG, with a dot for each province that has models.
    map: Html,
    /// Cards of the three models that were copied last; empty if none was copied.
    spread: Html,
    /// Cards of the three newest models besides; empty if there are none.
    latest: Html,
}

/// One model, told on the home page.
#[derive(Debug, Serialize)]
struct StoryView {
    /// Its title.
    title: String,
    /// URL of its page.
    url: String,
    /// One sentence about it, or the beginning of its text; may be empty.
    summary: String,
    /// Its place in a few words: `Thuận Quý, Bình Thuận`.
    place: String,
    /// What that is called now, if it has changed.
    now: Option<String>,
    /// The words between both names: `nay là`, `nay thuộc`; empty if it has not changed.
    now_words: String,
    /// Id of its field, for the class `f-…` that gives the field's colour and sign.
    field_id: String,
    /// Its first result in numbers.
    result: Option<ResultView>,
    /// Number of places that copied it, as far as sources name them.
    copies: usize,
    /// How many copied it, as sources count without naming them: `12 huyện; 100 hội quán`; may be empty.
    counted: String,
    /// The cover picture.
    cover: Option<Picture>,
    /// The drawn cover of a model without a picture, as SVG; else empty.
    drawing: Html,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::HOME, Home)]
}

impl OutputKind for Home {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let site = &renderer.catalog.site;
        let mut page = renderer.page("home", url_path, &site.title, site.description.clone(), Vec::new());
        page.feeds = renderer.assets.feeds.get(url_path).cloned().unwrap_or_default();
        let mut context = renderer.context();
        context.insert("home", &view(renderer)?);
        renderer.html_page("home.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.last_changed(&catalog.order)
    }
}

fn view(renderer: &Renderer<'_>) -> Result<HomeView, Box<Finding>> {
    let catalog = renderer.catalog;
    let level_count = |level| {
        let of_level = |listing: &&Listing| {
            !listing.models.is_empty() && listing.unit.is_some_and(|unit| renderer.is_present(unit, level))
        };
        catalog.listings_by(ListingKind::Place).filter(of_level).count()
    };
    let story = story(catalog);
    let copied: Vec<ModelId> = copied_last(catalog).into_iter().filter(|&id| Some(id) != story).take(MODELS).collect();
    let is_shown = |id: &ModelId| copied.contains(id) || Some(*id) == story;
    let latest: Vec<ModelId> = catalog.order.iter().copied().filter(|id| !is_shown(id)).take(MODELS).collect();
    Ok(HomeView {
        models: catalog.models.len(),
        communes: level_count(Level::Commune),
        provinces: level_count(Level::Province),
        copies: catalog.models.iter().map(|model| model.reach.places).sum(),
        fields: renderer.terms(ListingKind::Field).into_iter().filter(|term| term.count > 0).collect(),
        subjects: subjects(renderer),
        map: map(renderer).into(),
        spread: renderer.cards_of(&copied, route::HOME)?,
        latest: renderer.cards_of(&latest, route::HOME)?,
        story: story.map(|id| told(renderer, id)),
    })
}

/// The model that is told: of those that most places copied, as sources name or count them, one with a result in numbers;
/// else the most copied one, else the newest.
fn story(catalog: &Catalog) -> Option<ModelId> {
    let has_result = |id: ModelId| !results(catalog.model(id).front_matter()).is_empty();
    let rank = |&id: &ModelId| {
        let model = catalog.model(id);
        (has_result(id) && model.is_copied(), model.most_copies())
    };
    // Of equal ones `max_by_key` takes the last, so the newest goes there.
    catalog.order.iter().rev().copied().max_by_key(rank)
}

/// The copied models, from the one that was copied last.
fn copied_last(catalog: &Catalog) -> Vec<ModelId> {
    let counted = |id: ModelId| {
        let replications = catalog.model(id).front_matter().replications.iter();
        replications.filter(|replication| replication.count.is_some()).filter_map(|replication| replication.year).max()
    };
    let last = |id: ModelId| catalog.spread.of(id).iter().filter_map(|edge| edge.year).max().max(counted(id));
    let copied = catalog.order.iter().copied().filter(|&id| catalog.model(id).is_copied());
    let mut copied: Vec<(Option<u16>, ModelId)> = copied.map(|id| (last(id), id)).collect();
    copied.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    copied.into_iter().map(|(_, id)| id).collect()
}

fn told(renderer: &Renderer<'_>, id: ModelId) -> StoryView {
    let (catalog, model) = (renderer.catalog, renderer.catalog.model(id));
    let front_matter = model.front_matter();
    let (place, now) = places::short(catalog, &model.place, renderer.theme);
    let alt = front_matter.cover_alt.as_deref().unwrap_or("");
    StoryView {
        title: front_matter.title.value.clone(),
        url: route::model(&model.entry.slug),
        summary: summary(model),
        place,
        now,
        now_words: places::now_words(&catalog.gazetteer, &model.place, renderer.theme),
        field_id: front_matter.field.to_string(),
        result: results(front_matter).into_iter().next().map(in_one_line),
        copies: model.reach.places,
        counted: model.counted_copies().map(count_in_words).collect::<Vec<_>>().join("; "),
        cover: model.cover.as_ref().and_then(|path| picture(catalog, path, alt)),
        drawing: if model.cover.is_none() { renderer.drawing(id).into() } else { Html::from("") },
    }
}

/// Without a unit that its label begins with: not `105 thành viên Thành viên khi ra mắt`.
fn in_one_line(result: ResultView) -> ResultView {
    let is_said = result.label.to_lowercase().starts_with(&result.unit.to_lowercase());
    ResultView { unit: if is_said { String::new() } else { result.unit }, ..result }
}

/// Of each field the subject that stands for it best: that many of its models have, and few others.
fn subjects(renderer: &Renderer<'_>) -> Vec<Term> {
    let catalog = renderer.catalog;
    let limit = (catalog.models.len() / COMMON).max(1);
    let mut best: BTreeMap<&str, (usize, &Listing)> = BTreeMap::new();
    for listing in catalog.listings_by(ListingKind::Tag) {
        let all = listing.models.len();
        if all > limit || listing.label.chars().count() > LETTERS {
            continue;
        }
        let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
        for &id in &listing.models {
            *fields.entry(&*catalog.model(id).front_matter().field).or_default() += 1;
        }
        for (field, models) in fields {
            // A whole number in thousandths, so that all machines agree.
            let rank = models * models * 1000 / all.max(1);
            if best.get(field).is_none_or(|&(other, _)| rank > other) {
                best.insert(field, (rank, listing));
            }
        }
    }
    let mut ranked: Vec<(usize, &Listing)> = best.into_values().collect();
    ranked.sort_by_key(|&(rank, listing)| (std::cmp::Reverse(rank), &listing.slug));
    ranked.dedup_by_key(|(_, listing)| &listing.slug);
    ranked.into_iter().take(NEEDS).map(|(_, listing)| terms::term(listing)).collect()
}

/// The country with a dot for each province that has models, larger with more.
fn map(renderer: &Renderer<'_>) -> String {
    let catalog = renderer.catalog;
    let dots = catalog.listings_by(ListingKind::Place).filter_map(|listing| {
        let unit = listing.unit.filter(|&unit| renderer.is_present(unit, Level::Province))?;
        let value = u32::try_from(listing.models.len()).unwrap_or(u32::MAX);
        let dot = Dot { coordinates: catalog.gazetteer.middle(unit)?, value, ..Dot::default() };
        (value > 0).then_some(dot)
    });
    charts::places_map(&renderer.word("stats.map"), &dots.collect::<Vec<_>>())
}
