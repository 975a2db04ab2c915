//! The filters that templates can use besides those of the template engine.
//!
//! The doc comment of each filter's function is its entry in `docs/theme.md`.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::{host, number};
use crate::entry::push_escaped;

/// Makes the filters known to the template engine.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("link", link);
    tera.register_filter("number", number);
    tera.register_filter("fill", fill);
    tera.register_filter("encoded", encoded);
}

/// A link, or the plain label where there is no page to link to: `{{ model.field | link }}`. Takes anything with the
/// fields `label` and `url`, or a text and its `url`: `{{ model.place.then | link(url=model.place.then_url) }}`. Puts
/// `page.root` before the URL, unless that begins with `#` or with a scheme such as `https:`.
fn link(target: &Value, options: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let argument = options.get::<&Value>("url")?;
    let (label, url) = match target.as_str() {
        Some(label) => (Some(label), argument),
        None => (target.get_from_path("label").and_then(Value::as_str), target.get_from_path("url")),
    };
    let Some(label) = label else {
        return Err(Error::message("`link` takes a value with a `label` and a `url`, or a text and its `url=`"));
    };
    let mut html = String::with_capacity(2 * label.len() + 64);
    match url.and_then(Value::as_str).filter(|url| !url.is_empty()) {
        Some(url) => {
            html.push_str("<a href=\"");
            if is_in_site(url) {
                let page = state.get::<Value>("page")?;
                let root = page.as_ref().and_then(|page| page.get_from_path("root")).and_then(Value::as_str);
                html.push_str(root.ok_or_else(|| Error::message("`link` needs `page.root`, which is not given here"))?);
            }
            push_escaped(&mut html, url);
            html.push_str("\">");
            push_escaped(&mut html, label);
            html.push_str("</a>");
        }
        None => push_escaped(&mut html, label),
    }
    Ok(Value::safe_string(&html))
}

/// Whether `url` is relative to the site's root: no fragment of this page, and without a scheme.
fn is_in_site(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    !url.starts_with('#') && (scheme.is_empty() || !is_scheme)
}

/// A number as Vietnamese readers write it, with a point between thousands and a comma before decimals:
/// `{{ term.count | number }}` gives `1.932`. Not for years.
fn number(value: &Value, _: Kwargs, _: &State<'_>) -> String {
    in_words(value)
}

/// Puts values into a string of the theme in place of its `{name}`s: `{{ t.listing.count | fill(n=listing.count) }}`.
/// Numbers are written as by `number`; give a year as text: `fill(year=card.year | str)`. A value may be a link:
/// `fill(n=statistics.called | link)`.
fn fill(text: &str, values: Kwargs, _: &State<'_>) -> Value {
    let is_html = values.iter().any(|(_, value)| value.is_safe());
    let escaped = |text: &str| {
        let mut html = String::with_capacity(text.len() + 16);
        push_escaped(&mut html, text);
        html
    };
    let word = |value: &Value| if is_html && !value.is_safe() { escaped(&in_words(value)) } else { in_words(value) };
    let start = if is_html { escaped(text) } else { text.to_owned() };
    let filled = values.iter().fold(start, |text, (name, value)| match name.as_str() {
        Some(name) => text.replace(&["{", name, "}"].concat(), &word(value)),
        None => text,
    });
    if is_html { Value::safe_string(&filled) } else { Value::from(filled) }
}

/// A text as a value in the query of a URL: `?q={{ text | encoded }}`.
fn encoded(text: &str, _: Kwargs, _: &State<'_>) -> String {
    host::encoded(text)
}

fn in_words(value: &Value) -> String {
    value.as_u64().map_or_else(|| value.to_string(), |n| number::grouped(&n.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tera::Context;

    use super::*;

    fn rendered(template: &str) -> Result<String, String> {
        let mut tera = Tera::default();
        register(&mut tera);
        tera.autoescape_on(vec![".html"]);
        tera.add_raw_template("x.html", template).unwrap();
        let mut context = Context::new();
        context.insert("page", &json!({"root": "../"}));
        context.insert("hostile", &json!({"label": "<b>\"A\" & 'B'", "url": "a.html?q=\"><script>&x='"}));
        context.insert("plain", &json!({"label": "A < B", "url": null}));
        context.insert("menu", &["#a", "https://mau.example/?a=1&b=2", "mailto:a@mau.example", "a.html?t=1:2"]);
        context.insert("number", &3);
        tera.render("x.html", &context).map_err(|error| error.to_string())
    }

    #[test]
    fn a_link_escapes_its_label_and_its_url() {
        assert_eq!(
            rendered("{{ hostile | link }}").unwrap(),
            "<a href=\"../a.html?q=&quot;&gt;&lt;script&gt;&amp;x=&#39;\">&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;</a>"
        );
    }

    #[test]
    fn without_a_url_a_link_is_its_label() {
        assert_eq!(rendered("{{ plain | link }}").unwrap(), "A &lt; B");
        assert_eq!(rendered("{{ 'A < B' | link(url=plain.url) }}").unwrap(), "A &lt; B");
        assert_eq!(rendered("{{ 'A' | link(url='') }}").unwrap(), "A");
    }

    #[test]
    fn only_urls_within_the_site_get_the_way_to_its_root() {
        assert_eq!(
            rendered("{% for url in menu %}{{ 'A' | link(url=url) }}{% endfor %}").unwrap(),
            "<a href=\"#a\">A</a><a href=\"https://mau.example/?a=1&amp;b=2\">A</a>\
             <a href=\"mailto:a@mau.example\">A</a><a href=\"../a.html?t=1:2\">A</a>"
        );
    }

    #[test]
    fn a_string_filled_with_a_link_escapes_all_else() {
        assert_eq!(
            rendered("{{ 'A & {a} < {b}, {n}' | fill(a=plain | link, b=hostile.label, n=number) }}").unwrap(),
            "A &amp; A &lt; B &lt; &lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;, 3"
        );
        assert_eq!(rendered("{{ 'A & {b}' | fill(b=plain.label) }}").unwrap(), "A &amp; A &lt; B");
    }

    #[test]
    fn what_is_no_link_is_an_error_that_says_so() {
        let error = rendered("{{ number | link }}").unwrap_err();
        assert!(error.contains("`link` takes a value with a `label` and a `url`"), "{error}");
    }
}
