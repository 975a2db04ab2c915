//! The menu of the site, as far as a page's form changes it: an entry that leads to the page, or none. Everything else in
//! `content/site.yaml` stays as it is.

use crate::finding::FileContext;
use crate::front_matter;
use crate::office::{self, Datum, Group, NotChanged};
use crate::schema::{Key, Kind, SITE, SiteConfig};
use crate::text::{SitePath, Span};
use crate::vietnamese;

/// The settings with an entry of this label at the end of the menu that leads to the page `slug`.
///
/// # Errors
/// If the file cannot be read, or would lose what nobody wants changed.
pub(crate) fn with_menu_entry(
    path: &SitePath,
    text: &str,
    (label, slug): (&str, &str),
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let menu = menu()?;
    let root = front_matter::parse_map(&FileContext::new(path, text), Span::new(0, text.len())).value;
    let said = office::of_keys(&root, SITE, site).into_iter().find(|(key, _)| key.name == menu.name);
    let mut entries = match said {
        Some((_, Datum::Records(entries))) => entries,
        _ => Vec::new(),
    };
    let part = |name: &str| keys(menu).iter().find(|key| key.name == name).ok_or(NotChanged);
    entries.push(vec![(part("label")?, label.to_owned()), (part("page")?, slug.to_owned())]);
    office::changed_settings(path, text, &[(menu, Datum::Records(entries))], site)?.ok_or(NotChanged)
}

/// The settings without the entries of the menu that lead to the page `slug`.
///
/// # Errors
/// As [`with_menu_entry`].
pub(crate) fn without_menu_entry(
    path: &SitePath,
    text: &str,
    slug: &str,
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let leads_there = |entry: &Group| {
        let name = |page: &str| vietnamese::slug(page.rsplit('/').next().unwrap_or(page).trim_end_matches(".md"));
        entry.iter().any(|(key, page)| key.name == "page" && name(page.trim_end_matches(".html")) == slug)
    };
    office::without_entries(path, text, menu()?, leads_there, site)
}

fn menu() -> Result<&'static Key, NotChanged> {
    SITE.iter().find(|key| key.name == "menu").ok_or(NotChanged)
}

fn keys(key: &'static Key) -> &'static [Key] {
    if let Kind::Records(keys) = key.kind { keys } else { &[] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    const SITE_YAML: &str = "# Thiết lập\ntitle: Tên # giữ\nmenu:\n  # mục đầu\n  - {label: Giới thiệu, page: gioi-thieu} # ai\n  - label: Tin\n    page: tin-tuc\n  # mục cuối\n  - {label: Tỉnh, url: \"https://lamdong.gov.vn/\"}\nx_la: 1\n";

    fn site() -> SiteConfig {
        schema::read_site(&SitePath::new("content/site.yaml"), "title: A\n").value
    }

    fn with(text: &str) -> Result<String, NotChanged> {
        with_menu_entry(&SitePath::new("content/site.yaml"), text, ("Liên hệ & góp ý: hỏi", "lien-he"), &site())
    }

    fn without(text: &str, slug: &str) -> Result<String, NotChanged> {
        without_menu_entry(&SitePath::new("content/site.yaml"), text, slug, &site())
    }

    #[test]
    fn an_entry_is_put_into_the_menu_and_no_other_line_changes() {
        let line = "  - {label: \"Liên hệ & góp ý: hỏi\", page: lien-he}\n";
        for text in [SITE_YAML.to_owned(), SITE_YAML.replace('\n', "\r\n")] {
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let new = with(&text).unwrap();
            let wanted = text.replace("x_la", &format!("{}x_la", line.replace('\n', end)));
            assert_eq!(new, wanted);
            // What was put in is taken out again, to the byte.
            assert_eq!(without(&new, "lien-he"), Ok(text));
        }
        assert_eq!(with("title: A\n"), Ok(format!("title: A\nmenu:\n{line}")));
        assert_eq!(with("title: A\nmenu: []\nx: 1\n"), Ok(format!("title: A\nmenu:\n{line}x: 1\n")));
        assert_eq!(with("title: [\n"), Err(NotChanged));
    }

    #[test]
    fn an_entry_is_taken_out_of_the_menu_and_comments_stay() {
        let first = without(SITE_YAML, "gioi-thieu").unwrap();
        assert_eq!(first, SITE_YAML.replace("  - {label: Giới thiệu, page: gioi-thieu} # ai\n", "  # ai\n"));
        let second = without(SITE_YAML, "tin-tuc").unwrap();
        assert_eq!(second, SITE_YAML.replace("  - label: Tin\n    page: tin-tuc\n", ""));
        let only = "menu:\n  # ghi chú\n  - {label: A, page: a}\ntitle: T\n";
        assert_eq!(without(only, "a"), Ok("menu: []\n  # ghi chú\ntitle: T\n".to_owned()));
        let flow = "title: T # x\nmenu: [{label: A, page: a}, {label: B, page: b}]\n# cuối\n";
        let left = without(flow, "a").unwrap();
        assert!(
            left.starts_with("title: T # x\nmenu:") && left.ends_with("# cuối\n") && !left.contains("page: a"),
            "{left}"
        );
    }

    #[test]
    fn a_comment_inside_brackets_is_not_lost() {
        let flow = "menu: [\n  {label: A, page: a},  # một\n  {label: \"B # c\", page: b}\n]\n";
        assert_eq!((with(flow), without(flow, "b")), (Err(NotChanged), Err(NotChanged)));
        let plain = flow.replace("  # một", "");
        assert!(with(&plain).unwrap().contains("lien-he") && !without(&plain, "b").unwrap().contains("page: b"));
    }

    #[test]
    fn a_file_without_a_break_at_its_end_has_none_afterwards() {
        for text in ["title: A\nmenu:\n  - {label: A, page: a}", "\u{feff}menu:\r\n  - {label: A, page: a}\r\nx: 1"] {
            let new = with(text).unwrap();
            assert!(!new.ends_with('\n'), "{new:?}");
            assert_eq!(without(&new, "lien-he").as_deref(), Ok(text));
        }
    }
}
