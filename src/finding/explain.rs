//! What codes mean at length: a page for each code in each language, embedded from `explain.vi.md` and
//! `explain.en.md`.

use super::Code;
use crate::text::Lang;

const VI: &str = include_str!("explain.vi.md");
const EN: &str = include_str!("explain.en.md");

/// The page about `code`: Markdown that begins with the heading `## LT203 …`.
pub(crate) fn page(code: Code, lang: Lang) -> &'static str {
    let book = match lang {
        Lang::Vi => VI,
        Lang::En => EN,
    };
    find(book, code).unwrap_or("")
}

fn find(book: &'static str, code: Code) -> Option<&'static str> {
    let start = book.find(&format!("\n## {} ", code.id()))? + 1;
    let rest = book.get(start..)?;
    let end = rest.find("\n## LT").map_or(rest.len(), |next| next + 1);
    Some(rest.get(..end)?.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_with_a_mended_example_in_both_languages() {
        for &code in Code::ALL {
            for (lang, mend, before, after) in [
                (Lang::Vi, "\nCách sửa: ", "\nTrước:\n", "\nSau:\n"),
                (Lang::En, "\nTo mend it: ", "\nBefore:\n", "\nAfter:\n"),
            ] {
                let page = page(code, lang);
                assert!(page.starts_with(&format!("## {code} ")), "{code} {lang:?}");
                for part in [mend, before, after] {
                    assert_eq!(page.matches(part).count(), 1, "{code} {lang:?} {part:?}");
                }
                assert_eq!(page.matches("```").count(), 4, "{code} {lang:?}");
            }
        }
    }

    #[test]
    fn no_page_speaks_of_a_code_that_does_not_exist() {
        for book in [VI, EN] {
            let told =
                book.lines().filter_map(|line| line.strip_prefix("## ")).filter(|heading| heading.starts_with("LT"));
            let told: Vec<&str> = told.filter_map(|heading| heading.split(' ').next()).collect();
            let codes: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
            assert_eq!(told, codes);
        }
    }

    #[test]
    fn examples_are_the_same_in_both_languages_so_far_as_they_are_code() {
        for &code in Code::ALL {
            let kinds = |lang| {
                let fences = page(code, lang).lines().filter(|line| line.starts_with("```"));
                fences.collect::<Vec<_>>()
            };
            assert_eq!(kinds(Lang::Vi), kinds(Lang::En), "{code}");
        }
    }
}
