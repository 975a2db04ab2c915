//! A warm build is a cold build that skips work: what a cache has kept over any walk of edits changes no byte.
//!
//! A walk begins with a site that has everything and edits it step by step: every kind of file that a build depends on is
//! written, renamed and deleted, and so are the days that git knows, the day of the build and its options. After every
//! step the site is built with the cache that has come along and without any; outputs and findings must be the same.

use std::fmt;

use proptest::prelude::*;

use crate::support::{Build, BuildCache, Date, Options, Severity, SitePath, Source, build, picture, source_of, today};

/// Steps of one walk.
const STEPS: usize = 12;

/// Files of one kind. What one of them may hold is a choice from each slot, joined; the first choices are a file without
/// fault.
struct Kind {
    paths: &'static [&'static str],
    slots: &'static [&'static [&'static str]],
    /// How often it is edited, beside the others.
    weight: u32,
}

const KINDS: [Kind; 9] = [
    Kind {
        paths: &["content/mo-hinh/a.md", "content/mo-hinh/b.md", "content/mo-hinh/x/c.md", "content/mo-hinh/x/d.md"],
        slots: &[
            &["---\n"],
            &["title: Biến rác thành tiền\n", "title: Tiếng kẻng an ninh\n", "title: \"chưa đóng\n", ""],
            &[
                "locality: Xã Đông Giang, tỉnh Lâm Đồng\n",
                "locality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\n",
                "locality: Thôn 2, xã Đông Giang, tỉnh Lâm Đồng\n",
                "locality: Xã Tân Thành\n",
                "locality: [\"Xã Đông Giang, tỉnh Lâm Đồng\", \"Xã La Dạ, tỉnh Lâm Đồng\"]\n",
                "locality: Tỉnh Bình Thuận\nlocality_now: Xã La Dạ, tỉnh Lâm Đồng\n",
            ],
            &["field: kinh-te\n", "field: bao-ve-moi-truong\n", "field: rieng\n"],
            &["", "tags: [rác, gây quỹ]\n", "tags: [rác]\n"],
            &["", "based_on: b\n", "based_on: d\n"],
            &["", "replications: [{locality: \"Xã La Dạ, tỉnh Lâm Đồng\", year: 2020}]\n"],
            &["", "awards: [{year: 2019, level: tinh}]\n", "awards: [{year: 2028, level: xa}]\n"],
            &["", "campaigns: [rieng]\n", "unit_type: khu-dan-cu\n"],
            &["", "draft: true\n"],
            &["", "aliases: [cu, mo-hinh/b.html]\n"],
            &["", "cover: anh.jpg\ncover_alt: Ảnh\n"],
            &["", "started: 2016\nconditions: Có đất\n"],
            &["---\n\n"],
            &["## Cách làm\n\n1. Một\n", "Chị em gom ve chai.\n", "", "Gọi 0912 345 678.\n"],
            &["", "[b](b.md) [x](x.md)\n", "![ảnh](anh.jpg)\n", "[giới thiệu](../trang/gioi-thieu.md)\n"],
        ],
        weight: 8,
    },
    Kind {
        paths: &["content/trang/gioi-thieu.md", "content/trang/lien-he.md"],
        slots: &[
            &["---\ntitle: Giới thiệu\n", "---\ntitle: Liên hệ\n", "---\n"],
            &["", "aliases: [cu]\n"],
            &["---\n\n"],
            &["Một trang.\n", "## Mục\n\n[a](../mo-hinh/a.md)\n", "![ảnh](../mo-hinh/anh.jpg)\n"],
        ],
        weight: 2,
    },
    Kind {
        paths: &["content/site.yaml"],
        slots: &[
            &["title: Trang một\n", "title: Trang hai\n", ""],
            &["theme: thu\n", "theme: default\n", "theme: khac\n"],
            &["base_url: https://mau.example/\n", ""],
            // Cards are drawn for a site with an address: pictures take longer than all its pages.
            &["share_cards: none\n", "share_cards: none\n", "share_cards: none\n", ""],
            &["", "home: Tỉnh Lâm Đồng\n"],
            &["", "", "place_pages: models\n", "place_pages: provinces\n"],
            &["", "", "feeds: fields\n", "tag_pages: false\n"],
            &["", "language: en\n"],
            &["", "fields: [{id: kinh-te, label: Kinh tế, official: true}, {id: rieng, label: Lĩnh vực riêng}]\n"],
            &["", "levels: [{id: xa, label: Cấp xã}]\n"],
            &["", "campaigns: [{id: rieng, label: Phong trào riêng}]\n"],
            &["", "menu: [{label: Giới thiệu, page: gioi-thieu}]\n", "menu: [{label: Liên hệ, page: lien-he}]\n"],
            &["", "repository: https://github.com/mau/dvk\n"],
        ],
        weight: 4,
    },
    Kind {
        paths: &["content/localities.tsv"],
        slots: &[
            // Few places in place of all of them: most builds of a walk stay quick.
            &["replace\n", "replace\n", "replace\n", "replace\n", "replace\n", "# Thêm\n"],
            &["t1\tprovince\tTỉnh Lâm Đồng\n", "t1\tprovince\tTỉnh Lâm Đồng\t\t\t\t108.1\t11.6\n"],
            &["x1\tcommune\tXã Đông Giang\tt1\n", "x1\tcommune\tXã Đông Giang\tt1\t\t\t107.9\t11.2\n"],
            &["x2\tcommune\tXã La Dạ\tt1\t\t\t107.7\t11.2\n", "x2\tcommune\tXã La Dạ Mới\tt1\n"],
            &["t0\tprovince\tTỉnh Bình Thuận\t\t2025\tt1\nh0\tdistrict\tHuyện Hàm Thuận Bắc\tt0\t2025\n"],
            &["x0\tcommune\tXã La Dạ\th0\t2025\tx2\n", "x0\tcommune\tXã La Dạ\th0\t2025\tx1\n", ""],
            &["", "n2\thamlet\tThôn 2\tx1\n", "n2\tvillage\tThôn 2\n"],
        ],
        weight: 3,
    },
    Kind {
        paths: &[
            "themes/thu/templates/model.html",
            "themes/thu/templates/footer.html",
            "themes/thu/templates/home.html",
            "themes/thu/templates/page.html",
        ],
        slots: &[&[
            "{% extends \"base.html\" %}{% block content %}Của tôi {{ page.title }}{% endblock content %}",
            "<footer>Một</footer>",
            "<footer>Hai {{ t.nav.main }}</footer>",
            "{{ khong.co.gi }}",
            "{% block",
            "",
        ]],
        weight: 3,
    },
    Kind {
        paths: &["themes/thu/style/99-rieng.css", "themes/thu/style/10-base.css"],
        slots: &[&["h1{color:red}", "/* trống */", ""]],
        weight: 1,
    },
    Kind {
        paths: &["themes/thu/strings/vi.yaml", "themes/thu/strings/en.yaml"],
        slots: &[&["nav: {main: Của tôi}\n", "nav: {main: Khác}\n", "nav: [\n"]],
        weight: 2,
    },
    Kind {
        paths: &["themes/thu/assets/share.js", "themes/thu/assets/search.js", "themes/thu/assets/icon.svg"],
        slots: &[&["", "let mot = 1;", "let hai = 2;"]],
        weight: 2,
    },
    Kind {
        paths: &["content/mo-hinh/anh.jpg", "content/mo-hinh/x/anh.jpg", "content/trang/anh.jpg"],
        slots: &[&["3×2", "3×2 GPS", "5×4", "hỏng"]],
        weight: 3,
    },
];

/// Which of a slot's choices is taken, for each slot; counted from the first again after the last. Each is below
/// [`CHOICES`], which every number of choices divides.
type Choices = [u8; 16];

const CHOICES: u8 = 12;

/// One step.
#[derive(Clone)]
enum Edit {
    /// Nothing: what has not changed is built again.
    Nothing,
    /// Adds or changes a file.
    Write { kind: usize, path: usize, choices: Choices },
    /// Deletes a file, if it is there.
    Delete { kind: usize, path: usize },
    /// Renames a file to another of its kind, if it is there.
    Rename { kind: usize, from: usize, to: usize },
    /// A commit: git knows another day for a file.
    Commit { kind: usize, path: usize, day: u8 },
    /// Another day of building.
    Today { year: u16 },
    /// Other options.
    Options { drafts: bool, base_url: bool },
}

/// The path with this number, counted from the first again after the last.
fn path_of(kind: usize, path: usize) -> &'static str {
    KINDS[kind].paths[path % KINDS[kind].paths.len()]
}

/// The text of a file, or what stands for a picture.
fn text_of(kind: usize, choices: &Choices) -> String {
    KINDS[kind].slots.iter().zip(choices).map(|(slot, choice)| slot[usize::from(*choice) % slot.len()]).collect()
}

fn bytes_of(path: &str, text: String) -> Vec<u8> {
    match text.as_str() {
        "3×2" => picture::jpeg(3, 2, &[]),
        "3×2 GPS" => picture::jpeg(3, 2, picture::GPS),
        "5×4" => picture::jpeg(5, 4, &[]),
        _ if path.ends_with(".jpg") => b"no picture".to_vec(),
        _ => text.into_bytes(),
    }
}

/// A site and what it is built with.
struct Walker {
    source: Source,
    options: Options,
}

impl Walker {
    /// A site with one file of every kind.
    fn new() -> Self {
        let file = |(kind, of_kind): (usize, &Kind)| {
            let path = of_kind.paths[0];
            (path, bytes_of(path, text_of(kind, &Choices::default())))
        };
        let source = source_of(KINDS.iter().enumerate().map(file));
        Self { source, options: Options::default() }
    }

    fn step(&mut self, edit: &Edit, texts: &mut Texts) {
        match *edit {
            Edit::Nothing => {}
            Edit::Write { kind, path, choices } => self.write(path_of(kind, path), text_of(kind, &choices), texts),
            Edit::Delete { kind, path } => self.delete(path_of(kind, path), texts),
            Edit::Rename { kind, from, to } => {
                if let Some(text) = texts.get(path_of(kind, from)).cloned() {
                    self.delete(path_of(kind, from), texts);
                    self.write(path_of(kind, to), text, texts);
                }
            }
            Edit::Commit { kind, path, day } => {
                let day = Date::new(2025, 1, day % 28 + 1).unwrap();
                self.source.dates.insert(SitePath::new(path_of(kind, path)), day);
            }
            Edit::Today { year } => self.source.today = Date::new(year, 6, 1).unwrap(),
            Edit::Options { drafts, base_url } => {
                let base_url = base_url.then(|| "https://khac.example/".to_owned());
                self.options = Options { drafts, base_url, ..Options::default() };
            }
        }
    }

    fn write(&mut self, path: &'static str, text: String, texts: &mut Texts) {
        self.source.put(&SitePath::new(path), bytes_of(path, text.clone()));
        texts.insert(path, text);
    }

    fn delete(&mut self, path: &'static str, texts: &mut Texts) {
        self.source.remove(&SitePath::new(path));
        texts.remove(path);
    }

    fn build(&self, cache: &mut BuildCache) -> Build {
        build(&self.source, &self.options, cache)
    }
}

/// What was written to each path that is there.
type Texts = std::collections::BTreeMap<&'static str, String>;

/// The first texts of the site that a walk begins with.
fn first_texts() -> Texts {
    KINDS.iter().enumerate().map(|(kind, of_kind)| (of_kind.paths[0], text_of(kind, &Choices::default()))).collect()
}

fn edit() -> impl Strategy<Value = Edit> {
    let weights = KINDS.iter().enumerate().map(|(kind, of_kind)| (of_kind.weight, Just(kind)));
    let file = (proptest::strategy::Union::new_weighted(weights.collect()), 0..4usize);
    let edit = prop_oneof![
        12 => (file.clone(), proptest::array::uniform16(0..CHOICES)).prop_map(|((kind, path), choices)| Edit::Write { kind, path, choices }),
        4 => file.clone().prop_map(|(kind, path)| Edit::Delete { kind, path }),
        4 => (file.clone(), 0..4usize).prop_map(|((kind, from), to)| Edit::Rename { kind, from, to }),
        1 => (file, any::<u8>()).prop_map(|((kind, path), day)| Edit::Commit { kind, path, day }),
        2 => (2025..2029u16).prop_map(|year| Edit::Today { year }),
        1 => any::<(bool, bool)>().prop_map(|(drafts, base_url)| Edit::Options { drafts, base_url }),
    ];
    // A walk that fails is shrunk first by leaving out steps.
    (proptest::bool::weighted(0.97), edit).prop_map(|(kept, edit)| if kept { edit } else { Edit::Nothing })
}

/// A step as an editor would tell it.
impl fmt::Debug for Edit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Nothing => write!(out, "do nothing"),
            Self::Write { kind, path, ref choices } => {
                write!(out, "write {}:", path_of(kind, path))?;
                text_of(kind, choices).lines().try_for_each(|line| write!(out, "\n        {line}"))
            }
            Self::Delete { kind, path } => write!(out, "delete {}", path_of(kind, path)),
            Self::Rename { kind, from, to } => write!(out, "rename {} to {}", path_of(kind, from), path_of(kind, to)),
            Self::Commit { kind, path, day } => {
                write!(out, "commit {} on {} January", path_of(kind, path), day % 28 + 1)
            }
            Self::Today { year } => write!(out, "build on 1 June {year}"),
            Self::Options { drafts, base_url } => {
                write!(out, "build with drafts: {drafts}, another base address: {base_url}")
            }
        }
    }
}

/// All steps of a walk.
#[derive(Clone)]
struct Walk(Vec<Edit>);

impl fmt::Debug for Walk {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a site with the first file of every kind, then:")?;
        (1..)
            .zip(&self.0)
            .filter(|(_, edit)| !matches!(edit, Edit::Nothing))
            .try_for_each(|(number, edit)| write!(out, "\n    {number}. {edit:?}"))
    }
}

/// The first thing in which two builds differ.
fn difference(warm: &Build, cold: &Build) -> Option<String> {
    if warm.findings != cold.findings {
        return Some(format!("findings: warm {:#?}, cold {:#?}", warm.findings, cold.findings));
    }
    let addresses = || warm.outputs.keys().chain(cold.outputs.keys());
    let address = addresses().find(|address| warm.outputs.get(*address) != cold.outputs.get(*address))?;
    let text = |build: &Build| match build.outputs.get(address) {
        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None => "(is not there)".to_owned(),
    };
    let (warm, cold) = (text(warm), text(cold));
    let at = warm.bytes().zip(cold.bytes()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(80)..]).chars().take(240).collect::<String>()
    };
    Some(format!("{address}, byte {at}\n  warm: …{}…\n  cold: …{}…", part(&warm), part(&cold)))
}

/// Builds after each step of a walk, with what the builds before have left and with nothing.
fn warm_is_cold(walk: &Walk) -> Result<(), TestCaseError> {
    let (mut site, mut texts, mut cache) = (Walker::new(), first_texts(), BuildCache::default());
    site.build(&mut cache);
    for (number, edit) in (1..).zip(&walk.0) {
        site.step(edit, &mut texts);
        let different = difference(&site.build(&mut cache), &site.build(&mut BuildCache::default()));
        prop_assert!(different.is_none(), "after step {}, {}", number, different.unwrap());
    }
    Ok(())
}

/// In four parts, because the tests of this file take longest and would be waited for alone: 64 walks together.
macro_rules! parts {
    ($($name:ident)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 600, ..ProptestConfig::default() })]
            $(
                #[test]
                fn $name(walk in proptest::collection::vec(edit(), STEPS).prop_map(Walk)) {
                    warm_is_cold(&walk)?;
                }
            )*
        }
    };
}

parts! { warm_is_cold_1 warm_is_cold_2 warm_is_cold_3 warm_is_cold_4 }

/// The site that walks begin with has no fault, so that walks are mostly through sites that are published.
#[test]
fn a_walk_begins_with_a_site_without_errors() {
    let built = Walker::new().build(&mut BuildCache::default());
    let errors: Vec<_> = built.findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(built.outputs.contains_key("mo-hinh/a.html"));
    assert_eq!(today().year(), 2026, "the years that walks choose lie around it");
    let slots = KINDS.iter().flat_map(|kind| kind.slots);
    assert!(slots.into_iter().all(|slot| usize::from(CHOICES) % slot.len() == 0));
}
