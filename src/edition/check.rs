//! What only the whole list of addresses can tell: two recipes for one address, links and menu entries to no page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry as Slot;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{Output, Recipe, SitePlan};
use crate::catalog::{Catalog, LinkTarget};
use crate::entry::Entry;
use crate::finding::{Code, Finding};
use crate::route;
use crate::schema::MenuTarget;
use crate::text::{Message, SitePath};
use crate::vietnamese;

/// Everything wrong between the files of an edition.
pub fn check(catalog: &Catalog, edition: &SitePlan) -> Vec<Finding> {
    let leaves = &edition.leaves;
    let mut findings = collisions(catalog, leaves);
    let addresses: FxHashSet<&str> = leaves.iter().map(|leaf| leaf.address.as_str()).collect();
    for model in &catalog.models {
        broken_addresses(&model.entry, &model.targets, &addresses, &mut findings);
    }
    for page in &catalog.pages {
        broken_addresses(&page.entry, &page.targets, &addresses, &mut findings);
    }
    findings.extend(broken_menu(catalog));
    findings
}

/// Addresses are compared without case: many hosts and disks know no other way.
fn collisions(catalog: &Catalog, leaves: &[Output]) -> Vec<Finding> {
    let mut first: FxHashMap<Cow<'_, str>, &Output> = FxHashMap::with_capacity_and_hasher(leaves.len(), FxBuildHasher);
    let mut claimed: BTreeMap<&str, Vec<&Output>> = BTreeMap::new();
    for leaf in leaves {
        match first.entry(lower_case(&leaf.address)) {
            Slot::Vacant(free) => _ = free.insert(leaf),
            Slot::Occupied(taken) => {
                let by = *taken.get();
                claimed.entry(&by.address).or_insert_with(|| vec![by]).push(leaf);
            }
        }
    }
    let told = claimed.into_values().filter_map(|mut leaves| {
        leaves.sort_by_key(|leaf| leaf.place());
        collision(catalog, &leaves)
    });
    told.collect()
}

/// Nearly every address is in lower case already.
fn lower_case(address: &str) -> Cow<'_, str> {
    let is_lower = address.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { address.into() } else { address.to_lowercase().into() }
}

fn collision(catalog: &Catalog, leaves: &[&Output]) -> Option<Finding> {
    let address = &leaves[0].address;
    let files: Vec<SitePath> = leaves.iter().map(|leaf| file_of(catalog, leaf)).collect();
    let slug_twice = leaves.iter().all(|leaf| matches!(leaf.recipe, Recipe::Model(_) | Recipe::Page(_)));
    if slug_twice {
        return None; // told by the catalog, as two files with one slug
    }
    let own = files.iter().position(|file| file.as_str() != "content/site.yaml").unwrap_or(0);
    let message = Message::new(
        format!("Địa chỉ “/{address}” đã có trang khác dùng"),
        format!("The address “/{address}” is already taken by another page"),
    );
    let help = Message::new("đổi tên tệp hoặc bỏ dòng aliases này", "rename the file, or remove this alias");
    let finding = Finding::new(Code::AddressTaken, &files[own], message).help(help);
    let others = files.iter().enumerate().filter(|&(at, file)| at != own && *file != files[own]);
    Some(
        others.fold(finding, |finding, (_, file)| {
            finding.related(file, None, Message::new("trang kia", "the other page"))
        }),
    )
}

/// The file that asked for a leaf; `content/site.yaml` for pages nobody wrote.
fn file_of(catalog: &Catalog, leaf: &Output) -> SitePath {
    let titled = |to: &str| {
        let model =
            catalog.models.iter().find(|model| route::model(&model.entry.slug) == to).map(|m| m.entry.path.clone());
        model.or_else(|| {
            catalog.pages.iter().find(|page| route::page(&page.entry.slug) == to).map(|p| p.entry.path.clone())
        })
    };
    let file = match &leaf.recipe {
        Recipe::Model(id) => Some(catalog.model(*id).entry.path.clone()),
        Recipe::Page(number) => catalog.pages.get(*number).map(|page| page.entry.path.clone()),
        Recipe::Redirect { to, .. } => titled(to),
        Recipe::File(path) => Some(path.clone()),
        _ => None,
    };
    file.unwrap_or_else(|| SitePath::new("content/site.yaml"))
}

/// Links written as addresses of the site (`/linh-vuc/kinh-te.html`) that no page has.
fn broken_addresses<M>(
    entry: &Entry<M>,
    targets: &[LinkTarget],
    addresses: &FxHashSet<&str>,
    findings: &mut Vec<Finding>,
) {
    for (reference, target) in entry.article.references.iter().zip(targets) {
        let LinkTarget::Page(address) = target else { continue };
        let page = address.split('#').next().unwrap_or("");
        if page.is_empty() || addresses.contains(page) {
            continue;
        }
        let say = Message::new(
            format!("Liên kết tới “/{page}” không dẫn tới trang nào"),
            format!("The link to “/{page}” leads to no page"),
        );
        let finding = entry.file().finding(Code::BrokenLink, reference.span, say);
        let known: std::collections::BTreeSet<&str> =
            addresses.iter().copied().filter(|a| a.ends_with(".html")).collect();
        findings.push(match vietnamese::nearest(page, known) {
            Some(near) => finding.help(Message::new(format!("có phải “/{near}”?"), format!("did you mean “/{near}”?"))),
            None => finding,
        });
    }
}

fn broken_menu(catalog: &Catalog) -> Vec<Finding> {
    let slugs: std::collections::BTreeSet<&str> = catalog.pages.iter().map(|page| page.entry.slug.as_str()).collect();
    let entries = catalog.site.menu.iter().filter_map(|entry| match &entry.target {
        MenuTarget::Page(slug) if !slugs.contains(slug.value.as_str()) => Some((entry, slug)),
        _ => None,
    });
    let finding = |(entry, slug): (&crate::schema::MenuEntry, &crate::text::Spanned<String>)| {
        let say = Message::new(
            format!("Mục “{}” của thực đơn dẫn tới trang “{}” chưa có", entry.label, slug.value),
            format!("The menu entry “{}” leads to the page “{}”, which does not exist", entry.label, slug.value),
        );
        let finding = catalog.site_file().finding(Code::BrokenMenu, slug.span, say);
        match vietnamese::nearest(&slug.value, slugs.iter().copied()) {
            Some(near) => finding.help(Message::new(format!("có phải “{near}”?"), format!("did you mean “{near}”?"))),
            None => finding.help(Message::new(
                format!("viết trang content/trang/{}.md, hoặc bỏ mục này", slug.value),
                format!("write content/trang/{}.md, or remove the entry", slug.value),
            )),
        }
    };
    entries.map(finding).collect()
}
