//! Entries → catalog: everything that can only be said when all files have been read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::duplicates::{Likeness, duplicates};
use super::links::{Destinations, Target};
use super::prepared::{Prepared, PreparedModel};
use super::related::{RelatedIndex, TermStats};
use super::{Catalog, Model, ModelId, Page, PublishedFile, Reach, listings, originals, spread};
use crate::entry::Entry;
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::locality::{self, Gazetteer, Resolution, UnitId};
use crate::route;
use crate::schema::{PageFrontMatter, Site};
use crate::source::Source;
use crate::text::{Date, Message, SitePath};
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

type PageEntry = Arc<Entry<PageFrontMatter>>;

/// Resolves everything against everything. The result does not depend on the order of `entries`.
///
/// `census` is what the last set left; it makes the next one quicker, and changes nothing.
pub fn gather(
    entries: Vec<Prepared>,
    around: Surroundings,
    source: &Source,
    census: &mut TermStats,
) -> Checked<Catalog> {
    let mut findings = Vec::new();
    let (prepared, page_entries) = sort_out(entries, &mut findings);
    let arrange = || {
        let order = latest_first(&prepared);
        let listings = listings::listings(&prepared, &order, &around.site, &around.gazetteer);
        (order, listings, RelatedIndex::count(&prepared, census))
    };
    let connect = || {
        let (model_targets, page_targets) = targets(&prepared, &page_entries, source, &mut findings);
        let models = prepared.iter().zip(model_targets);
        let mut models: Vec<Model> =
            models.map(|(prepared, targets)| model(prepared, targets, source, &mut findings)).collect();
        originals::tie(&mut models, &mut findings);
        let spread = spread::spread(&mut models, &around.gazetteer, &mut findings);
        (models, spread, page_targets)
    };
    let ((order, listings, neighbours), (models, spread, page_targets)) = rayon::join(arrange, connect);
    let home = home(&around, &mut findings);
    let empty = listings::places_without_models(home, &spread, &models, &around.gazetteer);
    let listings = listings::with_places(listings, empty, &around.gazetteer);
    let mut pages: Vec<Page> =
        page_entries.into_iter().zip(page_targets).map(|(entry, targets)| page(entry, targets, source)).collect();
    pages.sort_by_cached_key(|page| {
        let front_matter = &page.entry.front_matter;
        (
            front_matter.order.unwrap_or(u16::MAX),
            vietnamese::sort_key(&front_matter.title.value),
            page.entry.slug.clone(),
        )
    });
    let files = published_files(&models, &pages, source);
    let Surroundings { site, site_source, gazetteer } = around;
    let value = Catalog {
        site,
        site_source,
        gazetteer,
        as_of: source.as_of(),
        home,
        models,
        pages,
        order,
        spread,
        listings,
        files,
        neighbours,
    };
    Checked { value, findings }
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

/// What is worth knowing of the whole set and stands on no page: models that are nearly the same, and models that nobody
/// has looked at for long.
pub fn examine(catalog: &Catalog) -> Vec<Finding> {
    let mut findings = near_duplicates(&catalog.models);
    findings.extend(catalog.models.iter().filter_map(|model| not_reviewed(model, catalog.as_of)));
    findings
}

/// Models and pages by slug; of two files with one slug only the first goes on, and both are told.
fn sort_out(entries: Vec<Prepared>, findings: &mut Vec<Finding>) -> (Vec<Arc<PreparedModel>>, Vec<PageEntry>) {
    let (mut models, mut pages) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Prepared::Model(model) => models.push(model),
            Prepared::Page(entry) => pages.push(entry),
        }
    }
    let models = one_for_each_slug(models, |model| &*model.entry, findings);
    (models, one_for_each_slug(pages, |entry| entry, findings))
}

fn one_for_each_slug<T, M>(files: Vec<Arc<T>>, entry: fn(&T) -> &Entry<M>, findings: &mut Vec<Finding>) -> Vec<Arc<T>> {
    let mut sorted: Vec<(u128, Arc<T>)> =
        files.into_iter().map(|file| (start_of(entry(&file).slug.as_bytes()), file)).collect();
    sorted.sort_unstable_by(|(start_a, a), (start_b, b)| {
        let (a, b) = (entry(a), entry(b));
        start_a.cmp(start_b).then_with(|| (&a.slug, &a.path).cmp(&(&b.slug, &b.path)))
    });
    let mut kept: Vec<Arc<T>> = Vec::with_capacity(sorted.len());
    for (_, next) in sorted {
        let own = entry(&next);
        match kept.last().map(|last| entry(last)).filter(|last| last.slug == own.slug) {
            Some(first) => {
                let message = Message::new(
                    format!("Hai tệp cùng cho ra một địa chỉ “{}”", own.slug),
                    format!("Two files make the same address “{}”", own.slug),
                );
                let help = Message::new("đổi tên một trong hai tệp", "rename one of the two files");
                let other = Message::new("tệp kia", "the other file");
                findings.push(Finding::new(Code::SameSlug, &own.path, message).help(help).related(
                    &first.path,
                    None,
                    other,
                ));
            }
            None => kept.push(next),
        }
    }
    kept
}

/// The first bytes, which sort as the whole does. Most are told apart by them, without going to where the whole is.
fn start_of(text: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text[..length]);
    u128::from_be_bytes(bytes)
}

fn targets(
    models: &[Arc<PreparedModel>],
    pages: &[PageEntry],
    source: &Source,
    findings: &mut Vec<Finding>,
) -> (Vec<Vec<Target>>, Vec<Vec<Target>>) {
    let mut destinations = Destinations::new(source, models.len() + pages.len());
    models.iter().for_each(|model| destinations.add(&model.entry, route::model));
    pages.iter().for_each(|entry| destinations.add(entry, route::page));
    // Links of many models are followed side by side.
    let follow = |model: &Arc<PreparedModel>| {
        let mut wrong = Vec::new();
        (destinations.resolve(&model.entry, &mut wrong), wrong)
    };
    let (of_models, wrong): (Vec<_>, Vec<_>) = models.par_iter().with_min_len(256).map(follow).unzip();
    findings.extend(wrong.into_iter().flatten());
    let of_pages = pages.iter().map(|entry| destinations.resolve(entry, findings)).collect();
    models.iter().for_each(|model| destinations.check_cover(&model.entry, findings));
    (of_models, of_pages)
}

fn model(prepared: &PreparedModel, targets: Vec<Target>, source: &Source, findings: &mut Vec<Finding>) -> Model {
    let (entry, front_matter) = (prepared.entry.clone(), &prepared.entry.front_matter);
    let cover = front_matter.cover.as_ref().map(|cover| entry.path.resolve(&cover.value));
    let cover = cover.filter(|path| source.get(path).is_some_and(|file| file.picture().is_some()));
    findings.extend(front_matter.aliases.iter().filter(|alias| route::alias(&alias.value).is_none()).map(|alias| {
        let say = Message::new(
            format!("Địa chỉ cũ “{}” không dùng được", alias.value),
            format!("The old address “{}” cannot be used", alias.value),
        );
        let help =
            Message::new("ghi như “thu-muc/ten-trang”, không có “..”", "write it like “folder/page”, without “..”");
        entry.file().finding(Code::BadAlias, alias.span, say).help(help)
    }));
    let written = front_matter.updates.iter().map(|update| update.date).chain(front_matter.reviewed).max();
    Model {
        place: prepared.place.clone(),
        replications: prepared.replications.clone(),
        based_on: None,
        variants: Vec::new(),
        reach: Reach::default(),
        targets,
        cover,
        updated: source.dates.get(&entry.path).copied().or(written),
        entry,
    }
}

fn page(entry: PageEntry, targets: Vec<Target>, source: &Source) -> Page {
    let updated = source.dates.get(&entry.path).copied().or(entry.front_matter.updated);
    Page { entry, targets, updated }
}

/// By year, then title, then slug; models without any year come last.
fn latest_first(models: &[Arc<PreparedModel>]) -> Vec<ModelId> {
    let key = |(model, id): (&Arc<PreparedModel>, ModelId)| (Reverse(model.year), start_of(&model.title_key), id);
    let mut keys: Vec<_> = models.iter().zip(0..).map(key).collect();
    let whole = |id: ModelId| &models[id as usize].title_key;
    keys.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| (whole(a.2), a.2).cmp(&(whole(b.2), b.2))));
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
    let title = &other.entry.front_matter.title.value;
    let place = &other.place.written;
    let message = match likeness {
        Likeness::SameTitle => Message::new(
            format!("Trùng tên với mô hình “{title}” ({place})"),
            format!("Has the same title as “{title}” ({place})"),
        ),
        Likeness::NearTitle => Message::new(
            format!("Tên gần trùng với mô hình “{title}” ({place})"),
            format!("Has nearly the same title as “{title}” ({place})"),
        ),
        Likeness::SameText => Message::new(
            format!("Nội dung gần trùng với mô hình “{title}” ({place})"),
            format!("Has nearly the same text as “{title}” ({place})"),
        ),
    };
    let slug = &other.entry.slug;
    let help = Message::new(
        format!("nếu học từ mô hình kia, ghi based_on: {slug}; nếu là một mô hình viết hai lần, bỏ một tệp"),
        format!("if it is a copy, write based_on: {slug}; if one model was written twice, remove one file"),
    );
    let finding =
        model.entry.file().finding(Code::NearDuplicate, model.entry.front_matter.title.span, message).help(help);
    let there = other.entry.file().position(other.entry.front_matter.title.span);
    finding.related(&other.entry.path, Some(there), Message::new("mô hình kia", "the other model"))
}

fn not_reviewed(model: &Model, today: Date) -> Option<Finding> {
    let awarded = model.awarded().filter(|_| model.awaits_review(today))?;
    let message = Message::new(
        format!("Mô hình được khen thưởng năm {awarded} nhưng đã hơn hai năm chưa ai rà soát lại"),
        format!("Awarded in {awarded}, but nobody has reviewed it for two years"),
    );
    let help = Message::new(
        "hỏi lại cơ sở xem mô hình còn duy trì không, rồi ghi ngày vào reviewed",
        "ask whether it still runs, then write the date under reviewed",
    );
    Some(model.entry.file().finding(Code::NotReviewed, model.front_matter().title.span, message).help(help))
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
        let address = route::hashed_as(&name, file.name_hash()?);
        Some((path.clone(), PublishedFile { address, size: file.picture().and_then(|picture| picture.size) }))
    };
    wanted.into_iter().filter_map(published).collect()
}
