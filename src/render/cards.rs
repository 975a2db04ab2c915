//! Models as they stand in lists: each card is made once, through the template `card.html`, and then only copied.

use rayon::prelude::*;
use tera::{Context, Value};

use super::Press;
use super::templates::Templates;
use super::view::{Card, Picture};
use crate::catalog::{Catalog, Model, ModelId};
use crate::finding::{Checked, Finding};
use crate::route;
use crate::text::SitePath;

/// The HTML of each model's card, with [`ROOT`] wherever the way to the site's root belongs.
#[derive(Default)]
pub(super) struct Cards {
    html: Vec<String>,
}

/// Stands for the way to the root in a card. HTML cannot hold this character, so nothing else can be mistaken for it.
const ROOT: &str = "\0";

#[derive(serde::Serialize)]
struct CardPage {
    root: &'static str,
}

impl Cards {
    pub(super) fn new(catalog: &Catalog, templates: &Templates) -> Checked<Self> {
        let made: Vec<Result<Vec<u8>, Box<Finding>>> = catalog
            .models
            .par_iter()
            .map(|model| {
                let mut context = Context::new();
                context.insert("page", &CardPage { root: ROOT });
                context.insert("card", &card(catalog, model));
                templates.render("card.html", &context, &route::model(&model.entry.slug))
            })
            .collect();
        let mut checked = Checked::clean(Self::default());
        for card in made {
            match card {
                Ok(html) => checked.value.html.push(String::from_utf8(html).unwrap_or_default()),
                // Every card fails alike; one finding says it.
                Err(finding) => return Checked { value: Self::default(), findings: vec![*finding] },
            }
        }
        checked
    }

    /// The cards of some models, as HTML for a page from which `root` leads to the site's root.
    pub(super) fn of(&self, models: &[ModelId], root: &str) -> Value {
        let mut html = String::with_capacity(models.len() * 1024);
        for card in models.iter().filter_map(|&id| self.html.get(id as usize)) {
            let mut pieces = card.split(ROOT);
            html.push_str(pieces.next().unwrap_or(""));
            pieces.for_each(|piece| html.extend([root, piece]));
            html.push('\n');
        }
        if html.is_empty() { Value::none() } else { Value::safe_string(&html) }
    }
}

fn card(catalog: &Catalog, model: &Model) -> Card {
    let matter = model.matter();
    let site = &catalog.site;
    let level =
        site.levels.iter().find(|level| matter.awards.iter().any(|award| award.level.as_ref() == Some(&level.id)));
    let stage = matter.stage.as_ref().and_then(|stage| site.stage(stage)).filter(|_| matter.awards.is_empty());
    Card {
        title: matter.title.value.clone(),
        url: route::model(&model.entry.slug),
        summary: summary(model),
        place: model.place.written.clone(),
        now: model.place.present_name(&catalog.gazetteer),
        field_id: matter.field.to_string(),
        field: site.field(&matter.field).map_or_else(String::new, |field| field.label.clone()),
        year: model.year(),
        level: level.map(|level| level.label.clone()),
        stage: stage.map(|stage| stage.label.clone()),
        copies: model.reach.places,
        cover: model.cover.as_ref().and_then(|path| picture(catalog, path, matter.cover_alt.as_deref().unwrap_or(""))),
    }
}

/// The editor's sentence, else the opening of the text.
pub(super) fn summary(model: &Model) -> String {
    model.matter().summary.clone().unwrap_or_else(|| model.entry.article.opening(160))
}

/// A published picture of `content/`.
pub(super) fn picture(catalog: &Catalog, path: &SitePath, alt: &str) -> Option<Picture> {
    let file = catalog.files.get(path)?;
    let (width, height) = file.size.unwrap_or((0, 0));
    Some(Picture { url: file.address.clone(), alt: alt.to_owned(), width, height })
}

impl Press<'_> {
    /// The cards of some models, for the page at `address`.
    pub(super) fn cards_of(&self, models: &[ModelId], address: &str) -> Value {
        self.cards.of(models, &route::root_from(address))
    }
}
