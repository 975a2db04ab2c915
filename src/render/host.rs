//! The git host that keeps the content: addresses there, and what may stand in an address.
//!
//! Hosts differ in where a file is edited and in what they take from the address. GitLab and Gitea (Forgejo) are known by
//! name; all others are taken to follow GitHub.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::schema::{Propose, SiteConfig};

/// The branch that the site is built from.
const BRANCH: &str = "main";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
    Gitea,
}

impl Host {
    fn of(repository: &str) -> Self {
        let host = repository.split("://").nth(1).unwrap_or(repository).split('/').next().unwrap_or("");
        match host {
            host if host.contains("gitlab") => Self::GitLab,
            host if ["gitea", "forgejo", "codeberg"].iter().any(|name| host.contains(name)) => Self::Gitea,
            _ => Self::GitHub,
        }
    }
}

/// The repository that keeps the content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repository<'s> {
    address: &'s str,
    host: Host,
    /// What the editor wants visitors to be led to.
    chosen: Option<Propose>,
}

impl<'s> Repository<'s> {
    /// The site's, if it names one.
    pub(crate) fn of(site: &'s SiteConfig) -> Option<Self> {
        let address = site.repository.as_deref()?;
        Some(Self { address, host: Host::of(address), chosen: site.propose })
    }

    /// Where a file can be edited.
    pub(crate) fn edit_url(self, path: &str) -> String {
        let verb = match self.host {
            Host::GitHub => "edit",
            Host::GitLab => "-/edit",
            Host::Gitea => "_edit",
        };
        [self.address, "/", verb, "/", BRANCH, "/", path].concat()
    }

    /// What a visitor of the host is led to: the editor's choice, else a new file where the host takes its text from the
    /// address, which GitLab does not (its issue 337038).
    pub(crate) fn proposes(self) -> Option<Propose> {
        let chosen = self.chosen.unwrap_or(match self.host {
            Host::GitLab => Propose::Issue,
            Host::GitHub | Host::Gitea => Propose::File,
        });
        (chosen != Propose::Nothing).then_some(chosen)
    }

    /// Where a new file begins that is called `name` and holds `text`.
    pub(crate) fn new_file(self, name: &str, text: &str) -> String {
        let (verb, named) = match self.host {
            Host::GitHub => ("new", "filename"),
            Host::GitLab => ("-/new", "file_name"),
            Host::Gitea => ("_new", "filename"),
        };
        let (name, text) = (encoded(name), encoded(text));
        [self.address, "/", verb, "/", BRANCH, "?", named, "=", &name, "&value=", &text].concat()
    }

    /// Where a new issue begins.
    pub(crate) fn new_issue(self, title: &str, text: &str) -> String {
        let (repository, title, text) = (self.address, encoded(title), encoded(text));
        match self.host {
            Host::GitLab => {
                format!("{repository}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={text}")
            }
            Host::GitHub | Host::Gitea => format!("{repository}/issues/new?title={title}&body={text}"),
        }
    }
}

/// `text` as a value in a URL's query: every byte but the unreserved characters of RFC 3986 as `%XX`.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// All but the unreserved characters of RFC 3986.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[cfg(test)]
mod tests {
    use super::*;

    fn site(repository: &str) -> SiteConfig {
        SiteConfig { repository: Some(repository.to_owned()), ..SiteConfig::default() }
    }

    #[test]
    fn each_host_has_its_own_addresses() {
        let edit = |address: &str| Repository::of(&site(address)).unwrap().edit_url("content/a.md");
        assert_eq!(edit("https://github.com/a/b"), "https://github.com/a/b/edit/main/content/a.md");
        assert_eq!(edit("https://gitlab.com/a/b"), "https://gitlab.com/a/b/-/edit/main/content/a.md");
        assert_eq!(edit("https://codeberg.org/a/b"), "https://codeberg.org/a/b/_edit/main/content/a.md");
        let file = |address: &str| Repository::of(&site(address)).unwrap().new_file("a.md", "x");
        assert_eq!(file("https://github.com/a/b"), "https://github.com/a/b/new/main?filename=a.md&value=x");
        assert_eq!(file("https://codeberg.org/a/b"), "https://codeberg.org/a/b/_new/main?filename=a.md&value=x");
        let issue = |address: &str| Repository::of(&site(address)).unwrap().new_issue("a", "x");
        assert_eq!(issue("https://github.com/a/b"), "https://github.com/a/b/issues/new?title=a&body=x");
        assert_eq!(
            issue("https://gitlab.com/a/b"),
            "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=a&issue%5Bdescription%5D=x"
        );
    }

    #[test]
    fn the_editor_chooses_else_the_host() {
        let proposes = |site: &SiteConfig| Repository::of(site).and_then(Repository::proposes);
        assert_eq!(proposes(&SiteConfig::default()), None);
        assert_eq!(proposes(&site("https://github.com/a/b")), Some(Propose::File));
        assert_eq!(proposes(&site("https://gitlab.example.vn/a/b")), Some(Propose::Issue));
        let none = SiteConfig { propose: Some(Propose::Nothing), ..site("https://github.com/a/b") };
        assert_eq!(proposes(&none), None);
    }

    #[test]
    fn nothing_in_a_value_can_end_it() {
        assert_eq!(encoded("a-1_~."), "a-1_~.");
        assert_eq!(encoded("ở & “b”?\n"), "%E1%BB%9F%20%26%20%E2%80%9Cb%E2%80%9D%3F%0A");
    }
}
