//! Share cards: the pictures that chat programs show beside links to models, to fields and to the home page.

use std::collections::BTreeSet;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::cache::Key;
use crate::catalog::{Catalog, Model, ModelId};
use crate::finding::{Code, Finding};
use crate::render::share_cards::{has_cards, has_own_card};
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::schema::Id;
use crate::share_card::{ShareCard, missing};
use crate::text::{Message, SitePath};

/// Whose card it is.
#[derive(Debug)]
enum Card {
    Model(ModelId),
    Field(Id),
    Site,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let catalog = context.catalog;
    if !has_cards(catalog) {
        return Vec::new();
    }
    let models = (0..).zip(&catalog.models).filter(|(_, model)| has_own_card(catalog, model));
    let models = models.map(|(id, model)| Output::new(route::model_share_card(&model.entry.slug), Card::Model(id)));
    let fields = fields(catalog).map(|id| Output::new(route::field_share_card(id), Card::Field(id.clone())));
    models.chain(fields).chain([Output::new(route::SHARE_CARD, Card::Site)]).collect()
}

/// The fields that have models.
fn fields(catalog: &Catalog) -> impl Iterator<Item = &Id> {
    let used: BTreeSet<&Id> = catalog
        .models
        .iter()
        .flat_map(|model| {
            let front_matter = model.front_matter();
            std::iter::once(&front_matter.field).chain(&front_matter.fields_also)
        })
        .collect();
    catalog.site.fields.iter().map(|field| &field.id).filter(move |id| used.contains(id))
}

impl Card {
    fn texts(&self, renderer: &Renderer<'_>) -> ShareCard {
        match self {
            Self::Model(id) => renderer.model_card(*id),
            Self::Field(id) => {
                renderer.catalog.site.field(id).map(|field| renderer.field_card(field)).unwrap_or_default()
            }
            Self::Site => renderer.site_card(),
        }
    }
}

impl OutputKind for Card {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(Rendered::ShareCard(Box::new(self.texts(renderer))))
    }

    fn drawn_from(&self, renderer: &Renderer<'_>) -> Option<Key> {
        Some(self.texts(renderer).key())
    }

    fn source(&self, catalog: &Catalog) -> Option<SitePath> {
        match self {
            Self::Model(id) => Some(catalog.model(*id).entry.path.clone()),
            Self::Field(_) | Self::Site => None,
        }
    }
}

/// Signs that cards cannot show, where they are written.
pub(crate) fn check(catalog: &Catalog) -> Vec<Finding> {
    if !has_cards(catalog) {
        return Vec::new();
    }
    let site = &catalog.site;
    let labels = site.fields.iter().map(|field| field.label.as_str());
    let own: BTreeSet<char> = labels.chain([site.title.as_str(), &site.description]).flat_map(missing).collect();
    let own = unshown(&own).map(|message| Finding::new(Code::NotOnCard, &catalog.site_source.0, message).help(help()));
    let models = catalog.models.iter().filter(|model| has_own_card(catalog, model)).filter_map(of_model);
    own.into_iter().chain(models).collect()
}

fn of_model(model: &Model) -> Option<Finding> {
    let front_matter = model.front_matter();
    let result = front_matter.results.first();
    let result = result.map(|result| {
        let [unit, note] = [&result.unit, &result.note].map(|text| text.as_deref().unwrap_or(""));
        [result.label.as_str(), unit, note]
    });
    let counted = model.counted_copies().next().map_or("", |count| count.unit.as_str());
    let texts = [front_matter.title.value.as_str(), &model.place.written, counted];
    let signs = texts.into_iter().chain(result.into_iter().flatten()).flat_map(missing).collect();
    let finding = model.entry.file().finding(Code::NotOnCard, front_matter.title.span, unshown(&signs)?);
    Some(finding.help(help()))
}

fn unshown(signs: &BTreeSet<char>) -> Option<Message> {
    let list = signs.iter().map(|sign| format!("“{sign}”")).collect::<Vec<_>>().join(", ");
    let message = || {
        Message::new(
            format!("Ảnh chia sẻ không có ký tự {list}; ảnh bỏ qua ký tự này."),
            format!("The share card cannot show {list} and leaves it out."),
        )
    };
    (!signs.is_empty()).then(message)
}

fn help() -> Message {
    Message::new(
        "Viết bằng chữ cái Latinh và dấu câu thông thường, hoặc cứ để vậy nếu ảnh vẫn đọc được.",
        "Write it with Latin letters and ordinary signs, or leave it if the card can be read without.",
    )
}
