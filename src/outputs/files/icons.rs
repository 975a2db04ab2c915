//! The site's icons, made of the first letter of its title and the theme's colour. A theme that has a file of the same name
//! in `assets/` is left alone.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::share_card::Icon;

/// In which form an icon is.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// A drawing, for browsers.
    Svg,
    /// A picture, as wide and as high as this, for systems that put the site among their programs.
    Png(u32),
    /// For what asks for no other: old browsers, readers of feeds.
    Ico,
}

const FORMS: [(&str, Form); 4] = [
    ("assets/icon.svg", Form::Svg),
    ("assets/icon-192.png", Form::Png(192)),
    ("assets/icon-512.png", Form::Png(512)),
    ("favicon.ico", Form::Ico),
];

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let is_own = |path: &str| {
        let name = path.strip_prefix(route::ASSETS).and_then(|name| name.strip_prefix('/'));
        name.is_some_and(|name| context.theme.assets.contains_key(name))
    };
    let made = FORMS.into_iter().filter(|(path, _)| !is_own(path));
    made.map(|(path, form)| Output::new(path.to_owned(), form)).collect()
}

impl OutputKind for Form {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let icon = Icon::of(&renderer.catalog.site.title, renderer.theme.colour());
        let bytes = match *self {
            Self::Svg => icon.svg().into_bytes(),
            Self::Png(px) => icon.png(px),
            Self::Ico => icon.ico(),
        };
        Ok(bytes.into())
    }
}
