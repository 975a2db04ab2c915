//! Resolves the links and pictures of articles.
//!
//! A link to `other-model.md` finds the model by that relative path, else by its slug, wherever the file lies. A link to
//! an address of the site itself (`/linh-vuc/kinh-te.html`) is taken as it is and checked later, when all addresses are
//! known.

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::entry::{Article, Entry, Reference, ReferenceKind};
use crate::finding::{Code, FileContext, Finding};
use crate::route;
use crate::schema::ModelFrontMatter;
use crate::source::Source;
use crate::text::{Message, SitePath};
use crate::vietnamese::{self, Guesses};

/// What a [`Reference`] of an article points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page of the site: its address, with `#` and the heading if the link names one.
    Page(String),
    /// A picture or attachment that lies in `content/`.
    File(SitePath),
    /// Nothing; there is a finding about it.
    Nowhere,
}

/// Resolves references against all pages and files of the site.
pub(super) struct LinkResolver<'c> {
    by_path: FxHashMap<&'c SitePath, LinkedPage<'c>>,
    /// In the order in which they were added.
    pages: Vec<LinkedPage<'c>>,
    /// The same by slug. Computed for the first link that names no path.
    by_slug: OnceLock<FxHashMap<&'c str, LinkedPage<'c>>>,
    source: &'c Source,
}

/// The references of one file that lead nowhere.
pub(super) struct Broken<'c> {
    path: &'c SitePath,
    text: &'c str,
    references: Vec<(&'c Reference, What<'c>)>,
}

impl Broken<'_> {
    /// What was asked for, as paths of the site.
    pub(super) fn asked(&self) -> impl Iterator<Item = &SitePath> {
        self.references.iter().map(|(reference, _)| &reference.path)
    }
}

/// What the reference should lead to.
enum What<'c> {
    Page,
    Picture,
    /// A heading of this article.
    Heading(&'c Article, &'c str),
}

#[derive(Clone, Copy)]
struct LinkedPage<'c> {
    slug: &'c str,
    /// Makes the URL path of the slug.
    url_path: fn(&str) -> String,
    article: &'c Article,
}

impl<'c> LinkResolver<'c> {
    /// `pages` is the number of pages that will be added.
    pub(super) fn new(source: &'c Source, pages: usize) -> Self {
        let by_path = FxHashMap::with_capacity_and_hasher(pages, FxBuildHasher);
        Self { by_path, pages: Vec::with_capacity(pages), by_slug: OnceLock::new(), source }
    }

    /// Adds a page; `url_path` makes its URL path from its slug. Of two pages with one slug a link finds the first.
    pub(super) fn add<M>(&mut self, entry: &'c Entry<M>, url_path: fn(&str) -> String) {
        let page = LinkedPage { slug: &entry.slug, url_path, article: &entry.article };
        self.by_path.insert(&entry.path, page);
        self.pages.push(page);
    }

    /// The targets of all references of `entry`, in their order. What leads nowhere is added to `broken`.
    pub(super) fn resolve_all<M>(&self, entry: &'c Entry<M>, broken: &mut Vec<Broken<'c>>) -> Vec<LinkTarget> {
        if entry.article.references.is_empty() {
            return Vec::new();
        }
        let mut of_file = Vec::new();
        let resolve = |reference| self.resolve(reference, &entry.article, &mut of_file);
        let targets = entry.article.references.iter().map(resolve).collect();
        if !of_file.is_empty() {
            broken.push(Broken { path: &entry.path, text: &entry.text, references: of_file });
        }
        targets
    }

    /// The findings about what leads nowhere, with the nearest names.
    pub(super) fn report(&self, broken: &[Broken<'c>], guesses: &mut Guesses) -> Vec<Finding> {
        let mut findings = Vec::new();
        for Broken { path, text, references } in broken {
            let file = FileContext::new(path, text);
            findings.extend(references.iter().map(|(reference, what)| match what {
                What::Page => self.broken(reference, &file, guesses),
                What::Picture => self.missing_picture(reference, &file, guesses),
                What::Heading(article, fragment) => broken_anchor(fragment, article, reference, &file, guesses),
            }));
        }
        findings
    }

    /// Whether `path` is a picture in `content/`.
    fn is_picture(&self, path: &SitePath) -> bool {
        path.is_in("content") && self.source.get(path).is_some_and(|found| found.picture().is_some())
    }

    /// Why a file in `content/` that is there cannot be used.
    fn refused(&self, path: &SitePath) -> Option<&'c Finding> {
        self.source.refused(path).filter(|_| path.is_in("content"))
    }

    /// Findings about a cover picture that is missing or has no description.
    pub(super) fn check_cover(
        &self,
        entry: &Entry<ModelFrontMatter>,
        guesses: &mut Guesses,
        findings: &mut Vec<Finding>,
    ) {
        let Some(cover) = &entry.front_matter.cover else { return };
        let (file, name) = (entry.file(), &cover.value);
        let path = file.path.resolve(name);
        if let Some(why) = self.refused(&path) {
            findings.push(file.unusable(why, cover.span, Code::BadPicture));
        } else if !self.is_picture(&path) {
            let say =
                Message::new(format!("Không thấy ảnh bìa “{name}”."), format!("There is no cover picture “{name}”."));
            let finding = file.finding(Code::MissingPicture, cover.span, say);
            findings.push(self.picture_help(finding, &file, name, guesses));
        }
        if entry.front_matter.cover_alt.as_ref().is_none_or(|alt| alt.trim().is_empty()) {
            let say = Message::new("Ảnh bìa chưa có lời mô tả.", "The cover picture has no description.");
            let help = Message::new(
                "Thêm khóa cover_alt: ghi điều người không xem được ảnh cần biết.",
                "Add cover_alt: what somebody who cannot see it needs to know.",
            );
            findings.push(file.finding(Code::MissingAlt, cover.span, say).help(help));
        }
    }

    fn resolve(
        &self,
        reference: &'c Reference,
        own: &'c Article,
        broken: &mut Vec<(&'c Reference, What<'c>)>,
    ) -> LinkTarget {
        let target = reference.target.as_str();
        match reference.kind {
            ReferenceKind::Picture if self.is_picture(&reference.path) => LinkTarget::File(reference.path.clone()),
            ReferenceKind::Picture => nowhere(reference, What::Picture, broken),
            ReferenceKind::Link if target.is_empty() => heading(String::new(), own, reference, broken),
            ReferenceKind::Link if target.starts_with('/') => LinkTarget::Page(site_address(target, reference)),
            ReferenceKind::Link => match self.page(reference) {
                Some(page) => heading((page.url_path)(page.slug), page.article, reference, broken),
                None => self.attachment(reference).unwrap_or_else(|| nowhere(reference, What::Page, broken)),
            },
        }
    }

    fn page(&self, reference: &Reference) -> Option<&LinkedPage<'c>> {
        let by_slug = || self.by_slug().get(reference.slug.as_deref()?);
        self.by_path.get(&reference.path).or_else(by_slug)
    }

    fn by_slug(&self) -> &FxHashMap<&'c str, LinkedPage<'c>> {
        // In reverse, so that of two pages with one slug the first is inserted last and stays.
        self.by_slug.get_or_init(|| self.pages.iter().rev().map(|&page| (page.slug, page)).collect())
    }

    fn attachment(&self, reference: &Reference) -> Option<LinkTarget> {
        let path = &reference.path;
        let found = self.source.get(path)?;
        (path.is_in("content") && found.media().is_some()).then(|| LinkTarget::File(path.clone()))
    }

    fn broken(&self, reference: &Reference, file: &FileContext<'_>, guesses: &mut Guesses) -> Finding {
        if let Some(why) = self.refused(&reference.path) {
            return file.unusable(why, reference.span, Code::BrokenLink);
        }
        let target = &reference.target;
        let say = Message::new(
            format!("Liên kết tới “{target}” không dẫn tới tệp nào."),
            format!("The link to “{target}” leads to no file."),
        );
        let finding = file.finding(Code::BrokenLink, reference.span, say);
        let stem = target.rsplit('/').next().unwrap_or(target).trim_end_matches(".md");
        match guesses.nearest(&vietnamese::slug(stem), || self.by_slug().keys().copied()) {
            Some(near) => {
                finding.help(Message::new(format!("Có phải là “{near}.md”?"), format!("Did you mean “{near}.md”?")))
            }
            None => finding.help(Message::new(
                "Ghi tên tệp .md của bài cần dẫn tới; trang web khác thì ghi đủ địa chỉ, bắt đầu bằng https://.",
                "Name the .md file of the page; an outside address begins with https://.",
            )),
        }
    }

    fn missing_picture(&self, reference: &Reference, file: &FileContext<'_>, guesses: &mut Guesses) -> Finding {
        if let Some(why) = self.refused(&reference.path) {
            return file.unusable(why, reference.span, Code::BadPicture);
        }
        let target = &reference.target;
        let say = Message::new(format!("Không thấy ảnh “{target}”."), format!("There is no picture “{target}”."));
        let finding = file.finding(Code::MissingPicture, reference.span, say);
        self.picture_help(finding, file, target, guesses)
    }

    /// The picture that a target means which was written as if from a folder above, or from the root: `/mo-hinh/b/anh.jpg`.
    fn picture_above(&self, folder: &str, target: &str) -> Option<SitePath> {
        let target = target.trim_start_matches(['.', '/']);
        let folders = std::iter::successors(Some(folder), |folder| folder.rsplit_once('/').map(|(above, _)| above));
        folders
            .chain([""])
            .map(|folder| SitePath::new(&format!("{folder}/{target}")))
            .find(|path| self.is_picture(path))
    }

    /// Suggests the picture that the target names from a folder above, else that in the same folder whose name is nearest.
    fn picture_help(&self, finding: Finding, file: &FileContext<'_>, target: &str, guesses: &mut Guesses) -> Finding {
        let folder = file.path.folder();
        if let Some(found) = self.picture_above(folder, target) {
            let link = found.seen_from(folder);
            return finding.help(Message::new(format!("Hãy ghi “{link}”."), format!("Write “{link}”.")));
        }
        let beside = || self.source.iter().filter(|(path, found)| path.folder() == folder && found.picture().is_some());
        let names = || beside().map(|(path, _)| path.file_name());
        let wanted = target.rsplit('/').next().unwrap_or(target);
        match guesses.nearest(&vietnamese::fold(wanted), names) {
            Some(near) => {
                finding.help(Message::new(format!("Có phải là “{near}”?"), format!("Did you mean “{near}”?")))
            }
            None => finding.help(Message::new(
                "Đặt ảnh cạnh tệp bài viết và ghi đúng tên, cả chữ hoa, chữ thường.",
                "Put the picture beside the text and write its name exactly, capitals too.",
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

fn nowhere<'c>(reference: &'c Reference, what: What<'c>, broken: &mut Vec<(&'c Reference, What<'c>)>) -> LinkTarget {
    broken.push((reference, what));
    LinkTarget::Nowhere
}

/// A page with the heading that the link names, which must be one of `article`.
fn heading<'c>(
    mut url_path: String,
    article: &'c Article,
    reference: &'c Reference,
    broken: &mut Vec<(&'c Reference, What<'c>)>,
) -> LinkTarget {
    if let Some(fragment) = &reference.fragment {
        // Other programs keep the marks: `#bối-cảnh` is the heading “Bối cảnh”.
        let folded = || Some(vietnamese::slug(fragment)).filter(|id| article.has_heading(id));
        let found = if article.has_heading(fragment) { Some(fragment.clone()) } else { folded() };
        if !fragment.is_empty() && found.is_none() {
            broken.push((reference, What::Heading(article, fragment)));
        }
        url_path.push('#');
        url_path.push_str(found.as_deref().unwrap_or(fragment));
    }
    LinkTarget::Page(url_path)
}

fn broken_anchor(
    fragment: &str,
    article: &Article,
    reference: &Reference,
    file: &FileContext<'_>,
    guesses: &mut Guesses,
) -> Finding {
    let say = Message::new(
        format!("Trang được dẫn tới không có đề mục “#{fragment}”."),
        format!("The page has no heading “#{fragment}”."),
    );
    let finding = file.finding(Code::BrokenAnchor, reference.span, say);
    match guesses.nearest(&vietnamese::slug(fragment), || article.headings.iter().map(|h| h.id.as_str())) {
        Some(near) => finding.help(Message::new(format!("Có phải là “#{near}”?"), format!("Did you mean “#{near}”?"))),
        None => finding.help(anchors_of(article)),
    }
}

/// What a link into the article can name.
fn anchors_of(article: &Article) -> Message {
    /// Of more headings the first are told.
    const TOLD: usize = 20;
    let mut anchors: Vec<String> =
        article.headings.iter().take(TOLD).map(|heading| format!("#{}", heading.id)).collect();
    anchors.extend((article.headings.len() > TOLD).then(|| "…".to_owned()));
    if anchors.is_empty() {
        return Message::new(
            "Trang ấy không có đề mục nào: xóa phần từ dấu #.",
            "That page has no headings: take away what follows `#`, and the sign.",
        );
    }
    let anchors = anchors.join(", ");
    Message::new(format!("Các đề mục của trang ấy: {anchors}."), format!("The headings of that page: {anchors}."))
}
