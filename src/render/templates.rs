//! The template engine: loading a theme's templates, our filters, and turning its errors into findings.

use std::collections::HashMap;

use tera::{Context, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use rustc_hash::FxHashMap;

use crate::finding::{Checked, Code, Finding};
use crate::text::{Message, Position, SitePath};
use crate::theme::Theme;

use super::{host, number};

/// Bytes that hold most pages, so that making one seldom moves it.
const PAGE: usize = 32 * 1024;

/// Templates ready to be filled. Shared by all threads.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// Where each template comes from, by the name the engine knows it by.
    origins: Vec<(String, SitePath)>,
    /// The engine's name of the template that stands for a path: the site's own if it has one. Looked up here, because the
    /// engine tries the layers one after the other each time.
    names: FxHashMap<String, String>,
    /// Whether they could all be read.
    pub(super) sound: bool,
}

impl Templates {
    /// Reads the templates of `theme`. One that cannot be read is a finding.
    pub fn new(theme: &Theme) -> Checked<Self> {
        let mut tera = Tera::default();
        register_filters(&mut tera);
        tera.autoescape_on(vec![".html", ".xml"]);
        let mut findings = Vec::new();
        let origins: Vec<(String, SitePath)> =
            theme.templates.iter().map(|template| (template.name(), template.origin.clone())).collect();
        let mut names = HashMap::default();
        for layer in theme.layers() {
            for template in theme.templates.iter().filter(|template| template.layer == layer) {
                names.entry(template.path.clone()).or_insert_with(|| template.name());
            }
        }
        let mut templates = Self { tera, origins, names, sound: true };
        let prefixes: Vec<String> = theme.layers().map(|layer| format!("{layer}/")).collect();
        let loaded = templates.tera.set_fallback_prefixes(prefixes).and_then(|()| {
            templates.tera.add_raw_templates(theme.templates.iter().map(|t| (t.name(), t.text.as_ref())))
        });
        if let Err(error) = loaded {
            findings.push(templates.finding(&error, Code::TemplateSyntax, None));
            templates.sound = false;
        }
        templates.tera.global_context().insert("t", &theme.strings);
        Checked { value: templates, findings }
    }

    /// Fills the template `name`. `page` is the address of the page, for the finding when it fails.
    pub(super) fn render(&self, name: &str, context: &Context, page: &str) -> Result<Vec<u8>, Box<Finding>> {
        let mut bytes = Vec::with_capacity(PAGE);
        let made = self.tera.render_to(self.names.get(name).map_or(name, String::as_str), context, &mut bytes);
        made.map(|()| bytes).map_err(|error| Box::new(self.finding(&error, Code::TemplateFails, Some(page))))
    }

    fn finding(&self, error: &tera::Error, code: Code, page: Option<&str>) -> Finding {
        let (report, detail) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (Some(report), report.message().to_owned())
            }
            other => (None, other.to_string()),
        };
        let file = report.map_or_else(|| self.origin(error), |report| self.origin_of(report.filename()));
        let on_page = page.map_or(String::new(), |page| format!(" ({page})"));
        let message = Message::new(
            format!("Khuôn trang có lỗi{on_page}: {detail}"),
            format!("The template is wrong{on_page}: {detail}"),
        );
        let help = Message::new(
            "sửa khuôn trang ở chỗ này, hoặc xóa tệp để dùng khuôn có sẵn",
            "mend the template here, or delete the file to use the built-in one",
        );
        let finding = Finding::new(code, &file, message).help(help);
        match report {
            Some(report) => finding.at(position(report)),
            None => finding,
        }
    }

    /// The file of the template an error without a position speaks of.
    fn origin(&self, error: &tera::Error) -> SitePath {
        match error.kind() {
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => self.origin_of(tpl),
            ErrorKind::MissingParent { current, .. } => self.origin_of(current),
            _ => self.origin_of(""),
        }
    }

    fn origin_of(&self, name: &str) -> SitePath {
        let known = self.origins.iter().find(|(known, _)| known == name || known.ends_with(&format!("/{name}")));
        known.map_or_else(|| SitePath::new("themes"), |(_, origin)| origin.clone())
    }
}

fn position(report: &ReportError) -> Position {
    let span = report.span();
    Position {
        line: span.start_line as u32,
        column: span.start_col as u32 + 1,
        end_line: span.end_line as u32,
        end_column: span.end_col as u32 + 1,
    }
}

/// `fill` puts values into a string of the theme; `number` writes a number as Vietnamese readers do; `encoded` makes a
/// text fit for the part of an address after `?`.
fn register_filters(tera: &mut Tera) {
    tera.register_filter("fill", |text: &str, values: Kwargs, _: &State| -> TeraResult<String> {
        let put = |text: String, name: &str, value| text.replace(&["{", name, "}"].concat(), &in_words(value));
        let filled = values.iter().fold(text.to_owned(), |text, (name, value)| match name.as_str() {
            Some(name) => put(text, name, value),
            None => text,
        });
        Ok(filled)
    });
    tera.register_filter("encoded", |text: &str, _: Kwargs, _: &State| -> String { host::encoded(text) });
    tera.register_filter("number", |value: &Value, _: Kwargs, _: &State| -> String { in_words(value) });
}

fn in_words(value: &Value) -> String {
    value.as_u64().map_or_else(|| value.to_string(), |n| number::grouped(&n.to_string()))
}
