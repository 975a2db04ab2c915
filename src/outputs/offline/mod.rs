//! Reading without a line: the web app manifest, the service worker, and a list of files for each field and place that can be
//! taken along, with one more for what goes with each of them: the search, the page of places and the list of them.
//!
//! Worker and lists carry the SHA-256 of what they name, so they are late outputs: a browser takes up files of one build
//! only, or none. On `file://`, where there is no service worker, nothing of this is ever asked for. With `offline: false` in
//! `site.yaml` only a worker is published that removes what an earlier build has kept.

use std::fmt::Write;

use base64::Engine as _;
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use super::pages::compare;
use super::{Described, Known, LateOutput, Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{Catalog, LinkTarget, Listing, ModelId, PublishedFile};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route::{self, ListingKind};
use crate::theme::plain_lines;

/// A place with fewer models has no list: its page and theirs are kept when they are read, and hosts limit the number of files.
const MIN_MODELS: usize = 10;

/// Most bytes of the search, and of what compares models, that go with what is taken along; a weak line carries this in two minutes
/// and a half. On a larger site comparing needs its line, on a still larger one the search too.
const LARGEST_ALONG: usize = 3_000_000;

/// `manifest.json`: what a phone shows of the site among its programs.
#[derive(Debug)]
struct WebManifest;

/// The service worker, with the list of what it keeps from the beginning.
#[derive(Debug)]
struct Worker {
    shell: Vec<String>,
}

/// The worker of a site that is not to be read offline.
#[derive(Debug)]
struct NoWorker;

/// The files of one field or place, or of what goes with all of them.
#[derive(Debug)]
struct Topic {
    /// URL path of its first page.
    page: String,
    title: String,
    /// Its pages, those of the listing first, then the narrowest width of each picture on the pages of its models.
    files: Vec<String>,
    /// How many of the files, from the first, are listed with their SHA-256.
    pages: usize,
}

pub(super) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    if !context.catalog.site.offline {
        return vec![Output::new(route::WORKER, NoWorker)];
    }
    let manifest = Output::new(route::MANIFEST, WebManifest);
    let worker = Output::new(route::WORKER, Worker { shell: shell(context) });
    let topics = context.catalog.listings.iter().filter(|listing| has_topic(listing)).map(|listing| {
        let topic = topic(context, listing);
        Output::new(route::topic(&topic.page), topic)
    });
    let without_search = context.search.is_none().then(|| companion(context, &[]));
    [manifest, worker].into_iter().chain(topics).chain(without_search).collect()
}

/// The list of what goes with everything that is taken along: the list of places, the page on which readers choose from it,
/// to which the search leads them, the search itself, whose data are `index`, and the page that compares models with its data.
pub(super) fn companion(context: &PlanContext<'_>, index: &[Output]) -> Output {
    let bytes: usize = index.iter().filter_map(Output::bytes).map(<[u8]>::len).sum();
    let has_search = !index.is_empty() && bytes <= LARGEST_ALONG;
    let (compare, bytes_of_compare) = compare::files(context.catalog);
    let has_compare = has_search && bytes + bytes_of_compare <= LARGEST_ALONG;
    let (page, title) = match (has_search, has_compare) {
        (_, true) => (route::SEARCH, "offline.search_compare"),
        (true, false) => (route::SEARCH, "offline.search"),
        (false, false) => (route::HOME, "offline.places"),
    };
    let mut files: Vec<String> =
        vec![page.to_owned(), route::PLACES.to_owned(), route::PLACES_BEFORE.to_owned(), ListingKind::Place.overview()];
    if has_search {
        files.push(format!("{}/start.js", route::ASSETS));
        files.extend(index.iter().map(|file| file.url_path.clone()));
    }
    files.extend(compare.into_iter().filter(|_| has_compare));
    let (title, pages) = (context.theme.word(title).to_owned(), files.len());
    Output::new(route::COMPANION, Topic { page: page.to_owned(), title, files, pages })
}

/// Whether what a listing lists can be taken along.
pub(super) fn has_topic(listing: &Listing) -> bool {
    match listing.by {
        ListingKind::Field => !listing.models.is_empty(),
        ListingKind::Place => listing.models.len() >= MIN_MODELS,
        _ => false,
    }
}

/// What stands for the whole site without a line.
fn shell(context: &PlanContext<'_>) -> Vec<String> {
    let start = context.search.map(|_| format!("{}/start.js", route::ASSETS));
    let icon = format!("{}/icon.svg", route::ASSETS);
    let files = [route::HOME, route::SEARCH, route::OFFLINE, route::MANIFEST].map(str::to_owned).into_iter();
    files.chain(start).chain([icon]).collect()
}

fn topic(context: &PlanContext<'_>, listing: &Listing) -> Topic {
    let catalog = context.catalog;
    let pages = (1..=super::pages_of(listing)).map(|number| route::listing(listing.by, &listing.slug, number));
    let models = listing.models.iter().map(|&id| route::model(&catalog.model(id).entry.slug));
    let title = listing.unit.map_or_else(|| listing.label.clone(), |unit| catalog.gazetteer.full_name(unit));
    let mut files: Vec<String> = pages.chain(models).collect();
    let pages = files.len();
    let pictures = listing.models.iter().flat_map(|&id| pictures(catalog, id));
    let narrowest = pictures.map(|picture| picture.smaller.last().unwrap_or(&picture.url_path));
    let mut listed = FxHashSet::default();
    files.extend(narrowest.filter(|&url_path| listed.insert(url_path)).cloned());
    Topic { page: route::listing(listing.by, &listing.slug, 1), title, files, pages }
}

/// The pictures on a model's page: its cover, and those in its text.
fn pictures(catalog: &Catalog, id: ModelId) -> impl Iterator<Item = &PublishedFile> {
    let model = catalog.model(id);
    let in_text = model.targets.iter().filter_map(|target| match target {
        LinkTarget::File(path) => Some(path),
        LinkTarget::Page(_) | LinkTarget::Nowhere => None,
    });
    let files = model.cover.iter().chain(in_text).filter_map(|path| catalog.files.get(path));
    files.filter(|file| file.media.as_picture().is_some())
}

/// Address, length and SHA-256 of each of these files that is known: `["index.html",20017,"47DEQp…"]`.
fn listed<'f>(files: &'f [String], described: &'f Described<'_>) -> impl Iterator<Item = (u64, Value)> + 'f {
    files.iter().filter_map(|file| {
        let Known { fingerprint, sha256 } = described.get(file.as_str())?;
        let sha256 = base64::engine::general_purpose::STANDARD.encode(sha256.as_ref()?);
        Some((fingerprint.len, json!([file, fingerprint.len, sha256])))
    })
}

/// A short name for exactly these files.
fn id_of(files: &str) -> String {
    blake3::hash(files.as_bytes()).to_hex()[..12].to_owned()
}

impl LateOutput for Worker {
    fn describes(&self) -> &[String] {
        &self.shell
    }

    fn render(&self, _: &Renderer<'_>, described: &Described<'_>) -> Vec<u8> {
        let shell = Value::from(listed(&self.shell, described).map(|(_, file)| file).collect::<Vec<_>>()).to_string();
        let mut worker = format!("const BUILD=\"{}\",SHELL={shell},", id_of(&shell));
        // Writing to a string cannot fail.
        let addresses = [("OFFLINE", route::OFFLINE), ("HOME", route::HOME), ("MANIFEST", route::MANIFEST)];
        let addresses: Vec<String> = addresses.iter().map(|(name, path)| format!("{name}=\"{path}\"")).collect();
        let _ = writeln!(worker, "{};", addresses.join(","));
        worker.push_str(&plain_lines(include_str!("worker.js")));
        worker.into_bytes()
    }
}

impl Topic {
    /// Address and length of each picture: `["assets/h/hop-480.a1.jpg",32117]`. No hash: the names of pictures have one, the same
    /// for all widths, by which the worker finds this one wherever a page asks for another.
    fn pictures<'f>(&'f self, described: &'f Described<'_>) -> impl Iterator<Item = (u64, Value)> + 'f {
        self.files[self.pages..].iter().filter_map(|file| {
            let length = described.get(file.as_str())?.fingerprint.len;
            Some((length, json!([file, length])))
        })
    }
}

impl LateOutput for Topic {
    fn describes(&self) -> &[String] {
        &self.files
    }

    fn hashes(&self) -> &[String] {
        &self.files[..self.pages]
    }

    fn render(&self, _: &Renderer<'_>, described: &Described<'_>) -> Vec<u8> {
        let (mut lengths, files): (Vec<u64>, Vec<Value>) = listed(self.hashes(), described).unzip();
        let (of_pictures, pictures): (Vec<u64>, Vec<Value>) = self.pictures(described).unzip();
        lengths.extend(of_pictures);
        let mut lists = format!("\"files\":{}", Value::from(files));
        if !pictures.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(lists, ",\"pictures\":{}", Value::from(pictures));
        }
        let head = json!({"page": self.page, "title": self.title, "bytes": lengths.iter().sum::<u64>()}).to_string();
        let head = head.trim_end_matches('}');
        format!("{head},\"id\":\"{}\",{lists}}}\n", id_of(&lists)).into_bytes()
    }
}

impl OutputKind for WebManifest {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let site = &renderer.catalog.site;
        let icon = |size: u16, purpose: &str| {
            let src = format!("{}/icon-{size}.png", route::ASSETS);
            json!({"src": src, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose})
        };
        let mut icons = vec![json!({
            "src": format!("{}/icon.svg", route::ASSETS), "sizes": "any", "type": "image/svg+xml"
        })];
        for size in [192, 512] {
            icons.extend(["any", "maskable"].map(|purpose| icon(size, purpose)));
        }
        let [red, green, blue] = renderer.theme.colour();
        let manifest = json!({
            "name": site.title, "short_name": site.title, "description": site.description, "lang": site.language,
            "id": "./", "start_url": "./index.html", "scope": "./", "display": "minimal-ui",
            "background_color": "#fffdf8", "theme_color": format!("#{red:02x}{green:02x}{blue:02x}"), "icons": icons,
        });
        Ok(format!("{manifest:#}\n").into_bytes().into())
    }
}

impl OutputKind for Worker {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(LateOutput::render(self, renderer, &Described::default()).into())
    }

    fn late(&self) -> Option<&dyn LateOutput> {
        Some(self)
    }
}

impl OutputKind for NoWorker {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(plain_lines(include_str!("no-worker.js")).into_bytes().into())
    }
}

impl OutputKind for Topic {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(LateOutput::render(self, renderer, &Described::default()).into())
    }

    fn late(&self) -> Option<&dyn LateOutput> {
        Some(self)
    }
}
