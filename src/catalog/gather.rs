//! Prepared files → catalog: everything that needs all files.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::links::{Broken, LinkResolver, LinkTarget};
use super::prepared::{Prepared, PreparedModel};
use super::related::{RelatedCache, RelatedIndex};
use super::{Catalog, Model, ModelId, Page, PublishedFile, Reach, listings, originals, spread};
use crate::entry::Entry;
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::locality::{self, Gazetteer, UnitId};
use crate::media::{MediaFile, MediaOutput};
use crate::route;
use crate::schema::{ModelFrontMatter, PageFrontMatter, SiteConfig};
use crate::source::Source;
use crate::text::{Message, PartialDate, SitePath};
use crate::vietnamese::{self, Guesses};

/// What the catalog is made from beside the prepared files.
pub(crate) struct Surroundings {
    /// Settings and lists.
    pub site: Arc<SiteConfig>,
    /// The path and the text of `content/site.yaml`.
    pub site_source: (SitePath, Arc<str>),
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
}

type PageEntry = Arc<Entry<PageFrontMatter>>;

/// Resolves the files against each other: slugs, links, originals and copies, listings. The result does not depend on the
/// order of `entries`. `cache` makes [`Catalog::related`] quicker when few files have changed; it never changes an answer.
pub(crate) fn gather(
    entries: Vec<Prepared>,
    around: Surroundings,
    source: &Source,
    cache: &mut RelatedCache,
) -> Checked<Catalog> {
    let mut findings = Vec::new();
    let (prepared, page_entries) = models_and_pages(entries, &mut findings);
    let list = || {
        let order = latest_first(&prepared);
        let listings = listings::listings(&prepared, &order, &around.site, &around.gazetteer);
        (order, listings, RelatedIndex::new(&prepared, cache))
    };
    let connect = || {
        let (model_targets, page_targets) = link_targets(&prepared, &page_entries, source, &mut findings);
        let models = prepared.iter().zip(model_targets);
        let mut models: Vec<Model> =
            models.map(|(prepared, targets)| model(prepared, targets, source, &mut findings)).collect();
        originals::connect(&mut models, &mut findings);
        let spread = spread::spread(&mut models, &around.gazetteer, &mut findings);
        (models, spread, page_targets)
    };
    let ((order, listings, related), (models, spread, page_targets)) = rayon::join(list, connect);
    let home = home(&around, &mut findings);
    let empty = listings::places_without_models(home, around.site.place_pages, &spread, &models, &around.gazetteer);
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
        related,
    };
    Checked { value, findings }
}

/// The present province of the site's `home`. An unknown or ambiguous name is a finding.
fn home(around: &Surroundings, findings: &mut Vec<Finding>) -> Option<UnitId> {
    let written = around.site.home.as_ref()?;
    let resolution = around.gazetteer.resolve(&written.value);
    let file = FileContext::new(&around.site_source.0, &around.site_source.1);
    findings.extend(locality::problem(&around.gazetteer, written, &resolution, &file));
    Some(around.gazetteer.province_of(*around.gazetteer.present(resolution.found()?).first()?))
}

/// Models and pages, each sorted by slug. Of several files with one slug only the first is kept; the others are findings.
fn models_and_pages(entries: Vec<Prepared>, findings: &mut Vec<Finding>) -> (Vec<Arc<PreparedModel>>, Vec<PageEntry>) {
    let (mut models, mut pages) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Prepared::Model(model) => models.push(model),
            Prepared::Page(entry) => pages.push(entry),
        }
    }
    let models = unique_slugs(models, |model| &*model.entry, findings);
    (models, unique_slugs(pages, |entry| entry, findings))
}

fn unique_slugs<T, M>(files: Vec<Arc<T>>, entry: fn(&T) -> &Entry<M>, findings: &mut Vec<Finding>) -> Vec<Arc<T>> {
    let mut sorted: Vec<(&str, &SitePath, &Arc<T>)> =
        files.iter().map(|file| (&*entry(file).slug, &entry(file).path, file)).collect();
    sorted.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let mut kept: Vec<Arc<T>> = Vec::with_capacity(sorted.len());
    for (_, _, next) in sorted {
        let own = entry(next);
        match kept.last().map(|last| entry(last)).filter(|last| last.slug == own.slug) {
            Some(first) => {
                let message = Message::new(
                    format!("Hai tệp cùng cho ra một địa chỉ “{}”.", own.slug),
                    format!("Two files make the same address “{}”.", own.slug),
                );
                let help = Message::new("Đổi tên một trong hai tệp.", "Rename one of the two files.");
                let other = Message::new("Tệp kia", "The other file");
                findings.push(Finding::new(Code::SameSlug, &own.path, message).help(help).related(
                    &first.path,
                    None,
                    other,
                ));
            }
            None => kept.push(next.clone()),
        }
    }
    kept
}

/// The targets of the links and pictures of each model and each page.
fn link_targets<'e>(
    models: &'e [Arc<PreparedModel>],
    pages: &'e [PageEntry],
    source: &'e Source,
    findings: &mut Vec<Finding>,
) -> (Vec<Vec<LinkTarget>>, Vec<Vec<LinkTarget>>) {
    let mut links = LinkResolver::new(source, models.len() + pages.len());
    models.iter().for_each(|model| links.add(&model.entry, route::model));
    pages.iter().for_each(|entry| links.add(entry, route::page));
    let resolve = |model: &'e Arc<PreparedModel>| {
        let mut broken = Vec::new();
        (links.resolve_all(&model.entry, &mut broken), broken)
    };
    let (of_models, broken): (Vec<_>, Vec<_>) = models.par_iter().with_min_len(256).map(resolve).unzip();
    let mut broken: Vec<Broken<'_>> = broken.into_iter().flatten().collect();
    let of_pages = pages.iter().map(|entry| links.resolve_all(entry, &mut broken)).collect();
    let mut guesses = Guesses::default();
    findings.extend(links.report(&broken, &mut guesses));
    models.iter().for_each(|model| links.check_cover(&model.entry, &mut guesses, findings));
    let mut asked: FxHashSet<SitePath> = broken.iter().flat_map(Broken::asked).cloned().collect();
    asked.extend(models.iter().filter_map(|model| cover(&model.entry)));
    let unasked = source.refused_beside_texts().filter(|(path, _)| !asked.contains(*path));
    findings.extend(unasked.map(|(_, why)| unused(why)));
    (of_models, of_pages)
}

/// The path of the cover picture, as it is written.
fn cover(entry: &Entry<ModelFrontMatter>) -> Option<SitePath> {
    entry.front_matter.cover.as_ref().map(|cover| entry.path.resolve(&cover.value))
}

/// What is said of a file that cannot be used and that no text asks for. What is inside of it does no harm then.
fn unused(why: &Finding) -> Finding {
    let is_harmless = matches!(why.code, Code::BadPicture | Code::EmptyFile);
    Finding { code: if is_harmless { Code::UnknownFile } else { why.code }, ..why.clone() }
}

fn model(prepared: &PreparedModel, targets: Vec<LinkTarget>, source: &Source, findings: &mut Vec<Finding>) -> Model {
    let (entry, front_matter) = (prepared.entry.clone(), &prepared.entry.front_matter);
    let cover = cover(&entry).filter(|path| source.get(path).is_some_and(|file| file.picture().is_some()));
    findings.extend(front_matter.aliases.iter().filter(|alias| route::alias(&alias.value).is_none()).map(|alias| {
        let say = Message::new(
            format!("Địa chỉ cũ “{}” không dùng được.", alias.value),
            format!("The old address “{}” cannot be used.", alias.value),
        );
        let help =
            Message::new("Ghi như “thu-muc/ten-trang”, không có “..”.", "Write it like “folder/page”, without “..”.");
        entry.file().finding(Code::BadAlias, alias.span, say).help(help)
    }));
    let written = front_matter.updates.iter().map(|update| update.date).chain(front_matter.reviewed);
    let written = written.filter_map(PartialDate::day).max();
    let edited = source.dates.get(&entry.path).copied();
    Model {
        place: prepared.place.clone(),
        replications: prepared.replications.clone(),
        based_on: None,
        variants: Vec::new(),
        reach: Reach::default(),
        told: prepared.told,
        targets,
        cover,
        edited,
        updated: edited.or(written),
        entry,
    }
}

fn page(entry: PageEntry, targets: Vec<LinkTarget>, source: &Source) -> Page {
    let updated = source.dates.get(&entry.path).copied().or(entry.front_matter.updated.and_then(PartialDate::day));
    Page { entry, targets, updated }
}

/// By year, then title, then slug; models without any year come last.
fn latest_first(models: &[Arc<PreparedModel>]) -> Vec<ModelId> {
    let numbered = models.iter().zip(0..);
    let mut keys: Vec<(_, &[u8], ModelId)> =
        numbered.map(|(model, id)| (Reverse(model.year), &*model.title_key, id)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, _, id)| id).collect()
}

/// The files that texts and covers ask for. Copies of one file in several folders, or under several names, are published once,
/// under the name of the first.
fn published_files(models: &[Model], pages: &[Page], source: &Source) -> BTreeMap<SitePath, PublishedFile> {
    let of_models = models.iter().flat_map(|model| model.targets.iter());
    let linked = of_models.chain(pages.iter().flat_map(|page| page.targets.iter())).filter_map(|target| match target {
        LinkTarget::File(path) => Some(path),
        _ => None,
    });
    let wanted: BTreeSet<&SitePath> = linked.chain(models.iter().filter_map(|model| model.cover.as_ref())).collect();
    let mut by_content: FxHashMap<blake3::Hash, PublishedFile> = FxHashMap::default();
    let published = |path: &SitePath| {
        let media = source.get(path)?.media()?;
        let file = by_content.entry(media.name_hash()).or_insert_with(|| published_file(path, media));
        Some((path.clone(), file.clone()))
    };
    wanted.into_iter().filter_map(published).collect()
}

fn published_file(path: &SitePath, media: &MediaFile) -> PublishedFile {
    let (stem, hash) = (vietnamese::slug(path.stem()), media.name_hash());
    let named = |number: usize, output: &MediaOutput| {
        let extension = output.extension().map_or_else(|| path.extension(), str::to_owned);
        let name = match output.width() {
            Some(width) if number > 0 => format!("{stem}-{width}.{extension}"),
            _ => format!("{stem}.{extension}"),
        };
        route::hashed_as(&name, hash)
    };
    let outputs = media.outputs();
    let mut url_paths = outputs.iter().enumerate().map(|(number, output)| named(number, output));
    PublishedFile { url_path: url_paths.next().unwrap_or_default(), smaller: url_paths.collect(), media: media.clone() }
}
