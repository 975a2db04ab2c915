//! Models as they stand in lists: each card is made once, through the template `card.html`, and then only copied.

use std::sync::OnceLock;

use super::article::PICTURE_SIZES;
use super::view::{CardView, Html, Picture, PictureWidth};
use super::{Renderer, number, places};
use crate::catalog::{Catalog, Located, Model, ModelId};
use crate::charts::{self, Cover};
use crate::finding::Finding;
use crate::route;
use crate::schema::ReplicationCount;
use crate::text::SitePath;
use crate::theme::Theme;

/// The HTML of each model's card, made when it is first wanted.
#[derive(Default)]
pub(super) struct Cards {
    anywhere: Vec<Made>,
    /// As they stand in the listing of their own field, which they need not name.
    in_field: Vec<Made>,
}

type Made = OnceLock<Result<CardHtml, Box<Finding>>>;

/// HTML for pages at any depth.
pub(super) struct CardHtml {
    text: Box<str>,
    /// Where in `text` the way to the site's root belongs, in rising order.
    roots: Box<[usize]>,
}

impl CardHtml {
    /// Takes HTML with [`ROOT`] for the way to the root.
    fn new(made: &str) -> Self {
        let (mut text, mut roots) = (String::with_capacity(made.len()), Vec::new());
        let mut pieces = made.split(ROOT);
        text.push_str(pieces.next().unwrap_or(""));
        for piece in pieces {
            roots.push(text.len());
            text.push_str(piece);
        }
        Self { text: text.into(), roots: roots.into() }
    }

    /// Appends the HTML as it is on a page from where `root` leads to the site's root.
    fn push(&self, root: &str, out: &mut String) {
        let mut from = 0;
        for &at in &self.roots {
            out.extend([&self.text[from..at], root]);
            from = at;
        }
        out.push_str(&self.text[from..]);
    }
}

/// Stands for the way to the root while a card is made. HTML cannot hold this character, so nothing else can be mistaken for it.
const ROOT: char = '\0';

/// `page` in `card.html`.
#[derive(serde::Serialize)]
struct CardPageView {
    /// Stands for the way to the root, and is replaced with it wherever the card is copied to.
    root: char,
}

impl Cards {
    pub(super) fn new(models: usize) -> Self {
        let empty = || std::iter::repeat_with(OnceLock::new).take(models).collect();
        Self { anywhere: empty(), in_field: empty() }
    }
}

fn card(catalog: &Catalog, id: ModelId, theme: &Theme) -> CardView {
    let model = catalog.model(id);
    let (place_short, now_short) = places::short(catalog, &model.place, theme);
    let front_matter = model.front_matter();
    let site = &catalog.site;
    let level = site
        .levels
        .iter()
        .find(|level| front_matter.awards.iter().any(|award| award.level.as_ref() == Some(&level.id)));
    let stage =
        front_matter.stage.as_ref().and_then(|stage| site.stage(stage)).filter(|_| front_matter.awards.is_empty());
    CardView {
        title: front_matter.title.value.clone(),
        url: route::model(&model.entry.slug),
        summary: summary(model),
        place: model.place.written.clone(),
        now: model.place.present_name(&catalog.gazetteer),
        now_words: places::now_words(&catalog.gazetteer, &model.place, theme),
        place_short,
        now_short,
        field_id: front_matter.field.to_string(),
        field: site.field(&front_matter.field).map_or_else(String::new, |field| field.label.clone()),
        year: model.year(),
        level: level.map(|level| level.label.clone()),
        stage: stage.map(|stage| stage.label.clone()),
        at: model
            .place
            .now
            .first()
            .and_then(|&unit| catalog.gazetteer.middle(unit))
            .map_or_else(String::new, |(lon, lat)| format!("{},{}", degrees(lon), degrees(lat))),
        copies: model.reach.places,
        counted: model.counted_copies().map(count_in_words).collect::<Vec<_>>().join("; "),
        enough: model.told.is_enough(),
        drawing: if model.cover.is_none() { small_drawing(catalog, id).into() } else { Html::from("") },
        cover: model
            .cover
            .as_ref()
            .and_then(|path| picture(catalog, path, front_matter.cover_alt.as_deref().unwrap_or(""))),
    }
}

/// What is drawn on the cover of a model without a picture; `None` if too little is known of its place.
pub(crate) fn drawn_cover(catalog: &Catalog, id: ModelId) -> Option<Cover> {
    let gazetteer = &catalog.gazetteer;
    let place = &catalog.model(id).place;
    let code = gazetteer.unit(gazetteer.province_of(*place.now.first()?)).code.to_string();
    let middle = |place: &Located| gazetteer.middle(place.unit?);
    let copies = catalog.spread.of(id).iter().filter_map(|edge| middle(catalog.destination(edge)));
    Some(Cover { code, place: middle(place), copies: copies.collect() })
}

fn small_drawing(catalog: &Catalog, id: ModelId) -> String {
    drawn_cover(catalog, id).map_or_else(String::new, |cover| charts::small_cover(&cover))
}

/// Degrees with two decimals, which is about a kilometre.
fn degrees(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

/// The editor's sentence, else the opening of the text.
pub(crate) fn summary(model: &Model) -> String {
    model.front_matter().summary.clone().unwrap_or_else(|| model.entry.article.opening(160))
}

/// A number of copies that a source counts: `12 huyện`.
pub(crate) fn count_in_words(count: &ReplicationCount) -> String {
    format!("{} {}", number::grouped(&count.number.amount.to_string()), count.unit)
}

/// A published picture of `content/`.
pub(crate) fn picture(catalog: &Catalog, path: &SitePath, alt: &str) -> Option<Picture> {
    let file = catalog.files.get(path)?;
    let (width, height) = file.size().unwrap_or((0, 0));
    let widths = file.widths().into_iter().map(|(url, width)| PictureWidth { url: url.to_owned(), width }).collect();
    Some(Picture { url: file.url_path.clone(), alt: alt.to_owned(), width, height, widths, sizes: PICTURE_SIZES })
}

impl Renderer<'_> {
    /// The cards of some models as HTML, for the page at `url_path`.
    pub(crate) fn cards_of(&self, models: &[ModelId], url_path: &str) -> Result<Html, Box<Finding>> {
        self.cards_in(models, None, url_path)
    }

    /// The same for the listing of a field: models whose main field it is do not name it.
    pub(crate) fn cards_in(
        &self,
        models: &[ModelId],
        field: Option<&str>,
        url_path: &str,
    ) -> Result<Html, Box<Finding>> {
        let root = route::root_from(url_path);
        let mut html = String::with_capacity(models.len() * 1024);
        for &id in models {
            let is_own = field.is_some_and(|field| *self.catalog.model(id).front_matter().field == *field);
            if let Some(card) = self.card(id, is_own)? {
                card.push(&root, &mut html);
            }
        }
        Ok(html.into())
    }

    /// A model's card. Every card fails alike, so the first one says whether the template is sound.
    pub(super) fn card(&self, id: ModelId, in_field: bool) -> Result<Option<&CardHtml>, Box<Finding>> {
        let all = if in_field { &self.cards.in_field } else { &self.cards.anywhere };
        let Some(place) = all.get(id as usize) else { return Ok(None) };
        let made = place.get_or_init(|| {
            let model = self.catalog.model(id);
            let mut card = card(self.catalog, id, self.theme);
            if in_field {
                card.field.clear();
            }
            let mut context = self.context();
            context.insert("page", &CardPageView { root: ROOT });
            context.insert("card", &card);
            let html = self.templates.render("card.html", &context, &route::model(&model.entry.slug))?;
            // Templates are made of texts and make nothing else.
            Ok(CardHtml::new(simdutf8::basic::from_utf8(&html).unwrap_or_default()))
        });
        made.as_ref().map(Some).map_err(Box::clone)
    }
}
