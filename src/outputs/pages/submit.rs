//! The form in which readers write a model: the keys that people outside of the office know, and the sections of an article.
//!
//! A script makes the Markdown file of it in the reader's browser; nothing is sent anywhere.

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::locality::{Gazetteer, Level};
use crate::render::view::Link;
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::schema::{Contact, Key, Kind, MODEL, SECTIONS, SiteConfig};
use crate::text::Lang;
use crate::vietnamese;

#[derive(Debug)]
struct SubmitPage;

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    if !context.catalog.site.has_form() {
        return Vec::new();
    }
    vec![Output::new(route::SUBMIT, SubmitPage)]
}

/// `submit`: the form in which readers write a model.
#[derive(Serialize)]
struct SubmitView {
    /// The office that models are sent to.
    office: Option<String>,
    /// Its mail address.
    email: Option<String>,
    /// Its telephone.
    phone: Option<String>,
    /// Its postal address.
    address: Option<String>,
    /// Keys with one value each.
    inputs: Vec<InputView>,
    /// Keys with groups of values: what was counted, awards, sources, the contact.
    groups: Vec<GroupView>,
    /// The sections of the article.
    sections: Vec<SectionView>,
    /// Present provinces, in Vietnamese order.
    provinces: Vec<ProvinceView>,
    /// The names of all keys in the order of the file, with blanks between.
    order: String,
}

/// A field of the form.
#[derive(Serialize)]
struct InputView {
    /// The key's name in the file.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// What belongs there.
    hint: &'static str,
    /// An example.
    example: &'static str,
    /// How it is asked for: `text`, `long` (several lines), `choice`, `place`, `year`, `number`, `tel`, `email` or `url`.
    kind: &'static str,
    /// Whether it must be filled in.
    required: bool,
    /// The choices, if it is one of a list.
    options: Vec<OptionView>,
}

/// A choice of a field of the form.
#[derive(Serialize)]
struct OptionView {
    /// What stands in the file.
    id: String,
    /// What people call it.
    label: String,
}

/// A key of the form with groups of values.
#[derive(Serialize)]
struct GroupView {
    /// The key's name in the file.
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// What belongs there.
    hint: &'static str,
    /// Whether there can be several groups.
    many: bool,
    /// What a group has.
    inputs: Vec<InputView>,
}

/// A section of the article.
#[derive(Serialize)]
struct SectionView {
    /// Its id.
    id: &'static str,
    /// Its heading.
    heading: &'static str,
    /// What belongs in it.
    hint: &'static str,
}

/// A province that can be chosen.
#[derive(Serialize)]
struct ProvinceView {
    /// `Tỉnh Lâm Đồng`
    name: String,
    /// Whether the site is at home there.
    home: bool,
}

/// Keys with one value that are asked for, in the order of the form. How far a model has come, and what the file is called, is for
/// the office to say.
const INPUTS: [&str; 9] =
    ["title", "summary", "field", "locality", "organisation", "unit_type", "started", "resources", "conditions"];
/// Keys with groups of values, each with the keys of a group that are asked for.
const GROUPS: [(&str, &[&str]); 4] = [
    ("results", &["label", "value", "unit"]),
    ("awards", &["year", "level", "form", "by", "decision"]),
    ("contact", &["office", "phone", "email", "address"]),
    ("sources", &["title", "url"]),
];

impl OutputKind for SubmitPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let title = renderer.word("submit.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let page = renderer.page("submit", url_path, &title, renderer.word("submit.description"), trail);
        let mut context = renderer.context();
        context.insert("submit", &view(renderer));
        renderer.html_page("submit.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }
}

fn view(renderer: &Renderer<'_>) -> SubmitView {
    let site = &renderer.catalog.site;
    let lang = site.lang();
    let find = |name: &str| MODEL.iter().find(|key| key.name == name);
    let contact = site.contact.clone().unwrap_or_default();
    let Contact { office, email, phone, address, .. } = contact;
    let section = |section: &crate::schema::Section| SectionView {
        id: section.id,
        heading: section.heading,
        hint: section.hint.get(lang),
    };
    SubmitView {
        office,
        email,
        phone,
        address,
        inputs: INPUTS.iter().filter_map(|name| Some(input(find(name)?, site, lang))).collect(),
        groups: GROUPS.iter().filter_map(|(name, inner)| Some(group(find(name)?, inner, site, lang))).collect(),
        sections: SECTIONS.iter().map(section).collect(),
        provinces: provinces(&renderer.catalog.gazetteer, renderer.catalog.home),
        order: MODEL.iter().map(|key| key.name).collect::<Vec<_>>().join(" "),
    }
}

fn group(key: &Key, names: &[&str], site: &SiteConfig, lang: Lang) -> GroupView {
    let inner = names.iter().filter_map(|name| key.kind.keys().iter().find(|inner| inner.name == *name));
    GroupView {
        name: key.name,
        label: key.label.get(lang),
        hint: key.hint.get(lang),
        many: matches!(key.kind, Kind::Records(_)),
        inputs: inner.map(|inner| input(inner, site, lang)).collect(),
    }
}

fn input(key: &Key, site: &SiteConfig, lang: Lang) -> InputView {
    let (kind, list) = match key.kind {
        Kind::Choice(list) => ("choice", Some(list)),
        Kind::Localities => ("place", None),
        Kind::Year => ("year", None),
        Kind::Number => ("number", None),
        Kind::Phone => ("tel", None),
        Kind::Email => ("email", None),
        Kind::Url => ("url", None),
        _ if matches!(key.name, "summary" | "resources" | "conditions") => ("long", None),
        _ => ("text", None),
    };
    let entries = list.map(|list| site.entries(list)).unwrap_or_default();
    let option =
        |(id, label): &(&crate::schema::Id, &str)| OptionView { id: id.to_string(), label: (*label).to_owned() };
    InputView {
        name: key.name,
        label: key.label.get(lang),
        hint: key.hint.get(lang),
        example: key.example,
        kind,
        required: key.required,
        options: entries.iter().map(option).collect(),
    }
}

fn provinces(gazetteer: &Gazetteer, home: Option<crate::locality::UnitId>) -> Vec<ProvinceView> {
    let is_present =
        |&unit: &crate::locality::UnitId| gazetteer.unit(unit).level == Level::Province && gazetteer.is_current(unit);
    let mut units: Vec<_> = gazetteer.ids().filter(is_present).collect();
    units.sort_by_cached_key(|&unit| vietnamese::sort_key(gazetteer.unit(unit).bare()));
    let view = |unit| ProvinceView { name: gazetteer.name(unit).to_owned(), home: home == Some(unit) };
    units.into_iter().map(view).collect()
}
