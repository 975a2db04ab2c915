//! What only the whole list of outputs can tell: two outputs with one URL path, links and menu entries to no page.

use std::borrow::Cow;
use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Output;
use super::files::share_card;
use crate::catalog::{Catalog, LinkTarget};
use crate::entry::Entry;
use crate::finding::{Code, Finding};
use crate::route::DataFile;
use crate::schema::{MenuEntry, MenuTarget};
use crate::text::{Message, SitePath, Spanned};
use crate::vietnamese::Guesses;

/// Everything wrong between the outputs of a site. `parts` gives those of the open data, if they are not among `outputs`; it
/// is asked only if a link leads near to them.
pub(crate) fn check(catalog: &Catalog, outputs: &[Output], parts: impl FnOnce() -> Vec<Output>) -> Vec<Finding> {
    let mut findings = collisions(catalog, outputs);
    let parts = if has_link_to_data(catalog) { parts() } else { Vec::new() };
    let url_paths: FxHashSet<&str> = outputs.iter().chain(&parts).map(|output| output.url_path.as_str()).collect();
    let mut guesses = Guesses::default();
    for model in &catalog.models {
        broken_links(&model.entry, &model.targets, &url_paths, &mut guesses, &mut findings);
    }
    for page in &catalog.pages {
        broken_links(&page.entry, &page.targets, &url_paths, &mut guesses, &mut findings);
    }
    findings.extend(broken_menu(catalog, &mut guesses));
    findings.extend(share_card::check(catalog));
    findings
}

/// Whether any article links to where the open data are.
fn has_link_to_data(catalog: &Catalog) -> bool {
    let targets =
        catalog.models.iter().map(|model| &model.targets).chain(catalog.pages.iter().map(|page| &page.targets));
    targets.flatten().any(|target| matches!(target, LinkTarget::Page(url_path) if DataFile::is_near(url_path)))
}

/// URL paths are compared without case, because many hosts and disks ignore it.
fn collisions(catalog: &Catalog, outputs: &[Output]) -> Vec<Finding> {
    let mut first: FxHashMap<Cow<'_, str>, &Output> = FxHashMap::with_capacity_and_hasher(outputs.len(), FxBuildHasher);
    let mut claimed: BTreeMap<&str, Vec<&Output>> = BTreeMap::new();
    for output in outputs {
        match first.entry(lower_case(&output.url_path)) {
            Slot::Vacant(free) => _ = free.insert(output),
            Slot::Occupied(taken) => {
                let by = *taken.get();
                claimed.entry(&by.url_path).or_insert_with(|| vec![by]).push(output);
            }
        }
    }
    let reported = claimed.into_values().filter_map(|mut outputs| {
        outputs.sort_by_key(|output| output.sort_key());
        collision(catalog, &outputs)
    });
    reported.collect()
}

/// `url_path` in lower case; nearly all are already.
fn lower_case(url_path: &str) -> Cow<'_, str> {
    let is_lower = url_path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { url_path.into() } else { url_path.to_lowercase().into() }
}

fn collision(catalog: &Catalog, outputs: &[&Output]) -> Option<Finding> {
    let url_path = &outputs[0].url_path;
    if outputs.iter().all(|output| output.kind.is_entry()) {
        return None; // the catalog reports two files with one slug
    }
    let site_file = &catalog.site_source.0;
    let source = |output: &&Output| output.kind.source(catalog).unwrap_or_else(|| site_file.clone());
    let files: Vec<SitePath> = outputs.iter().map(source).collect();
    // Reported where it is mended: in the file with the alias, not in the file whose page has the path by its slug.
    let is_own = |index: &usize| files[*index] != *site_file;
    let is_alias = |index: &usize| is_own(index) && !outputs[*index].kind.is_entry();
    let own = (0..files.len()).find(is_alias).or_else(|| (0..files.len()).find(is_own)).unwrap_or(0);
    let message = Message::new(
        format!("Địa chỉ “/{url_path}” đã là của một trang khác."),
        format!("The address “/{url_path}” is that of another page."),
    );
    let help =
        Message::new("Đổi tên tệp, hoặc bỏ địa chỉ này trong aliases.", "Rename the file, or remove this alias.");
    let finding = Finding::new(Code::AddressTaken, &files[own], message).help(help);
    let others = files.iter().enumerate().filter(|&(index, file)| index != own && *file != files[own]);
    let related = |finding: Finding, (_, file): (usize, &SitePath)| {
        finding.related(file, None, Message::new("Trang kia", "The other page"))
    };
    Some(others.fold(finding, related))
}

/// Links written as URL paths of the site (`/linh-vuc/kinh-te.html`) that no output has.
fn broken_links<M>(
    entry: &Entry<M>,
    targets: &[LinkTarget],
    url_paths: &FxHashSet<&str>,
    guesses: &mut Guesses,
    findings: &mut Vec<Finding>,
) {
    for (reference, target) in entry.article.references.iter().zip(targets) {
        let LinkTarget::Page(url_path) = target else { continue };
        let page = url_path.split('#').next().unwrap_or("");
        if page.is_empty() || url_paths.contains(page) {
            continue;
        }
        let message = Message::new(
            format!("Liên kết tới “/{page}” không dẫn tới trang nào."),
            format!("The link to “/{page}” leads to no page."),
        );
        let finding = entry.file().finding(Code::BrokenLink, reference.span, message);
        let pages = || url_paths.iter().copied().filter(|path| path.ends_with(".html"));
        findings.push(match guesses.nearest(page, pages) {
            Some(near) => {
                finding.help(Message::new(format!("Có phải là “/{near}”?"), format!("Did you mean “/{near}”?")))
            }
            None => finding,
        });
    }
}

fn broken_menu(catalog: &Catalog, guesses: &mut Guesses) -> Vec<Finding> {
    let slugs: BTreeSet<&str> = catalog.pages.iter().map(|page| page.entry.slug.as_str()).collect();
    let entries = catalog.site.menu.iter().filter_map(|entry| match &entry.target {
        MenuTarget::Page(slug) if !slugs.contains(slug.value.as_str()) => Some((entry, slug)),
        _ => None,
    });
    let mut finding = |(entry, slug): (&MenuEntry, &Spanned<String>)| {
        let message = Message::new(
            format!("Mục “{}” của trình đơn dẫn tới trang “{}”, mà trang này chưa có.", entry.label, slug.value),
            format!("The menu entry “{}” leads to the page “{}”, which does not exist.", entry.label, slug.value),
        );
        let finding = catalog.site_file().finding(Code::BrokenMenu, slug.span, message);
        match guesses.nearest(&slug.value, || slugs.iter().copied()) {
            Some(near) => {
                finding.help(Message::new(format!("Có phải là “{near}”?"), format!("Did you mean “{near}”?")))
            }
            None => finding.help(Message::new(
                format!("Viết trang content/trang/{}.md, hoặc bỏ mục này.", slug.value),
                format!("Write content/trang/{}.md, or remove the entry.", slug.value),
            )),
        }
    };
    entries.map(&mut finding).collect()
}
