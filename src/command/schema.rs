//! `lantoa schema`: the JSON Schema of what editors write, for editors and other programs; and the same as snippets.

use clap::ArgMatches;

use super::{End, cli, print};
use crate::error::SystemError;
use crate::schema::{self, MODEL, PAGE, SITE, SiteConfig};
use crate::text::{Lang, SitePath};

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<End, SystemError> {
    let site = site(&cli::root_of(arguments));
    let made = match arguments.get_one::<String>("what").map_or("model", String::as_str) {
        "page" => schema::json_schema(PAGE, &site, lang),
        "site" => schema::json_schema(SITE, &site, lang),
        "snippets" => schema::snippets(MODEL, &site, lang),
        _ => schema::json_schema(MODEL, &site, lang),
    };
    print(&format!("{}\n", pretty(&made)))?;
    Ok(End::Well)
}

/// The site's own lists, as far as they can be read; the built-in ones where there is no site.
fn site(root: &std::path::Path) -> SiteConfig {
    let path = SitePath::new("content/site.yaml");
    match std::fs::read_to_string(root.join(path.as_str())) {
        Ok(text) => schema::read_site(&path, &text).value,
        Err(_) => SiteConfig::default(),
    }
}

/// JSON with line breaks.
pub(super) fn pretty(value: &serde_json::Value) -> String {
    // A value that is JSON already always becomes text.
    serde_json::to_string_pretty(value).unwrap_or_default()
}
