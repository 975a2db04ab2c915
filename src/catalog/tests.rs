//! What the tests of this room and of those that count share: a catalog from a few files in memory.

use super::{Catalog, Surroundings, gather, prepare};
use crate::entry;
use crate::finding::Code;
use crate::locality::Gazetteer;
use crate::schema::SiteConfig;
use crate::source::Source;
use crate::text::{Date, SitePath};

/// The catalog of these files (path and text), and the codes of everything found in gathering them.
pub(crate) fn catalog(files: &[(String, String)]) -> (Catalog, Vec<Code>) {
    let source = Source::memory(
        files.iter().map(|(path, text)| (path.as_str(), text.clone().into_bytes())),
        Date::new(2026, 11, 23).unwrap(),
    )
    .value;
    let site = std::sync::Arc::new(SiteConfig::default());
    let parse =
        |(path, text): &(String, String)| entry::parse(&SitePath::new(path), &text.as_str().into(), &site, 2026).value;
    let gazetteer = Gazetteer::builtin();
    let mut findings = Vec::new();
    let entries = files
        .iter()
        .filter_map(parse)
        .map(|parsed| prepare(parsed, &site, &gazetteer).collect(&mut findings))
        .collect();
    let around = Surroundings {
        site: site.clone(),
        site_source: (SitePath::new("content/site.yaml"), "".into()),
        gazetteer: Gazetteer::builtin(),
    };
    let gathered = gather(entries, around, &source, &mut super::RelatedCache::default());
    findings.extend(gathered.findings);
    (gathered.value, findings.iter().map(|finding| finding.code).collect())
}
