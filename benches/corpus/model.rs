//! One model of the corpus, and the Markdown file it is written as.

use std::fmt::Write;

/// A number that was counted.
pub(crate) struct Figure {
    pub(crate) label: &'static str,
    pub(crate) value: usize,
    pub(crate) unit: &'static str,
}

/// An award.
pub(crate) struct Award {
    pub(crate) year: usize,
    pub(crate) level: &'static str,
    pub(crate) form: &'static str,
    /// The number of the decision: `123/QĐ-UBND`.
    pub(crate) decision: Option<String>,
}

/// A place that copied it.
pub(crate) struct Copied {
    pub(crate) locality: String,
    pub(crate) year: usize,
    pub(crate) by: String,
}

/// Front matter and text, nothing of it escaped.
pub(crate) struct Model {
    pub(crate) slug: String,
    pub(crate) folder: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) locality: String,
    pub(crate) field: &'static str,
    pub(crate) fields_also: Option<&'static str>,
    pub(crate) organisation: String,
    pub(crate) unit_type: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) started: usize,
    pub(crate) awards: Vec<Award>,
    pub(crate) results: Vec<Figure>,
    pub(crate) resources: Option<String>,
    pub(crate) conditions: Option<String>,
    /// The office and its telephone number.
    pub(crate) contact: Option<(String, String)>,
    pub(crate) replications: Vec<Copied>,
    /// Slug of the model it is a copy of.
    pub(crate) based_on: Option<String>,
    /// Date and text.
    pub(crate) update: Option<(String, String)>,
    pub(crate) campaign: Option<&'static str>,
    pub(crate) tags: Vec<&'static str>,
    /// Title and address.
    pub(crate) source: (String, String),
    pub(crate) reviewed: Option<String>,
    pub(crate) alias: Option<String>,
    /// Markdown.
    pub(crate) body: String,
}

impl Model {
    /// Where its file lies, from the site's root.
    pub(crate) fn path(&self) -> String {
        format!("content/mo-hinh/{}/{}.md", self.folder, self.slug)
    }

    /// The file.
    pub(crate) fn file(&self) -> String {
        let mut out = Lines::default();
        out.line("title", &quoted(&self.title));
        out.line("summary", &quoted(&self.summary));
        out.line("locality", &quoted(&self.locality));
        out.line("field", self.field);
        out.option("fields_also", self.fields_also.map(|field| format!("[{field}]")));
        out.line("organisation", &quoted(&self.organisation));
        out.line("unit_type", self.unit_type);
        out.line("stage", self.stage);
        out.line("started", &self.started.to_string());
        self.awards(&mut out);
        out.list("results", &self.results, |Figure { label, value, unit }| {
            format!("label: {}, value: {value}, unit: {}", quoted(label), quoted(unit))
        });
        out.option("resources", self.resources.as_deref().map(quoted));
        out.option("conditions", self.conditions.as_deref().map(quoted));
        let contact = self.contact.as_ref();
        out.option("contact", contact.map(|(o, phone)| format!("{{office: {}, phone: {}}}", quoted(o), quoted(phone))));
        out.list("replications", &self.replications, |Copied { locality, year, by }| {
            format!("locality: {}, year: {year}, by: {}", quoted(locality), quoted(by))
        });
        out.option("based_on", self.based_on.clone());
        out.list("updates", self.update.as_slice(), |(date, text)| format!("date: {date}, text: {}", quoted(text)));
        out.option("campaigns", self.campaign.map(|campaign| format!("[{campaign}]")));
        let tags: Vec<String> = self.tags.iter().map(|tag| quoted(tag)).collect();
        out.line("tags", &format!("[{}]", tags.join(", ")));
        out.list("sources", std::slice::from_ref(&self.source), |(title, url)| {
            format!("title: {}, url: {}", quoted(title), quoted(url))
        });
        out.option("reviewed", self.reviewed.clone());
        out.option("aliases", self.alias.as_ref().map(|alias| format!("[{alias}]")));
        format!("---\n{}---\n\n{}", out.text, self.body)
    }

    /// One award in its short form, several, or one with its decision, in their long one.
    fn awards(&self, out: &mut Lines) {
        if let [award @ Award { decision: None, .. }] = &self.awards[..] {
            out.line("award_year", &award.year.to_string());
            out.line("award_level", award.level);
            return;
        }
        out.list("awards", &self.awards, |Award { year, level, form, decision }| {
            let decision = decision.as_ref().map(|number| format!(", decision: {}", quoted(number)));
            format!("year: {year}, level: {level}, form: {}{}", quoted(form), decision.unwrap_or_default())
        });
    }
}

/// The lines of a front matter.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key}: {value}");
    }

    fn option(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.line(key, &value);
        }
    }

    fn list<T>(&mut self, key: &str, items: &[T], show: impl Fn(&T) -> String) {
        if !items.is_empty() {
            let _ = writeln!(self.text, "{key}:");
            items.iter().for_each(|item| {
                let _ = writeln!(self.text, "  - {{{}}}", show(item));
            });
        }
    }
}

/// As a YAML scalar: in quotes where it must be, as people write it.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/');
    if text.starts_with(char::is_alphabetic) && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
