//! Files of the last site that stay for one site more, so that open and cached pages find what they still load.

use super::disk::Disk;
use super::manifest::{self, Manifest};
use super::run::Publisher;
use crate::error::SystemError;
use crate::fingerprint::Fingerprint;
use crate::route;

impl<D: Disk> Publisher<'_, D> {
    /// The files that stay for one site more: those with a hash in their name that the published site has and the new one,
    /// of which `is_new` tells the paths, lacks. If it lacks none, what was kept before stays.
    pub(super) fn to_keep(&self, is_new: impl Fn(&str) -> bool) -> Manifest {
        let gone = |(path, _): &(&String, &Fingerprint)| route::is_hashed(path) && !is_new(path);
        let of = |list: &Manifest| {
            let files = list.files.iter().filter(gone).map(|(path, found)| (path.clone(), *found)).collect();
            Manifest { files }
        };
        let last = self.committed().map(of).unwrap_or_default();
        if last.files.is_empty() { of(&self.kept) } else { last }
    }

    /// Writes the list of kept files, or removes it if there are none.
    pub(super) fn list_kept(&self, kept: &Manifest) -> Result<(), SystemError> {
        if !kept.files.is_empty() {
            self.write_atomically(&kept.to_text(), manifest::KEPT)
        } else if self.kept.files.is_empty() {
            Ok(())
        } else {
            self.try_io(&self.target.join(manifest::KEPT), |path| self.disk.remove_file(path))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::fs;
    use std::path::Path;

    use super::super::tests::{Site, outputs_of, site};
    use super::super::{Mode, publish};

    fn names_in(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    fn publish_keeping(output: &Path, site: &Site, keep_last: bool) -> Vec<String> {
        let mode = Mode { dry_run: false, keep_last };
        let render = |output: &crate::outputs::Output, _: &_| Ok(Cow::Borrowed(site[&output.url_path].as_bytes()));
        publish(output, &outputs_of(site), mode, render).unwrap().deleted
    }

    #[test]
    fn hashed_files_of_the_last_site_stay_until_there_are_others() {
        let target = tempfile::tempdir().unwrap();
        let sites: Vec<Site> = (1..=3)
            .map(|number| site(&[("index.html", &number.to_string()), (&format!("assets/h/s.{number}.css"), "css")]))
            .collect();
        let styles = || names_in(&target.path().join("assets/h"));
        publish_keeping(target.path(), &sites[0], true);
        assert!(publish_keeping(target.path(), &sites[1], true).is_empty());
        assert_eq!(styles(), ["s.1.css", "s.2.css"]);
        // The same site again, and one that differs in a page only, are no other style sheet.
        publish_keeping(target.path(), &sites[1], true);
        let mut page = sites[1].clone();
        page.insert("index.html".to_owned(), "other".to_owned());
        publish_keeping(target.path(), &page, true);
        assert_eq!(styles(), ["s.1.css", "s.2.css"]);
        assert_eq!(publish_keeping(target.path(), &sites[2], true), ["assets/h/s.1.css"]);
        assert_eq!(styles(), ["s.2.css", "s.3.css"]);
        // What comes back is the site's again.
        assert!(publish_keeping(target.path(), &sites[1], true).is_empty());
        assert_eq!(styles(), ["s.2.css", "s.3.css"]);
        // Without the option nothing stays, and the folder is as after a first run.
        assert_eq!(publish_keeping(target.path(), &sites[1], false), ["assets/h/s.3.css"]);
        let first = tempfile::tempdir().unwrap();
        publish_keeping(first.path(), &sites[1], false);
        assert_eq!(names_in(target.path()), names_in(first.path()));
        assert_eq!(styles(), ["s.2.css"]);
    }
}
