//! The git host that keeps the content: addresses there, and what may stand in an address.
//!
//! Hosts differ in where a file is edited and in what they take from the address. GitLab and Gitea (Forgejo) are known by
//! name; all others are taken to follow GitHub.

use crate::schema::{Propose, Site};

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

/// Where a file of the site can be edited.
pub(super) fn edit_url(site: &Site, path: &str) -> Option<String> {
    let repository = site.repository.as_deref()?;
    let verb = match Host::of(repository) {
        Host::GitHub => "edit",
        Host::GitLab => "-/edit",
        Host::Gitea => "_edit",
    };
    Some([repository, "/", verb, "/", BRANCH, "/", path].concat())
}

/// What a visitor of the host is led to: the editor's choice, else a new file where the host takes its text from the
/// address, which GitLab does not (its issue 337038).
pub(super) fn proposes(site: &Site) -> Option<Propose> {
    let repository = site.repository.as_deref()?;
    let chosen = site.propose.unwrap_or(match Host::of(repository) {
        Host::GitLab => Propose::Issue,
        Host::GitHub | Host::Gitea => Propose::File,
    });
    (chosen != Propose::Nothing).then_some(chosen)
}

/// Where a new file begins that is called `name` and holds `text`.
pub(super) fn new_file(site: &Site, name: &str, text: &str) -> Option<String> {
    let repository = site.repository.as_deref()?;
    let (verb, named) = match Host::of(repository) {
        Host::GitHub => ("new", "filename"),
        Host::GitLab => ("-/new", "file_name"),
        Host::Gitea => ("_new", "filename"),
    };
    let (name, text) = (encoded(name), encoded(text));
    Some([repository, "/", verb, "/", BRANCH, "?", named, "=", &name, "&value=", &text].concat())
}

/// Where a new issue begins.
pub(super) fn new_issue(site: &Site, title: &str, text: &str) -> Option<String> {
    let repository = site.repository.as_deref()?;
    let (title, text) = (encoded(title), encoded(text));
    Some(match Host::of(repository) {
        Host::GitLab => {
            format!("{repository}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={text}")
        }
        Host::GitHub | Host::Gitea => format!("{repository}/issues/new?title={title}&body={text}"),
    })
}

/// `text` as a value in an address: every byte but the unreserved ones of RFC 3986 as `%XX`.
pub(super) fn encoded(text: &str) -> String {
    let hex = |nibble: u8| b"0123456789ABCDEF"[usize::from(nibble & 15)];
    let mut out = Vec::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte),
            _ => out.extend_from_slice(&[b'%', hex(byte >> 4), hex(byte)]),
        }
    }
    // Nothing but ASCII.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(repository: &str) -> Site {
        Site { repository: Some(repository.to_owned()), ..Site::default() }
    }

    #[test]
    fn each_host_has_its_own_addresses() {
        let edit = |repository: &str| edit_url(&site(repository), "content/a.md").unwrap();
        assert_eq!(edit("https://github.com/a/b"), "https://github.com/a/b/edit/main/content/a.md");
        assert_eq!(edit("https://gitlab.com/a/b"), "https://gitlab.com/a/b/-/edit/main/content/a.md");
        assert_eq!(edit("https://codeberg.org/a/b"), "https://codeberg.org/a/b/_edit/main/content/a.md");
        let file = |repository: &str| new_file(&site(repository), "a.md", "x").unwrap();
        assert_eq!(file("https://github.com/a/b"), "https://github.com/a/b/new/main?filename=a.md&value=x");
        assert_eq!(file("https://codeberg.org/a/b"), "https://codeberg.org/a/b/_new/main?filename=a.md&value=x");
        let issue = |repository: &str| new_issue(&site(repository), "a", "x").unwrap();
        assert_eq!(issue("https://github.com/a/b"), "https://github.com/a/b/issues/new?title=a&body=x");
        assert_eq!(
            issue("https://gitlab.com/a/b"),
            "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=a&issue%5Bdescription%5D=x"
        );
    }

    #[test]
    fn the_editor_chooses_else_the_host() {
        assert_eq!(proposes(&Site::default()), None);
        assert_eq!(proposes(&site("https://github.com/a/b")), Some(Propose::File));
        assert_eq!(proposes(&site("https://gitlab.example.vn/a/b")), Some(Propose::Issue));
        let none = Site { propose: Some(Propose::Nothing), ..site("https://github.com/a/b") };
        assert_eq!(proposes(&none), None);
    }

    #[test]
    fn nothing_in_a_value_can_end_it() {
        assert_eq!(encoded("a-1_~."), "a-1_~.");
        assert_eq!(encoded("ở & “b”?\n"), "%E1%BB%9F%20%26%20%E2%80%9Cb%E2%80%9D%3F%0A");
    }
}
