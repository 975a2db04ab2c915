//! Which of the things that another place needs to know are told in a file, by its front matter or in a section of its own.

use super::article::Section;
use super::{Article, Entry};
use crate::schema::{CONDITIONS, Contact, ModelFrontMatter, Need, STEPS, Told};

/// The id of the heading of a section that tells the resources, where an editor has written one.
const RESOURCES: &str = "nguon-luc";

impl Entry<ModelFrontMatter> {
    /// What it tells. A section without text tells nothing, and an office that cannot be reached is nobody to ask.
    pub(crate) fn told(&self) -> Told {
        let front_matter = &self.front_matter;
        Told::of(|need| match need {
            Need::Steps => has_section(&self.article, STEPS.id),
            Need::Resources => front_matter.resources.is_some() || has_section(&self.article, RESOURCES),
            Need::Conditions => front_matter.conditions.is_some() || has_section(&self.article, CONDITIONS.id),
            Need::Contact => front_matter.contact.as_ref().is_some_and(Contact::can_be_reached),
        })
    }
}

fn has_section(article: &Article, id: &str) -> bool {
    let Some(heading) = article.headings.iter().find(|heading| heading.id == id) else { return false };
    let is_told = |section: &Section| section.heading.as_ref() == Some(&heading.label) && !section.text.is_empty();
    article.sections.iter().any(is_told)
}
