//! Which of the things that another place needs to know are told in a file, by its front matter or in a section of its own.

use super::article::Section;
use super::{Article, Entry};
use crate::schema::{CONDITIONS, Contact, ModelFrontMatter, Need, STEPS, Told};

/// The id of the heading of a section that tells the resources, where an editor has written one.
const RESOURCES: &str = "nguon-luc";

impl Entry<ModelFrontMatter> {
    /// What it tells, in words or pictures. A section without any tells nothing, and an office that cannot be reached is nobody to ask.
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
    let tells = |section: &Section| !section.text.is_empty() || section.has_picture;
    article.sections.iter().any(|section| section.heading.as_ref() == Some(&heading.label) && tells(section))
}

#[cfg(test)]
mod tests {
    use super::super::{Parsed, parse};
    use super::*;
    use crate::schema::SiteConfig;
    use crate::text::SitePath;

    #[test]
    fn steps_may_be_shown_instead_of_said() {
        let tells_steps = |section: &str| {
            let text = format!("---\ntitle: Tiếng kẻng\n---\n\n## Cách làm\n\n{section}\n");
            let path = SitePath::new("content/mo-hinh/keng.md");
            match parse(&path, &text.into(), &SiteConfig::default(), 2026).value {
                Some(Parsed::Model(model)) => model.told().has(Need::Steps),
                other => panic!("{other:?}"),
            }
        };
        assert!(tells_steps("Đánh kẻng lúc 19 giờ."));
        assert!(tells_steps("![Bước 1](b1.jpg)\n![Bước 2](b2.jpg)"));
        assert!(tells_steps("- ![](b1.jpg)\n- ![](b2.jpg)"));
        assert!(!tells_steps(""));
        assert!(!tells_steps("## Kết quả\n\n![Sân nhà văn hóa](san.jpg)"));
    }
}
