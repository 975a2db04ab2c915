//! The files of the desk's page, and what they may do: everything comes from this server, nothing runs but the page's own
//! scripts, and no other page may show it in a frame.

use serde_json::{Value, json};

use super::Answer;
use crate::serve::http::Response;
use crate::serve::token::Token;
use crate::text::Lang;

/// URL paths of the desk.
pub(in crate::serve) const PREFIX: &str = ".lantoa/desk/";

/// What the page may load.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
                      frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page on which a site is begun or chosen.
pub(in crate::serve) const START: &str = include_str!("page/start.html");
const INDEX: &str = include_str!("page/index.html");
const WORDS_VI: &str = include_str!("page/words.vi.json");
const WORDS_EN: &str = include_str!("page/words.en.json");

/// Scripts and styles, by name.
const ASSETS: &[(&str, &str)] = &[
    ("api.js", include_str!("page/api.js")),
    ("article.js", include_str!("page/article.js")),
    ("bin.js", include_str!("page/bin.js")),
    ("conflict.js", include_str!("page/conflict.js")),
    ("desk.css", include_str!("page/desk.css")),
    ("desk.js", include_str!("page/desk.js")),
    ("dialogs.js", include_str!("page/dialogs.js")),
    ("dom.js", include_str!("page/dom.js")),
    ("fields.js", include_str!("page/fields.js")),
    ("groups.js", include_str!("page/groups.js")),
    ("history.js", include_str!("page/history.js")),
    // Vietnamese is folded here as in the search.
    ("letters.js", include_str!("../../search/reader/letters.js")),
    ("list.js", include_str!("page/list.js")),
    ("lists.js", include_str!("page/lists.js")),
    ("menu.js", include_str!("page/menu.js")),
    ("model.js", include_str!("page/model.js")),
    ("paste.js", include_str!("page/paste.js")),
    ("pictures.js", include_str!("page/pictures.js")),
    ("places.js", include_str!("page/places.js")),
    ("settings.js", include_str!("page/settings.js")),
    ("start.js", include_str!("page/start.js")),
];

/// The desk's page, which carries the token.
pub(in crate::serve) fn index(token: &Token, lang: Lang) -> Response {
    page(INDEX, token, lang)
}

/// A page with the token and the language put into it. Both are made by the program and have no letter that HTML would read.
pub(in crate::serve) fn page(html: &str, token: &Token, lang: Lang) -> Response {
    let html = html.replace("{{token}}", token.as_str()).replace("{{lang}}", lang.tag());
    Response { policy: POLICY, ..response("text/html; charset=utf-8", html.into_bytes()) }
}

/// A script, a style sheet, or the words in `lang`.
pub(in crate::serve) fn asset(name: &str, lang: Lang) -> Response {
    if name == "words.json" {
        let words = match lang {
            Lang::Vi => WORDS_VI,
            Lang::En => WORDS_EN,
        };
        return response("application/json", words.into());
    }
    match ASSETS.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => response(crate::serve::content_type(name), (*text).into()),
        None => missing(),
    }
}

pub(in crate::serve) fn response(content_type: &'static str, body: Vec<u8>) -> Response {
    Response { status: 200, content_type, body, etag: String::new(), policy: "" }
}

pub(in crate::serve) fn missing() -> Response {
    Response { status: 404, ..response("text/plain; charset=utf-8", b"404\n".to_vec()) }
}

/// Ends the program once the answer has been sent.
#[allow(clippy::unnecessary_wraps, reason = "an answer like all others")]
pub(in crate::serve) fn stop() -> Answer {
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_millis(300));
        std::process::exit(0);
    });
    Ok(json!({"stopped": true}) as Value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that scripts and pages ask for.
    fn asked() -> std::collections::BTreeSet<String> {
        let scripts = ASSETS.iter().filter(|(name, _)| name.ends_with(".js")).map(|(_, text)| *text);
        let mut asked = std::collections::BTreeSet::new();
        for text in scripts {
            for part in text.split("say('").skip(1) {
                asked.insert(part.split('\'').next().unwrap_or("").to_owned());
            }
        }
        asked
    }

    #[test]
    fn every_word_that_is_asked_for_is_there_in_both_languages_and_no_other() {
        let words = |text: &str| -> std::collections::BTreeSet<String> {
            let words: serde_json::Map<String, Value> = serde_json::from_str(text).unwrap();
            assert!(words.values().all(|word| word.as_str().is_some_and(|word| !word.trim().is_empty())));
            words.keys().cloned().collect()
        };
        assert_eq!(words(WORDS_VI), words(WORDS_EN));
        assert_eq!(words(WORDS_VI), asked());
    }

    #[test]
    fn nothing_on_the_page_is_written_as_html_or_runs_from_a_text() {
        for (name, text) in ASSETS.iter().filter(|(name, _)| name.ends_with(".js")) {
            for word in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "http://",
                "https:/",
            ] {
                assert!(!text.contains(word), "{name} has {word}");
            }
        }
        assert!(
            !INDEX.contains("style=") && !INDEX.contains(" on") && !INDEX.contains("<script>"),
            "the policy refuses these"
        );
    }
}
