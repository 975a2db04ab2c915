//! What a host would refuse: too many files, a file or a site that is too large. Told by `lantoa check`, before the host does.
//!
//! No name is told of: addresses have only letters, digits and marks that every known host takes (`route`).

use std::collections::BTreeMap;

use crate::finding::{Code, Finding};
use crate::schema::Host;
use crate::text::{Message, SitePath};
use crate::vietnamese::number;

const MIB: u64 = 1 << 20;

/// The limits of a host; each is left out where the host has none, or none that it says.
struct Limits {
    name: &'static str,
    /// Files of the site.
    files: Option<usize>,
    /// Files in one folder.
    folder: Option<usize>,
    /// Bytes of one file.
    file: Option<u64>,
    /// Bytes of the whole site.
    site: Option<u64>,
}

/// As the hosts' own pages said in November 2026.
fn limits(host: Host) -> Option<Limits> {
    let none = Limits { name: "", files: None, folder: None, file: None, site: None };
    match host {
        // With a paid account 100,000 files.
        Host::Cloudflare => Some(Limits { name: "Cloudflare", files: Some(20_000), file: Some(25 * MIB), ..none }),
        // 100 MB is what git takes there.
        Host::Github => Some(Limits { name: "GitHub Pages", file: Some(100 * MIB), site: Some(1 << 30), ..none }),
        Host::Gitlab => Some(Limits { name: "GitLab Pages", files: Some(200_000), site: Some(1 << 30), ..none }),
        Host::Netlify => Some(Limits { name: "Netlify", folder: Some(54_000), ..none }),
        Host::Nginx | Host::Caddy | Host::Iis => None,
    }
}

/// Every limit of these hosts that a site of these files (URL path and length) goes beyond. `site_file` is where they are
/// reported: hosts are named there.
pub(crate) fn beyond(hosts: &[Host], files: &[(&str, u64)], site_file: &SitePath) -> Vec<Finding> {
    let over = hosts.iter().filter_map(|&host| limits(host)).flat_map(|limits| limits.beyond(files));
    over.map(|(message, help)| Finding::new(Code::HostLimit, site_file, message).help(help)).collect()
}

impl Limits {
    fn beyond(&self, files: &[(&str, u64)]) -> Vec<(Message, Message)> {
        let Self { name, .. } = self;
        let mut found = Vec::new();
        if let Some(most) = self.files.filter(|&most| files.len() > most) {
            let (count, most) = (Count(files.len()), Count(most));
            found.push((
                Message::new(
                    format!("Trang web có {} tệp, {name} nhận nhiều nhất {} tệp.", count.vi(), most.vi()),
                    format!("The site has {} files, {name} takes at most {}.", count.en(), most.en()),
                ),
                fewer_files(),
            ));
        }
        let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
        for (path, _) in files {
            *folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
        }
        for (folder, count) in folders {
            let Some(most) = self.folder.filter(|&most| count > most) else { continue };
            let (count, most) = (Count(count), Count(most));
            found.push((
                Message::new(
                    format!("Thư mục “{folder}” có {} tệp, {name} nhận nhiều nhất {} tệp.", count.vi(), most.vi()),
                    format!("The folder “{folder}” has {} files, {name} takes at most {}.", count.en(), most.en()),
                ),
                fewer_files(),
            ));
        }
        for (path, len) in files {
            let Some(most) = self.file.filter(|most| len > most) else { continue };
            found.push((
                Message::new(
                    format!("Tệp “{path}” nặng {}, {name} nhận nhiều nhất {}.", size_vi(*len), size_vi(most)),
                    format!("The file “{path}” has {}, {name} takes at most {}.", size_en(*len), size_en(most)),
                ),
                Message::new(
                    "Thu nhỏ tệp đính kèm ấy, hoặc chọn nơi đặt khác (nginx, Caddy, IIS không có giới hạn này).",
                    "Make that attachment smaller, or choose another host (nginx, Caddy and IIS have no such limit).",
                ),
            ));
        }
        let whole: u64 = files.iter().map(|(_, len)| len).sum();
        if let Some(most) = self.site.filter(|&most| whole > most) {
            found.push((
                Message::new(
                    format!("Cả trang web nặng {}, {name} nhận nhiều nhất {}.", size_vi(whole), size_vi(most)),
                    format!("The whole site has {}, {name} takes at most {}.", size_en(whole), size_en(most)),
                ),
                Message::new(
                    "Bỏ --precompress, thu nhỏ tệp đính kèm và ảnh, hoặc chọn nơi đặt khác.",
                    "Leave out --precompress, make attachments and pictures smaller, or choose another host.",
                ),
            ));
        }
        found
    }
}

fn fewer_files() -> Message {
    Message::new(
        "Bỏ --precompress, bớt ảnh chia sẻ (share_cards: field hoặc none), bớt trang địa phương (place_pages: provinces), trang chủ đề (tag_pages: false) và bản tin (feeds: fields), tách nội dung thành nhiều trang web, dùng gói trả tiền, hoặc chọn nơi đặt khác.",
        "Leave out --precompress, make fewer share cards (share_cards: field or none) and fewer pages of places (place_pages: provinces), pages of tags (tag_pages: false) and feeds (feeds: fields), divide the content into several sites, use a paid account, or choose another host.",
    )
}

/// A number as people write it in each language.
#[derive(Clone, Copy)]
struct Count(usize);

impl Count {
    fn vi(self) -> String {
        number::grouped(&self.0.to_string())
    }

    fn en(self) -> String {
        self.vi().replace('.', ",")
    }
}

/// Rounded up: what is a byte too large is not said to be as large as the limit.
fn size_en(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(MIB);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn size_vi(bytes: u64) -> String {
    size_en(bytes).replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a site with these files, in English.
    fn said(host: Host, files: &[(&str, u64)]) -> Vec<String> {
        let found = beyond(&[host], files, &SitePath::new("content/site.yaml"));
        found.into_iter().map(|finding| finding.message.en).collect()
    }

    #[test]
    fn each_limit_is_told_with_its_number() {
        let many = vec![("mo-hinh/a.html", 10_000); 20_001];
        assert_eq!(said(Host::Cloudflare, &many), ["The site has 20,001 files, Cloudflare takes at most 20,000."]);
        assert_eq!(said(Host::Cloudflare, &many[..20_000]), Vec::<String>::new());
        let hardly = [("assets/tai-lieu.pdf", 25 * MIB + 1)];
        let expected = ["The file “assets/tai-lieu.pdf” has 25.1 MB, Cloudflare takes at most 25.0 MB."];
        assert_eq!(said(Host::Cloudflare, &hardly), expected);
        let large = [("assets/tai-lieu.pdf", 48 * MIB)];
        let expected = ["The file “assets/tai-lieu.pdf” has 48.0 MB, Cloudflare takes at most 25.0 MB."];
        assert_eq!(said(Host::Cloudflare, &large), expected);
        assert_eq!(said(Host::Github, &large), Vec::<String>::new());
        let heavy = vec![("a.jpg", 50 * MIB); 21];
        assert_eq!(said(Host::Github, &heavy), ["The whole site has 1050.0 MB, GitHub Pages takes at most 1024.0 MB."]);
        let folder = vec![("mo-hinh/a.html", 1); 54_001];
        let expected = ["The folder “mo-hinh” has 54,001 files, Netlify takes at most 54,000."];
        assert_eq!(said(Host::Netlify, &folder), expected);
        assert_eq!(said(Host::Iis, &heavy), Vec::<String>::new());
    }
}
