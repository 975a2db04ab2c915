//! The pages of models, and ordinary pages.

use tera::Context;

use super::view::{ArticleView, AwardView, HeadingView, Link, ModelView, ResultView, SourceView, UpdateView};
use super::{Made, Renderer, cards, host, number, places};
use crate::catalog::{LinkTarget, Model, ModelId};
use crate::charts;
use crate::entry::{Article, ReferenceKind, push_escaped};
use crate::finding::Finding;
use crate::route::{self, ListingKind};
use crate::schema::{self, ModelFrontMatter};

impl Renderer<'_> {
    pub(super) fn model_page(&self, id: ModelId, context: &mut Context) -> Made {
        let model = self.catalog.model(id);
        let address = route::model(&model.entry.slug);
        let view = self.model_view(id, &address)?;
        let field = view.field.clone();
        let trail = vec![field, Link { label: view.title.clone(), url: None }];
        let mut page = self.page("model", &address, &view.title, description(model, &view), trail);
        page.image = view.cover.as_ref().and_then(|cover| self.absolute(&cover.url));
        page.json_ld = Some(self.json_ld(id, &view, &page));
        context.insert("page", &page);
        context.insert("model", &view);
        Ok("model.html")
    }

    /// The page's own address as a code, drawn for paper; the screen shows the same drawing by its id.
    fn qr(&self, address: &str) -> Option<String> {
        let code = charts::qr(&self.absolute(address)?, &self.word("share.qr"))?;
        Some(code.replacen("<svg ", "<svg id=\"ma-qr\" ", 1))
    }

    fn model_view(&self, id: ModelId, address: &str) -> Result<ModelView, Box<Finding>> {
        let (catalog, model) = (self.catalog, self.catalog.model(id));
        let front_matter = model.front_matter();
        let spread = self.spread(id, address);
        let site = &catalog.site;
        let cover_alt = front_matter.cover_alt.as_deref().unwrap_or("");
        Ok(ModelView {
            slug: model.entry.slug.clone(),
            title: front_matter.title.value.clone(),
            summary: front_matter.summary.clone().unwrap_or_default(),
            place: places::view(catalog, &model.place),
            field_id: front_matter.field.to_string(),
            field: self.term_link(
                ListingKind::Field,
                &front_matter.field,
                site.field(&front_matter.field).map(|field| field.label.as_str()),
            ),
            fields_also: links(&front_matter.fields_also, |id| {
                self.term_link(ListingKind::Field, id, site.field(id).map(|field| field.label.as_str()))
            }),
            organisation: front_matter
                .organisation
                .as_deref()
                .map(|name| self.word_link(ListingKind::Organisation, name)),
            unit_type: front_matter.unit_type.as_ref().map(|id| {
                self.term_link(ListingKind::UnitType, id, site.unit_type(id).map(|unit| unit.label.as_str()))
            }),
            kind: front_matter
                .kind
                .as_ref()
                .and_then(|id| site.kind(id))
                .map_or_else(String::new, |kind| kind.label.clone()),
            stage: front_matter.stage.as_ref().and_then(|id| site.stage(id)).map(|stage| stage.label.clone()),
            started: front_matter.started.map(|started| started.value),
            awards: self.awards(front_matter),
            results: results(front_matter),
            resources: front_matter.resources.clone().unwrap_or_default(),
            conditions: front_matter.conditions.clone().unwrap_or_default(),
            updates: updates(front_matter),
            campaigns: links(&front_matter.campaigns, |id| {
                self.term_link(ListingKind::Campaign, id, site.campaign(id).map(|campaign| campaign.label.as_str()))
            }),
            tags: links(&front_matter.tags, |tag| self.word_link(ListingKind::Tag, tag)),
            sources: front_matter.sources.iter().map(source).collect(),
            cover: model.cover.as_ref().and_then(|path| cards::picture(catalog, path, cover_alt)),
            reviewed: front_matter.reviewed.map(|date| date.vietnamese()),
            updated: model.updated.map(|date| date.vietnamese()),
            edit_url: self.repository.map(|repository| repository.edit_url(model.entry.path.as_str())),
            contents: contents(&model.entry.article),
            body: self.body(&model.entry.article, &model.targets, address),
            qr: self.qr(address),
            share: self.absolute(address).map_or_else(String::new, |url| host::encoded(&url)),
            apply: self.apply(id),
            based_on: self.cards_of(model.based_on.as_slice(), address)?,
            gone: model.based_on.is_some() || spread.is_known(),
            spread,
            related: self.cards_of(&self.catalog.related(id), address)?,
            facts: front_matter.organisation.is_some()
                || front_matter.unit_type.is_some()
                || front_matter.kind.is_some()
                || front_matter.started.is_some()
                || !(front_matter.awards.is_empty()
                    && front_matter.campaigns.is_empty()
                    && front_matter.tags.is_empty()),
        })
    }

    pub(super) fn ordinary_page(&self, number: usize, context: &mut Context) -> &'static str {
        let page = &self.catalog.pages[number];
        let front_matter = &page.entry.front_matter;
        let (title, address) = (&front_matter.title.value, route::page(&page.entry.slug));
        let description = front_matter.summary.clone().unwrap_or_else(|| page.entry.article.opening(160));
        let trail = vec![Link { label: title.clone(), url: None }];
        context.insert("page", &self.page("page", &address, title, description, trail));
        let article = ArticleView {
            title: title.clone(),
            summary: front_matter.summary.clone().unwrap_or_default(),
            contents: contents(&page.entry.article),
            body: self.body(&page.entry.article, &page.targets, &address),
            updated: page.updated.map(|date| date.vietnamese()),
            edit_url: self.repository.map(|repository| repository.edit_url(page.entry.path.as_str())),
        };
        context.insert("article", &article);
        "page.html"
    }

    /// The article's HTML with its links and pictures in place, seen from the page at `address`.
    fn body(&self, article: &Article, targets: &[LinkTarget], address: &str) -> String {
        let root = route::root_from(address);
        article.fill(|at, out| {
            let target = targets.get(at).unwrap_or(&LinkTarget::Nowhere);
            self.answer(article.references[at].kind, target, &root, out);
        })
    }

    fn answer(&self, kind: ReferenceKind, target: &LinkTarget, root: &str, out: &mut String) {
        match (kind, target) {
            (ReferenceKind::Link, LinkTarget::Page(page)) if page.starts_with('#') => push_escaped(out, page),
            (ReferenceKind::Link, LinkTarget::Page(page)) => {
                out.push_str(root);
                push_escaped(out, page);
            }
            (ReferenceKind::Link, LinkTarget::File(path)) => {
                out.push_str(root);
                push_escaped(out, self.catalog.files.get(path).map_or("", |file| file.address.as_str()));
            }
            (ReferenceKind::Picture, LinkTarget::File(path)) => {
                let Some(file) = self.catalog.files.get(path) else { return };
                out.push_str(&format!("src=\"{root}{}\"", file.address));
                if let Some((width, height)) = file.size {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            (ReferenceKind::Link, LinkTarget::Nowhere) => out.push('#'),
            (ReferenceKind::Picture, LinkTarget::Page(_) | LinkTarget::Nowhere) => {}
        }
    }

    /// A value with its listing, if there is one.
    pub(super) fn term_link(&self, by: ListingKind, slug: &str, label: Option<&str>) -> Link {
        let url = self.catalog.listing(by, slug).map(|listing| route::listing(by, &listing.slug, 1));
        Link { label: label.unwrap_or(slug).to_owned(), url }
    }

    /// A word as somebody wrote it, with the listing of all its spellings, if there is one.
    fn word_link(&self, by: ListingKind, word: &str) -> Link {
        let url = self.catalog.listings.of_word(by, word).map(|listing| route::listing(by, &listing.slug, 1));
        Link { label: word.to_owned(), url }
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

fn links<T>(items: &[T], link: impl Fn(&T) -> Link) -> Vec<Link> {
    items.iter().map(link).collect()
}

/// The sentence for previews: the place, then the summary, else the opening of the text.
fn description(model: &Model, view: &ModelView) -> String {
    let summary = cards::summary(model);
    if summary.is_empty() { view.place.then.clone() } else { format!("{} – {summary}", view.place.then) }
}

pub(super) fn results(front_matter: &ModelFrontMatter) -> Vec<ResultView> {
    let view = |result: &schema::NumberResult| ResultView {
        label: result.label.clone(),
        value: number::grouped(&result.value.amount.to_string()),
        unit: result.unit.clone().unwrap_or_default(),
        note: result.note.clone().unwrap_or_default(),
    };
    front_matter.results.iter().map(view).collect()
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

/// Second- and third-level headings, when there are enough of them to need a table of contents.
fn contents(article: &Article) -> Vec<HeadingView> {
    let shown = article.headings.iter().filter(|heading| heading.level <= 3);
    let headings: Vec<HeadingView> = shown
        .map(|heading| HeadingView { id: heading.id.clone(), label: heading.label.clone(), level: heading.level })
        .collect();
    if headings.len() < 3 { Vec::new() } else { headings }
}
