//! The page of a model.

mod apply;
mod facts;
mod json_ld;
mod paper;
mod related;
mod spread;
mod steps;
mod view;

pub(super) use self::spread::RESULTS;
use self::view::{AwardView, ModelView, UpdateView};
use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{Catalog, Model, ModelId};
use crate::charts;
use crate::finding::Finding;
use crate::render::results::results;
use crate::render::share_cards::has_own_card;
use crate::render::view::{Html, Link, SourceView};
use crate::render::{Rendered, Renderer, article, host, picture, places, summary};
use crate::route::{self, ListingKind};
use crate::schema::{self, ModelFrontMatter};
use crate::taxonomy::{ENOUGH, called_id};
use crate::text::{Date, SitePath};

#[derive(Debug)]
struct ModelPage(ModelId);

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let models = (0..).zip(&context.catalog.models);
    models.map(|(id, model)| Output::new(route::model(&model.entry.slug), ModelPage(id))).collect()
}

impl OutputKind for ModelPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Page
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let model = renderer.catalog.model(self.0);
        let view = renderer.model_view(self.0, url_path)?;
        let trail = vec![view.field.clone(), Link { label: view.title.clone(), url: None }];
        // Models of several places may have one title.
        let (place, _) = places::short(renderer.catalog, &model.place, renderer.theme);
        let title = format!("{} – {place}", view.title);
        let mut page = renderer.page("model", url_path, &title, description(model, &view), trail);
        page.image = renderer.model_preview(self.0, &view.title, view.cover.as_ref()).or(page.image);
        page.json_ld = renderer.json_ld(self.0, &view).into();
        let mut context = renderer.context();
        context.insert("model", &view);
        renderer.html_page("model.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.model(self.0).updated
    }

    fn source(&self, catalog: &Catalog) -> Option<SitePath> {
        Some(catalog.model(self.0).entry.path.clone())
    }

    fn is_entry(&self) -> bool {
        true
    }
}

impl Renderer<'_> {
    /// The page's own address as a code, drawn for paper; the screen shows the same drawing by its id.
    fn qr(&self, url_path: &str) -> Option<String> {
        let code = charts::qr_code(&self.absolute(url_path)?, &self.word("share.qr"))?;
        Some(code.replacen("<svg ", "<svg id=\"ma-qr\" ", 1))
    }

    fn model_view(&self, id: ModelId, url_path: &str) -> Result<ModelView, Box<Finding>> {
        let (catalog, model) = (self.catalog, self.catalog.model(id));
        let front_matter = model.front_matter();
        let (steps, body) = steps::apart(self.body(&model.entry.article, &model.targets, url_path));
        let spread = self.spread(id, url_path);
        let site = &catalog.site;
        let cover_alt = front_matter.cover_alt.as_deref().unwrap_or("");
        let other_facts = self.other_facts(front_matter);
        let field = |id| self.term_link(ListingKind::Field, id, site.field(id).map(|field| field.label.as_str()));
        let unit_type =
            |id| self.term_link(ListingKind::UnitType, id, site.unit_type(id).map(|unit| unit.label.as_str()));
        let campaign = |id| self.term_link(ListingKind::Campaign, id, site.campaign(id).map(|one| one.label.as_str()));
        let organisation = |name| self.word_link(ListingKind::Organisation, name);
        Ok(ModelView {
            slug: model.entry.slug.clone(),
            title: front_matter.title.value.clone(),
            summary: front_matter.summary.clone().unwrap_or_default(),
            place: self.place_view(&model.place),
            field_id: front_matter.field.to_string(),
            field: field(&front_matter.field),
            fields_also: front_matter.fields_also.iter().map(|id| field(id)).collect(),
            organisation: front_matter.organisation.as_deref().map(organisation),
            unit_type: front_matter.unit_type.as_ref().map(|id| unit_type(id)),
            kind: self.kind(front_matter),
            called_dan_van_kheo: front_matter.called_dan_van_kheo.map(|called| self.called_link(called)),
            recognised: front_matter.recognised.map(|year| year.value),
            enough: model.told.is_enough().then(|| self.listed_as(ListingKind::Needs, ENOUGH)),
            untold: model.told.missing().map(|need| need.label().get(self.lang())).collect(),
            stage: front_matter.stage.as_ref().and_then(|id| site.stage(id)).map(|stage| stage.label.clone()),
            started: front_matter.started.map(|started| started.value),
            awards: self.awards(front_matter),
            results: results(front_matter),
            resources: front_matter.resources.clone().unwrap_or_default(),
            conditions: front_matter.conditions.clone().unwrap_or_default(),
            updates: updates(front_matter),
            campaigns: front_matter.campaigns.iter().map(|id| campaign(id)).collect(),
            tags: front_matter.tags.iter().map(|tag| self.word_link(ListingKind::Tag, tag)).collect(),
            sources: front_matter.sources.iter().map(source).collect(),
            cover: model.cover.as_ref().and_then(|path| picture(catalog, path, cover_alt)),
            facts_as_of: front_matter.facts_as_of.map(|date| date.vietnamese()),
            reviewed: front_matter.reviewed.map(|date| date.vietnamese()),
            updated: model.edited.map(|date| date.vietnamese()),
            edit_url: self.repository.map(|repository| repository.edit_url(model.entry.path.as_str())),
            contents: article::contents(&model.entry.article),
            body: body.into(),
            steps: steps.into(),
            drawing: if model.cover.is_none() { self.drawing(id).into() } else { Html::from("") },
            qr: self.qr(url_path).into(),
            share: self.absolute(url_path).map_or_else(String::new, |url| host::encoded(&url)),
            share_card: has_own_card(catalog, model).then(|| route::model_share_card(&model.entry.slug)),
            is_short: paper::is_short(model),
            apply: self.apply(id),
            based_on: model.based_on.map(|original| self.related_view(original, String::new())),
            gone: model.based_on.is_some() || spread.is_known(),
            spread,
            related: self.related(id),
            facts: has_facts(front_matter) || !other_facts.is_empty(),
            other_facts,
        })
    }

    /// Whether it is about a collective or a person; empty if that is not known.
    fn kind(&self, front_matter: &ModelFrontMatter) -> String {
        let kind = front_matter.kind.as_ref().and_then(|id| self.catalog.site.kind(id));
        kind.map_or_else(String::new, |kind| kind.label.clone())
    }

    /// Whether a source calls it a “Dân vận khéo” model.
    fn called_link(&self, called: bool) -> Link {
        self.listed_as(ListingKind::Called, called_id(called))
    }

    /// A value that has a listing, under the label of that.
    fn listed_as(&self, by: ListingKind, slug: &str) -> Link {
        let label = self.catalog.listing(by, slug).map(|listing| listing.label.as_str());
        self.term_link(by, slug, label)
    }

    fn awards(&self, front_matter: &ModelFrontMatter) -> Vec<AwardView> {
        let mut awards: Vec<&schema::Award> = front_matter.awards.iter().collect();
        awards.sort_by_key(|award| std::cmp::Reverse(award.year));
        let view = |award: &schema::Award| {
            let level = award.level.as_ref();
            let label = |id: &schema::Id| self.catalog.site.level(id).map(|level| level.label.as_str());
            AwardView {
                year: self.term_link(ListingKind::Year, &award.year.to_string(), None),
                level: level.map(|id| self.term_link(ListingKind::Level, id, label(id))),
                form: award.form.clone().unwrap_or_default(),
                by: award.by.clone().unwrap_or_default(),
                decision: award.decision.clone().unwrap_or_default(),
            }
        };
        awards.into_iter().map(view).collect()
    }
}

/// Whether there is anything to list under the facts.
fn has_facts(front_matter: &ModelFrontMatter) -> bool {
    front_matter.organisation.is_some()
        || front_matter.unit_type.is_some()
        || front_matter.kind.is_some()
        || front_matter.started.is_some()
        || front_matter.recognised.is_some()
        || !front_matter.awards.is_empty()
        || !front_matter.campaigns.is_empty()
        || !front_matter.tags.is_empty()
}

/// The sentence for previews: the place, then the summary, else the opening of the text.
fn description(model: &Model, view: &ModelView) -> String {
    let summary = summary(model);
    if summary.is_empty() { view.place.then.clone() } else { format!("{} – {summary}", view.place.then) }
}

fn updates(front_matter: &ModelFrontMatter) -> Vec<UpdateView> {
    let mut updates: Vec<&schema::Update> = front_matter.updates.iter().collect();
    updates.sort_by_key(|update| std::cmp::Reverse(update.date));
    updates.into_iter().map(|update| UpdateView { date: update.date.vietnamese(), text: update.text.clone() }).collect()
}

pub(super) fn source(source: &schema::Citation) -> SourceView {
    let url = source.url.as_ref().map_or("", |url| url.value.as_str());
    let host = url.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or("");
    let host = host.trim_start_matches("www.").to_owned();
    let title = source.title.clone().unwrap_or_else(|| if host.is_empty() { url.to_owned() } else { host.clone() });
    SourceView { title, url: url.to_owned(), host }
}
