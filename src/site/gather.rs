//! The stage *gather*: all parsed files become one catalog; the theme is loaded beside, because neither needs the other.

use std::sync::Arc;

use blake3::Hash;

use super::cache::BuildCache;
use super::parse::{Parsed, ParsedFile, ParsedFiles};
use crate::catalog::{self, Catalog, Surroundings};
use crate::finding::{Checked, FileContext};
use crate::outputs;
use crate::render::Templates;
use crate::schema;
use crate::search::Scripts;
use crate::source::Source;
use crate::theme::{self, Theme};

/// The theme with everything made from it alone.
#[derive(Debug)]
pub(crate) struct ThemeBundle {
    pub(super) theme: Theme,
    pub(super) templates: Templates,
    /// The scripts of the search; `None` if the theme has no search script.
    pub(super) scripts: Option<Scripts>,
}

/// Catalog and theme, before outputs are planned.
#[derive(Debug)]
pub(crate) struct Gathered {
    pub(super) catalog: Catalog,
    pub(super) theme: Arc<Checked<ThemeBundle>>,
    /// Files with findings.
    pub(super) reported: Vec<ParsedFile>,
    /// Hash of all models and of everything that parsing them depended on; `None` without any model.
    pub(super) models: Option<Hash>,
}

/// Resolves places, links and copies between all files, and loads the theme unless `cache` has it.
pub(crate) fn gather(parsed: Parsed, source: &Source, cache: &mut BuildCache) -> Checked<Gathered> {
    let mut findings = Vec::new();
    let Parsed { config, config_file, gazetteer, files: ParsedFiles { entries, reported, models } } = parsed;
    let surroundings = Surroundings { site: config.clone(), site_source: config_file.clone(), gazetteer };
    let config_context = FileContext::new(&config_file.0, &config_file.1);
    let BuildCache { theme, related, .. } = cache;
    let (catalog, theme) = rayon::join(
        || catalog::gather(entries, surroundings, source, related),
        || load_theme(source, &config, &config_context, theme),
    );
    findings.extend(theme.findings.iter().cloned());
    let catalog = catalog.collect(&mut findings);
    Checked { value: Gathered { catalog, theme, reported, models }, findings }
}

/// Loads the theme and compiles its templates, unless nothing that `cached` was made from has changed.
fn load_theme(
    source: &Source,
    config: &schema::SiteConfig,
    config_file: &FileContext<'_>,
    cached: &mut Option<(Hash, Arc<Checked<ThemeBundle>>)>,
) -> Arc<Checked<ThemeBundle>> {
    let key = theme_hash(source, config_file);
    if let Some((_, bundle)) = cached.as_ref().filter(|(known, _)| *known == key) {
        return bundle.clone();
    }
    let Checked { value: theme, mut findings } = theme::load(source, config, config_file);
    let templates = Templates::new(&theme).collect(&mut findings);
    let script = theme.assets.get(outputs::SEARCH_SCRIPT);
    let scripts = script.and_then(|script| std::str::from_utf8(script).ok()).map(Scripts::new);
    let bundle = Arc::new(Checked { value: ThemeBundle { theme, templates, scripts }, findings });
    *cached = Some((key, bundle.clone()));
    bundle
}

/// Hash of everything that a theme is made from: its files, and the configuration, in which findings on it stand.
fn theme_hash(source: &Source, config_file: &FileContext<'_>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(config_file.text.as_bytes());
    for (path, file) in source.iter().filter(|(path, _)| path.is_in(theme::FOLDER)) {
        hasher.update(&[0]).update(path.as_str().as_bytes()).update(&[0]).update(&file.hash().to_le_bytes());
    }
    hasher.finalize()
}
