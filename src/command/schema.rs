//! `lantoa schema`: prints the JSON Schema of front matter or `site.yaml`, or snippets for VS Code.

use clap::ArgMatches;

use super::{Outcome, cli, print};
use crate::error::SystemError;
use crate::schema::{self, MODEL, PAGE, SITE, SiteConfig};
use crate::text::{Lang, SitePath};

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<Outcome, SystemError> {
    let site = site(&cli::root_of(arguments));
    let value = match arguments.get_one::<String>("what").map_or("model", String::as_str) {
        "page" => schema::json_schema(PAGE, &site, lang),
        "site" => schema::json_schema(SITE, &site, lang),
        "snippets" => schema::snippets(MODEL, &site, lang),
        _ => schema::json_schema(MODEL, &site, lang),
    };
    print(&format!("{}\n", pretty(&value)))?;
    Ok(Outcome::Success)
}

/// The configuration of the site in `root`, for its lists of fields and levels; the default one if there is no site.
fn site(root: &std::path::Path) -> SiteConfig {
    let path = SitePath::new("content/site.yaml");
    match std::fs::read_to_string(root.join(path.as_str())) {
        Ok(text) => schema::read_site(&path, &text).value,
        Err(_) => SiteConfig::default(),
    }
}

/// JSON with line breaks.
pub(super) fn pretty(value: &serde_json::Value) -> String {
    // Serialising a `Value` cannot fail.
    serde_json::to_string_pretty(value).unwrap_or_default()
}
