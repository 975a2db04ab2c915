//! The template engine: loading a theme's templates, and turning its errors into findings.

use std::collections::HashMap;

use tera::{Context, ErrorKind, ReportError, Tera};

use rustc_hash::FxHashMap;

use crate::finding::{Checked, Code, Finding};
use crate::text::{Message, Position, SitePath};
use crate::theme::Theme;

use super::{filters, frame};

/// Bytes that hold most pages, so that making one seldom moves it.
const PAGE: usize = 32 * 1024;

/// Templates ready to be filled. Shared by all threads.
#[derive(Debug)]
pub(crate) struct Templates {
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
    pub(crate) fn new(theme: &Theme) -> Checked<Self> {
        let mut tera = Tera::default();
        filters::register(&mut tera);
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
        let finding = Finding::new(code, &file, message).help(help(code, &file));
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

/// How to repair the template `file`.
fn help(code: Code, file: &SitePath) -> Message {
    if code == Code::TemplateFails && frame::TEMPLATES.contains(&file.file_name()) {
        return Message::new(
            "Khuôn này dùng chung cho nhiều trang: ở đây chỉ có site, t, page.kind, page.root và page.url.",
            "Many pages share this template: it is given only site, t, page.kind, page.root and page.url.",
        );
    }
    Message::new(
        "Sửa khuôn trang ở chỗ này, hoặc xóa tệp để dùng khuôn có sẵn.",
        "Mend the template here, or delete the file to use the built-in one.",
    )
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
