//! Entries → catalog: everything that can only be said when all files have been read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::duplicates::{Likeness, duplicates};
use super::links::{Destinations, Target};
use super::places::{Places, locate};
use super::related::{Facts, related};
use super::{Catalog, Model, ModelId, Page, PublishedFile, Reach, listings, originals, spread};
use crate::entry::{Entry, Parsed};
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::locality::{self, Gazetteer, Resolution, UnitId};
use crate::route;
use crate::schema::{ModelMatter, PageMatter, Site};
use crate::source::Source;
use crate::text::{Date, Say, SitePath};
use crate::vietnamese;

/// What a set of entries is gathered into, beside the entries.
pub struct Surroundings {
    /// Settings and lists.
    pub site: Arc<Site>,
    /// Their file and its text.
    pub site_source: (SitePath, Arc<str>),
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
}

type ModelEntry = Arc<Entry<ModelMatter>>;
type PageEntry = Arc<Entry<PageMatter>>;

/// Resolves everything against everything. The result does not depend on the order of `entries`.
pub fn gather(entries: Vec<Parsed>, around: Surroundings, source: &Source) -> Checked<Catalog> {
    let mut findings = Vec::new();
    let (model_entries, page_entries) = sort_out(entries, &mut findings);
    let places = locate(model_entries.iter().map(Arc::as_ref).collect::<Vec<_>>(), &around.gazetteer, &mut findings);
    let (model_targets, page_targets) = targets(&model_entries, &page_entries, source, &mut findings);
    let mut models: Vec<Model> = model_entries
        .into_iter()
        .zip(places)
        .zip(model_targets)
        .map(|((entry, places), targets)| model(entry, places, targets, source, &mut findings))
        .collect();
    originals::tie(&mut models, &mut findings);
    let spread = spread::spread(&mut models, &around.gazetteer, &mut findings);
    let next = related(&facts(&models, &around.site));
    models.iter_mut().zip(next).for_each(|(model, related)| model.related = related);
    findings.extend(near_duplicates(&models));
    findings.extend(models.iter().filter_map(|model| not_reviewed(model, source.today)));
    let order = latest_first(&models);
    let home = home(&around, &mut findings);
    let mut listings = listings::listings(&models, &order, &around.site, &around.gazetteer);
    listings::open_places(
        &mut listings,
        listings::places_without_models(home, &spread, &models, &around.gazetteer),
        &around.gazetteer,
    );
    let mut pages: Vec<Page> =
        page_entries.into_iter().zip(page_targets).map(|(entry, targets)| page(entry, targets, source)).collect();
    pages.sort_by_cached_key(|page| {
        let matter = &page.entry.matter;
        (matter.order.unwrap_or(u16::MAX), vietnamese::sort_key(&matter.title.value), page.entry.slug.clone())
    });
    let files = published_files(&models, &pages, source);
    let Surroundings { site, site_source, gazetteer } = around;
    let today = source.today;
    let catalog = Catalog { site, site_source, gazetteer, today, home, models, pages, order, spread, listings, files };
    Checked { value: catalog, findings }
}

/// The present province of the site's `home`; a name that is none, or one of several, is told.
fn home(around: &Surroundings, findings: &mut Vec<Finding>) -> Option<UnitId> {
    let written = around.site.home.as_ref()?;
    let resolution = around.gazetteer.resolve(&written.value);
    let file = FileContext::new(&around.site_source.0, &around.site_source.1);
    findings.extend(locality::problem(&around.gazetteer, written, &resolution, &file));
    match resolution {
        Resolution::Found { unit, .. } => Some(around.gazetteer.province_of(*around.gazetteer.present(unit).first()?)),
        Resolution::Ambiguous(_) | Resolution::Unknown { .. } => None,
    }
}

/// Models and pages by slug; of two files with one slug only the first goes on, and both are told.
fn sort_out(entries: Vec<Parsed>, findings: &mut Vec<Finding>) -> (Vec<ModelEntry>, Vec<PageEntry>) {
    let (mut models, mut pages) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Parsed::Model(entry) => models.push(entry),
            Parsed::Page(entry) => pages.push(entry),
        }
    }
    (one_for_each_slug(models, findings), one_for_each_slug(pages, findings))
}

fn one_for_each_slug<M>(mut entries: Vec<Arc<Entry<M>>>, findings: &mut Vec<Finding>) -> Vec<Arc<Entry<M>>> {
    entries.sort_by(|a, b| (&a.slug, &a.path).cmp(&(&b.slug, &b.path)));
    let mut kept: Vec<Arc<Entry<M>>> = Vec::with_capacity(entries.len());
    for entry in entries {
        match kept.last().filter(|last| last.slug == entry.slug) {
            Some(first) => {
                let message = Say::new(
                    format!("Hai tệp cùng cho ra một địa chỉ “{}”", entry.slug),
                    format!("Two files make the same address “{}”", entry.slug),
                );
                let help = Say::new("đổi tên một trong hai tệp", "rename one of the two files");
                let other = Say::new("tệp kia", "the other file");
                findings.push(Finding::new(Code::SameSlug, &entry.path, message).help(help).related(
                    &first.path,
                    None,
                    other,
                ));
            }
            None => kept.push(entry),
        }
    }
    kept
}

fn targets(
    models: &[ModelEntry],
    pages: &[PageEntry],
    source: &Source,
    findings: &mut Vec<Finding>,
) -> (Vec<Vec<Target>>, Vec<Vec<Target>>) {
    let mut destinations = Destinations::new(source);
    models.iter().for_each(|entry| destinations.add(entry, route::model(&entry.slug)));
    pages.iter().for_each(|entry| destinations.add(entry, route::page(&entry.slug)));
    let of_models = models.iter().map(|entry| destinations.resolve(entry, findings)).collect();
    let of_pages = pages.iter().map(|entry| destinations.resolve(entry, findings)).collect();
    models.iter().for_each(|entry| destinations.check_cover(entry, findings));
    (of_models, of_pages)
}

fn model(
    entry: ModelEntry,
    places: Places,
    targets: Vec<Target>,
    source: &Source,
    findings: &mut Vec<Finding>,
) -> Model {
    let matter = &entry.matter;
    let cover = matter.cover.as_ref().map(|cover| entry.path.resolve(&cover.value));
    let cover = cover.filter(|path| source.get(path).is_some_and(|file| file.picture().is_some()));
    findings.extend(matter.aliases.iter().filter(|alias| route::alias(&alias.value).is_none()).map(|alias| {
        let say = Say::new(
            format!("Địa chỉ cũ “{}” không dùng được", alias.value),
            format!("The old address “{}” cannot be used", alias.value),
        );
        let help = Say::new("ghi như “thu-muc/ten-trang”, không có “..”", "write it like “folder/page”, without “..”");
        entry.file().finding(Code::BadAlias, alias.span, say).help(help)
    }));
    let written = matter.updates.iter().map(|update| update.date).chain(matter.reviewed).max();
    let updated = source.dates.get(&entry.path).copied().or(written);
    let Places { own: place, replications } = places;
    let (variants, related) = (Vec::new(), Vec::new());
    Model {
        entry,
        place,
        replications,
        based_on: None,
        variants,
        reach: Reach::default(),
        related,
        targets,
        cover,
        updated,
    }
}

fn page(entry: PageEntry, targets: Vec<Target>, source: &Source) -> Page {
    let updated = source.dates.get(&entry.path).copied().or(entry.matter.updated);
    Page { entry, targets, updated }
}

fn facts<'m>(models: &'m [Model], site: &Site) -> Vec<Facts<'m>> {
    let fields: HashMap<&str, usize> =
        site.fields.iter().enumerate().map(|(at, field)| (field.id.as_str(), at)).collect();
    let mut localities: BTreeMap<String, u32> = BTreeMap::new();
    let fact = |model: &'m Model| {
        let next = localities.len() as u32;
        let place = model.place.now.first().map_or_else(|| model.place.written.clone(), |unit| format!("{unit:?}"));
        Facts {
            profile: &model.entry.profile,
            tags: &model.entry.matter.tags,
            field: fields.get(model.entry.matter.field.as_str()).copied().unwrap_or(fields.len()),
            locality: *localities.entry(place).or_insert(next),
        }
    };
    models.iter().map(fact).collect()
}

/// By year, then title, then slug; models without any year come last.
fn latest_first(models: &[Model]) -> Vec<ModelId> {
    let key = |(id, model): (usize, &Model)| {
        (std::cmp::Reverse(model.year()), vietnamese::sort_key(&model.entry.matter.title.value), id as ModelId)
    };
    let mut keys: Vec<_> = models.par_iter().enumerate().map(key).collect();
    keys.par_sort_unstable();
    keys.into_iter().map(|(_, _, id)| id).collect()
}

fn near_duplicates(models: &[Model]) -> Vec<Finding> {
    let profiles: Vec<&crate::entry::Profile> = models.iter().map(|model| &model.entry.profile).collect();
    let pairs = duplicates(&profiles).into_iter().filter(|&(a, b, _)| !tied(models, a, b));
    pairs.map(|(a, b, likeness)| near_duplicate(&models[b as usize], &models[a as usize], likeness)).collect()
}

/// Whether the editors have said already that one is a copy of the other, or both of a third.
fn tied(models: &[Model], a: ModelId, b: ModelId) -> bool {
    let (first, second) = (&models[a as usize], &models[b as usize]);
    let names = |original: &Model, copy: &Model| {
        original.replications.iter().any(|place| place.unit.is_some() && place.unit == copy.place.unit)
    };
    first.based_on == Some(b)
        || second.based_on == Some(a)
        || (first.based_on.is_some() && first.based_on == second.based_on)
        || names(first, second)
        || names(second, first)
}

fn near_duplicate(model: &Model, other: &Model, likeness: Likeness) -> Finding {
    let title = &other.entry.matter.title.value;
    let place = &other.place.written;
    let message = match likeness {
        Likeness::SameTitle => Say::new(
            format!("Trùng tên với mô hình “{title}” ({place})"),
            format!("Has the same title as “{title}” ({place})"),
        ),
        Likeness::NearTitle => Say::new(
            format!("Tên gần trùng với mô hình “{title}” ({place})"),
            format!("Has nearly the same title as “{title}” ({place})"),
        ),
        Likeness::SameText => Say::new(
            format!("Nội dung gần trùng với mô hình “{title}” ({place})"),
            format!("Has nearly the same text as “{title}” ({place})"),
        ),
    };
    let slug = &other.entry.slug;
    let help = Say::new(
        format!("nếu học từ mô hình kia, ghi based_on: {slug}; nếu là một mô hình viết hai lần, bỏ một tệp"),
        format!("if it is a copy, write based_on: {slug}; if one model was written twice, remove one file"),
    );
    let finding = model.entry.file().finding(Code::NearDuplicate, model.entry.matter.title.span, message).help(help);
    let there = other.entry.file().place(other.entry.matter.title.span);
    finding.related(&other.entry.path, Some(there), Say::new("mô hình kia", "the other model"))
}

fn not_reviewed(model: &Model, today: Date) -> Option<Finding> {
    let awarded = model.awarded().filter(|_| model.awaits_review(today))?;
    let message = Say::new(
        format!("Mô hình được khen thưởng năm {awarded} nhưng đã hơn hai năm chưa ai rà soát lại"),
        format!("Awarded in {awarded}, but nobody has reviewed it for two years"),
    );
    let help = Say::new(
        "hỏi lại cơ sở xem mô hình còn duy trì không, rồi ghi ngày vào reviewed",
        "ask whether it still runs, then write the date under reviewed",
    );
    Some(model.entry.file().finding(Code::NotReviewed, model.matter().title.span, message).help(help))
}

fn published_files(models: &[Model], pages: &[Page], source: &Source) -> BTreeMap<SitePath, PublishedFile> {
    let of_models = models.iter().flat_map(|model| model.targets.iter());
    let linked = of_models.chain(pages.iter().flat_map(|page| page.targets.iter())).filter_map(|target| match target {
        Target::File(path) => Some(path),
        _ => None,
    });
    let wanted: BTreeSet<&SitePath> = linked.chain(models.iter().filter_map(|model| model.cover.as_ref())).collect();
    let published = |path: &SitePath| {
        let file = source.get(path)?;
        let name = format!("{}.{}", vietnamese::slug(path.stem()), path.extension());
        let address = route::hashed_as(&name, file.hash());
        Some((path.clone(), PublishedFile { address, size: file.picture().and_then(|picture| picture.size) }))
    };
    wanted.into_iter().filter_map(published).collect()
}
