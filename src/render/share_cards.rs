//! Share cards of pages: which pages have one, what stands on it, and how a page names it.
//!
//! A card is drawn elsewhere and only when its file is wanted; a page needs only the hash of the card's texts.

use super::view::{Picture, PreviewPicture};
use super::{Renderer, number, places};
use crate::cache::Key;
use crate::catalog::{Catalog, Model, ModelId};
use crate::route::{self, ListingKind};
use crate::schema::{Field, NumberResult, ShareCards};
use crate::share_card::{self, CardNumber, ShareCard};

/// Up to how many models each has a card, where `site.yaml` does not say: hosts limit the number of files.
const EACH_MODEL: usize = 2_000;

/// Sizes that have a word of their own, the largest first.
const LARGE: [(f64, &str); 2] = [(1e9, "share.card_billion"), (1e6, "share.card_million")];

/// Whether a site has share cards: only if it knows its address, without which nobody is led to a picture.
pub(crate) fn has_cards(catalog: &Catalog) -> bool {
    catalog.site.base_url.is_some() && catalog.site.share_cards != Some(ShareCards::Nothing)
}

/// Whether the model has a card of its own.
pub(crate) fn has_own_card(catalog: &Catalog, model: &Model) -> bool {
    has_cards(catalog)
        && match catalog.site.share_cards {
            Some(ShareCards::Model) => true,
            Some(ShareCards::Field | ShareCards::Nothing) => false,
            None => catalog.models.len() <= EACH_MODEL || model.is_copied(),
        }
}

impl Renderer<'_> {
    /// The card of a model.
    pub(crate) fn model_card(&self, id: ModelId) -> ShareCard {
        let (catalog, model) = (self.catalog, self.catalog.model(id));
        let front_matter = model.front_matter();
        let field = catalog.site.field(&front_matter.field);
        let mut lines = vec![model.place.written.clone()];
        lines.extend(places::present(catalog, &model.place, self.theme));
        let result = front_matter.results.first().map(|result| self.result_number(result));
        ShareCard {
            kicker: field.map_or_else(String::new, |field| field.label.clone()),
            title: front_matter.title.value.clone(),
            lines,
            result,
            copies: self.copies_of(model),
            site: catalog.site.title.clone(),
        }
    }

    /// A result as there is room for it: `7,5 tỷ đồng` for 7,500,000,000. What the source says of its precision stays.
    fn result_number(&self, result: &NumberResult) -> CardNumber {
        let unit = result.unit.as_deref().unwrap_or("");
        let shorter = LARGE.iter().find_map(|&(size, word)| {
            let parts = result.value.amount / size;
            let is_short = parts >= 1.0 && (parts * 100.0).fract() == 0.0;
            is_short.then(|| (parts, [self.theme.word(word), " ", unit].concat()))
        });
        // “21.000 hội viên, Hội viên” says one thing twice.
        let repeats = format!("{} ", result.label.to_lowercase()).starts_with(&format!("{} ", unit.to_lowercase()));
        let plain = || (result.value.amount, if repeats { String::new() } else { unit.to_owned() });
        let (amount, unit) = shorter.unwrap_or_else(plain);
        let label = match &result.note {
            Some(note) => format!("{} ({note})", result.label),
            None => result.label.clone(),
        };
        CardNumber { value: number::grouped(&amount.to_string()), unit: unit.trim().to_owned(), label }
    }

    /// How many copied a model, where that is known.
    fn copies_of(&self, model: &Model) -> Option<CardNumber> {
        if model.reach.places > 0 {
            return self.copies(model.reach.places);
        }
        let counted = model.counted_copies().next()?;
        let value = number::grouped(&counted.number.amount.to_string());
        Some(CardNumber { value, unit: counted.unit.clone(), label: self.word("share.card_copied") })
    }

    fn copies(&self, places: usize) -> Option<CardNumber> {
        let value = number::grouped(&places.to_string());
        (places > 0).then(|| CardNumber { value, unit: String::new(), label: self.word("share.card_copies") })
    }

    /// The card of a field: how many models it has, and how often they were copied.
    pub(crate) fn field_card(&self, field: &Field) -> ShareCard {
        let models = self.catalog.listing(ListingKind::Field, &field.id).map_or(&[][..], |listing| &listing.models);
        let copies = models.iter().map(|&id| self.catalog.model(id).reach.places).sum();
        ShareCard {
            kicker: self.kind_label(ListingKind::Field),
            title: field.label.clone(),
            lines: Vec::new(),
            ..self.counting(models.len(), copies)
        }
    }

    /// The card of the home page.
    pub(crate) fn site_card(&self) -> ShareCard {
        let site = &self.catalog.site;
        let counting = self.counting(self.catalog.models.len(), self.catalog.spread.edges().len());
        ShareCard { title: site.title.clone(), lines: vec![site.description.clone()], site: String::new(), ..counting }
    }

    /// A card with numbers of models and of copies.
    fn counting(&self, models: usize, copies: usize) -> ShareCard {
        let value = number::grouped(&models.to_string());
        let result = CardNumber { value, unit: String::new(), label: self.word("home.models") };
        let copies = self.copies(copies).map(|copies| CardNumber { label: self.word("home.copies"), ..copies });
        ShareCard { result: Some(result), copies, site: self.catalog.site.title.clone(), ..ShareCard::default() }
    }

    /// What the page of a model names: its card, else its photograph, else the card of its field. `alt` says what stands on the card.
    pub(crate) fn model_preview(&self, id: ModelId, alt: &str, cover: Option<&Picture>) -> Option<PreviewPicture> {
        let model = self.catalog.model(id);
        if has_own_card(self.catalog, model) {
            return self.preview(&route::model_share_card(&model.entry.slug), &self.model_card(id), alt);
        }
        cover.and_then(|cover| self.cover_preview(cover)).or_else(|| self.field_preview(&model.front_matter().field))
    }

    /// What the listing of a field names, and the pages of its models that have no card.
    pub(crate) fn field_preview(&self, id: &str) -> Option<PreviewPicture> {
        let preview = |field: &Field| {
            let preview = self.preview(&route::field_share_card(&field.id), &self.field_card(field), &field.label)?;
            Some((field.id.to_string(), preview))
        };
        let previews =
            self.field_previews.get_or_init(|| self.catalog.site.fields.iter().filter_map(preview).collect());
        previews.get(id).cloned()
    }

    /// What the home page names, and every page that has no picture of its own.
    pub(crate) fn site_preview(&self) -> Option<PreviewPicture> {
        let preview = || self.preview(route::SHARE_CARD, &self.site_card(), &self.catalog.site.title);
        self.site_preview.get_or_init(preview).clone()
    }

    /// A photograph, if chat programs show it: they know JPEG and PNG, and draw a small or very wide picture beside the text or not
    /// at all.
    fn cover_preview(&self, cover: &Picture) -> Option<PreviewPicture> {
        let media_type = match cover.url.rsplit_once('.')?.1 {
            "jpg" => "image/jpeg",
            "png" => "image/png",
            _ => return None,
        };
        let Picture { width, height, ref alt, .. } = *cover;
        let is_shown =
            width >= SMALLEST_PREVIEW.0 && height >= SMALLEST_PREVIEW.1 && width <= 3 * height && height <= 3 * width;
        let url = self.absolute(&cover.url).filter(|_| is_shown)?;
        Some(PreviewPicture { url, media_type, width, height, alt: alt.clone() })
    }

    fn preview(&self, url_path: &str, card: &ShareCard, alt: &str) -> Option<PreviewPicture> {
        let url = self.absolute(url_path).filter(|_| has_cards(self.catalog))?;
        Some(PreviewPicture {
            url: [&url, "?v=", version(card.key()).as_str()].concat(),
            media_type: "image/png",
            width: share_card::WIDTH,
            height: share_card::HEIGHT,
            alt: alt.to_owned(),
        })
    }
}

/// Least width and height in pixels of a photograph that chat programs show large.
const SMALLEST_PREVIEW: (u32, u32) = (300, 157);

/// A part of a card's hash that is enough to tell it from those that stood under its address before.
fn version(key: Key) -> String {
    key.hash().to_hex()[..8].to_owned()
}
