//! Models as they stand in lists.

use rayon::prelude::*;
use tera::Value;

use super::Press;
use super::places;
use super::view::{Card, Picture};
use crate::catalog::{Catalog, Model, ModelId};
use crate::route;
use crate::text::SitePath;

/// A card for each model, ready for templates.
pub(super) fn all(catalog: &Catalog) -> Vec<Value> {
    catalog.models.par_iter().map(|model| Value::from_serializable(&card(catalog, model))).collect()
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
        now: places::now_label(catalog, &model.place),
        field_id: matter.field.to_string(),
        field: site.field(&matter.field).map_or_else(String::new, |field| field.label.clone()),
        year: model.year(),
        level: level.map(|level| level.label.clone()),
        stage: stage.map(|stage| stage.label.clone()),
        copies: model.copies,
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
    /// The cards of some models.
    pub(super) fn cards_of(&self, models: &[ModelId]) -> Value {
        Value::from(models.iter().map(|&id| self.cards[id as usize].clone()).collect::<Vec<_>>())
    }
}
