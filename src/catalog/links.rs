//! Where the links and pictures of an article lead.
//!
//! A link to `other-model.md` finds the model by that relative path, else by its slug, wherever the file lies. An
//! address of the site itself (`/linh-vuc/kinh-te.html`) is left for the edition to check: only it knows all pages.

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::entry::{Article, Entry, Reference, ReferenceKind};
use crate::finding::{Code, FileContext, Finding};
use crate::route;
use crate::schema::ModelFrontMatter;
use crate::source::Source;
use crate::text::{Message, SitePath};
use crate::vietnamese;

/// The answer to a [`Reference`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the site: its address, with `#` and the heading if one was named.
    Page(String),
    /// A picture or attachment that lies in `content/`.
    File(SitePath),
    /// Nothing there; an error has been told.
    Nowhere,
}

/// Everything a link can lead to.
pub(super) struct Destinations<'c> {
    by_path: FxHashMap<&'c SitePath, Destination<'c>>,
    /// In the order in which they were added.
    all: Vec<Destination<'c>>,
    /// The same by slug; made when the first link is followed that names no path.
    by_slug: OnceLock<FxHashMap<&'c str, Destination<'c>>>,
    source: &'c Source,
}

#[derive(Clone, Copy)]
struct Destination<'c> {
    slug: &'c str,
    /// Makes the address of the slug.
    address: fn(&str) -> String,
    article: &'c Article,
}

impl<'c> Destinations<'c> {
    /// For so many pages.
    pub(super) fn new(source: &'c Source, pages: usize) -> Self {
        let by_path = FxHashMap::with_capacity_and_hasher(pages, FxBuildHasher);
        Self { by_path, all: Vec::with_capacity(pages), by_slug: OnceLock::new(), source }
    }

    /// Adds a page whose address `address` makes of its slug. The first of two with one slug wins; that there are two is told elsewhere.
    pub(super) fn add<M>(&mut self, entry: &'c Entry<M>, address: fn(&str) -> String) {
        let destination = Destination { slug: &entry.slug, address, article: &entry.article };
        self.by_path.insert(&entry.path, destination);
        self.all.push(destination);
    }

    /// Answers every reference of `entry`.
    pub(super) fn resolve<M>(&self, entry: &Entry<M>, findings: &mut Vec<Finding>) -> Vec<Target> {
        if entry.article.references.is_empty() {
            return Vec::new();
        }
        let file = entry.file();
        let answer = |reference| self.answer(reference, &file, &entry.article, findings);
        entry.article.references.iter().map(answer).collect()
    }

    /// Whether a picture of `content/` lies there.
    fn is_picture(&self, path: &SitePath) -> bool {
        path.is_in("content") && self.source.get(path).is_some_and(|found| found.picture().is_some())
    }

    /// Tells a cover that is not there, or that has no description.
    pub(super) fn check_cover(&self, entry: &Entry<ModelFrontMatter>, findings: &mut Vec<Finding>) {
        let Some(cover) = &entry.front_matter.cover else { return };
        let (file, name) = (entry.file(), &cover.value);
        if !self.is_picture(&file.path.resolve(name)) {
            let say =
                Message::new(format!("Không thấy ảnh bìa “{name}”"), format!("There is no cover picture “{name}”"));
            let finding = file.finding(Code::MissingPicture, cover.span, say);
            findings.push(self.picture_help(finding, &file, name));
        }
        if entry.front_matter.cover_alt.as_ref().is_none_or(|alt| alt.trim().is_empty()) {
            let say = Message::new("Ảnh bìa chưa có lời mô tả", "The cover picture has no description");
            let help = Message::new(
                "thêm cover_alt: điều người không xem được ảnh cần biết",
                "add cover_alt: what somebody who cannot see it needs to know",
            );
            findings.push(file.finding(Code::MissingAlt, cover.span, say).help(help));
        }
    }

    fn answer(
        &self,
        reference: &Reference,
        file: &FileContext<'_>,
        own: &Article,
        findings: &mut Vec<Finding>,
    ) -> Target {
        let target = reference.target.as_str();
        match reference.kind {
            ReferenceKind::Picture if self.is_picture(&reference.path) => Target::File(reference.path.clone()),
            ReferenceKind::Picture => {
                findings.push(self.missing_picture(reference, file));
                Target::Nowhere
            }
            ReferenceKind::Link if target.is_empty() => self.heading(String::new(), own, reference, file, findings),
            ReferenceKind::Link if target.starts_with('/') => Target::Page(site_address(target, reference)),
            ReferenceKind::Link => match self.page(reference) {
                Some(page) => self.heading((page.address)(page.slug), page.article, reference, file, findings),
                None => self.attachment(reference).unwrap_or_else(|| {
                    findings.push(self.broken(reference, file));
                    Target::Nowhere
                }),
            },
        }
    }

    fn page(&self, reference: &Reference) -> Option<&Destination<'c>> {
        let by_slug = || self.by_slug().get(reference.slug.as_deref()?);
        self.by_path.get(&reference.path).or_else(by_slug)
    }

    fn by_slug(&self) -> &FxHashMap<&'c str, Destination<'c>> {
        // Of two with one slug the first stands last, and so it stays.
        self.by_slug.get_or_init(|| self.all.iter().rev().map(|&page| (page.slug, page)).collect())
    }

    fn attachment(&self, reference: &Reference) -> Option<Target> {
        let path = &reference.path;
        let found = self.source.get(path)?;
        (path.is_in("content") && found.is_publishable()).then(|| Target::File(path.clone()))
    }

    /// A page's address with the heading that the link names.
    fn heading(
        &self,
        mut address: String,
        article: &Article,
        reference: &Reference,
        file: &FileContext<'_>,
        findings: &mut Vec<Finding>,
    ) -> Target {
        if let Some(fragment) = &reference.fragment {
            if !fragment.is_empty() && !article.headings.iter().any(|heading| heading.id == *fragment) {
                findings.push(broken_anchor(fragment, article, reference, file));
            }
            address.push('#');
            address.push_str(fragment);
        }
        Target::Page(address)
    }

    fn broken(&self, reference: &Reference, file: &FileContext<'_>) -> Finding {
        let target = &reference.target;
        let say = Message::new(
            format!("Liên kết tới “{target}” không dẫn tới tệp nào"),
            format!("The link to “{target}” leads to no file"),
        );
        let finding = file.finding(Code::BrokenLink, reference.span, say);
        let slugs = || self.by_slug().keys().copied().collect::<std::collections::BTreeSet<_>>();
        let stem = target.rsplit('/').next().unwrap_or(target).trim_end_matches(".md");
        match vietnamese::nearest(&vietnamese::slug(stem), slugs()) {
            Some(near) => {
                finding.help(Message::new(format!("có phải “{near}.md”?"), format!("did you mean “{near}.md”?")))
            }
            None => finding.help(Message::new(
                "ghi tên tệp .md của bài cần dẫn tới; trang ngoài thì ghi đủ https://…",
                "name the .md file of the page; an outside address begins with https://…",
            )),
        }
    }

    fn missing_picture(&self, reference: &Reference, file: &FileContext<'_>) -> Finding {
        let target = &reference.target;
        let say = Message::new(format!("Không thấy ảnh “{target}”"), format!("There is no picture “{target}”"));
        let finding = file.finding(Code::MissingPicture, reference.span, say);
        self.picture_help(finding, file, target)
    }

    /// Names the picture beside the file whose name is nearest.
    fn picture_help(&self, finding: Finding, file: &FileContext<'_>, target: &str) -> Finding {
        let folder = file.path.folder();
        let beside = self.source.iter().filter(|(path, found)| path.folder() == folder && found.picture().is_some());
        let names: Vec<&str> = beside.map(|(path, _)| path.file_name()).collect();
        let wanted = target.rsplit('/').next().unwrap_or(target);
        match vietnamese::nearest(&vietnamese::fold(wanted), names) {
            Some(near) => finding.help(Message::new(format!("có phải “{near}”?"), format!("did you mean “{near}”?"))),
            None => finding.help(Message::new(
                "đặt ảnh cạnh tệp bài viết và ghi đúng tên, cả chữ hoa chữ thường",
                "put the picture beside the text and write its name exactly, capitals too",
            )),
        }
    }
}

fn site_address(target: &str, reference: &Reference) -> String {
    let path = target.trim_start_matches('/');
    let path = if path.is_empty() { route::HOME } else { path };
    match &reference.fragment {
        Some(fragment) => format!("{path}#{fragment}"),
        None => path.to_owned(),
    }
}

fn broken_anchor(fragment: &str, article: &Article, reference: &Reference, file: &FileContext<'_>) -> Finding {
    let say = Message::new(
        format!("Không có tiêu đề “#{fragment}” ở trang được dẫn tới"),
        format!("The page has no heading “#{fragment}”"),
    );
    let finding = file.finding(Code::BrokenAnchor, reference.span, say);
    match vietnamese::nearest(&vietnamese::slug(fragment), article.headings.iter().map(|h| h.id.as_str())) {
        Some(near) => finding.help(Message::new(format!("có phải “#{near}”?"), format!("did you mean “#{near}”?"))),
        None => finding,
    }
}
