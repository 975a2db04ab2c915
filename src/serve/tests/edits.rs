//! The worker under a thousand random edits: whatever was edited, it serves what a cold build would publish.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{TIMEOUT, model, site};
use crate::finding::{self, Finding};
use crate::pipeline::build_in_memory;
use crate::render::Rendered;
use crate::serve::worker::{Change, Command, LintedState, Reply, SiteWorker, StateObserver};
use crate::site::{BuildCache, Options, analyze};
use crate::source::Source;

/// Everything a cold build would publish.
pub(super) struct Cold {
    source: Source,
    findings: Vec<Finding>,
}

impl Cold {
    pub(super) fn read(root: &Path) -> Self {
        let mut findings = Vec::new();
        let source = Source::read(root, &crate::cache::Store::none()).unwrap().collect(&mut findings);
        analyze(&source, &Options::default(), &mut BuildCache::default()).collect(&mut findings);
        finding::sort(&mut findings);
        Self { source, findings }
    }

    /// The bytes at one URL path, if the site has it. Nothing else is rendered.
    fn page(&self, url_path: &str) -> Option<Reply> {
        let site = analyze(&self.source, &Options::default(), &mut BuildCache::default()).value;
        let renderer = site.renderer().value;
        let output = site.plan.outputs.iter().find(|output| output.url_path == url_path)?;
        match output.render(&renderer).unwrap() {
            Rendered::Bytes(bytes) => Some(Reply::Found(bytes.into_owned())),
            Rendered::Media(_) | Rendered::ShareCard(_) => None,
        }
    }

    /// Every file of the site but the service worker, which the preview never has, and the list of what it takes along with each topic.
    pub(super) fn pages(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = build_in_memory(&self.source, &Options::default(), &mut BuildCache::default()).value;
        files.remove(crate::route::WORKER);
        files.remove(crate::route::COMPANION);
        files
    }
}

/// Keeps the findings of the last linted state.
#[derive(Default)]
struct LastFindings(Mutex<Vec<Finding>>);

impl StateObserver for LastFindings {
    fn on_ready(&self, _: &str, _: &str) {}
    fn on_linted(&self, state: &LintedState<'_>) {
        *self.0.lock().unwrap() = state.findings.to_vec();
    }
}

impl LastFindings {
    /// Waits until the findings are exactly `wanted`.
    fn wait(&self, wanted: &[Finding], edits: usize) {
        let until = Instant::now() + TIMEOUT;
        while *self.0.lock().unwrap() != wanted {
            if Instant::now() > until {
                assert_eq!(*self.0.lock().unwrap(), wanted, "after {edits} edits");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same edits on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

/// Makes one random edit; returns the paths that may have changed.
fn edit(root: &Path, random: &mut Random) -> Vec<PathBuf> {
    const WORDS: [&str; 8] = ["kẻng", "đèn", "đường", "rác", "hoa", "nước", "sách", "quỹ"];
    let some = |random: &mut Random| WORDS[random.below(WORDS.len())];
    let folder = ["content/mo-hinh", "content/mo-hinh/a", "content/mo-hinh/b"][random.below(3)];
    let path = root.join(folder).join(format!("m{}.md", random.below(12)));
    let other = root.join(format!("content/mo-hinh/m{}.md", random.below(12)));
    fs::create_dir_all(root.join(folder)).unwrap();
    let title = format!("Mô hình {} {} {}", some(random), some(random), random.below(5));
    let text = model(&title, &format!("{} và {}, xem [bạn](m{}.md).", some(random), some(random), random.below(12)));
    match random.below(12) {
        0..=4 => fs::write(&path, text).unwrap(),
        5 => fs::write(
            &path,
            text.replace("field", &format!("tags: [{}]\nbased_on: m{}\nfield", some(random), random.below(12))),
        )
        .unwrap(),
        6 => drop(fs::remove_file(&path)),
        7 => drop(fs::rename(&path, &other)),
        8 => fs::write(&path, "---\ntitle: [hỏng\n---\n").unwrap(),
        9 => fs::write(root.join("content/site.yaml"), format!("title: Trang {}\n", some(random))).unwrap(),
        10 => {
            let trash = root.join("content/mo-hinh/b");
            drop(if random.below(2) == 0 {
                fs::remove_dir_all(&trash)
            } else {
                fs::rename(&trash, root.join("content/mo-hinh/a/c"))
            });
            return vec![trash, root.join("content/mo-hinh/a/c")];
        }
        _ => {
            let page = root.join("content/trang/gioi-thieu.md");
            fs::create_dir_all(page.parent().unwrap()).unwrap();
            fs::write(&page, format!("---\ntitle: Giới thiệu {}\n---\n\n{}\n", some(random), some(random))).unwrap();
            return vec![page];
        }
    }
    vec![path, other, root.join("content/site.yaml")]
}

/// After any edits, what is served is what a cold build would publish.
#[test]
fn after_a_thousand_edits_every_page_is_that_of_a_cold_build() {
    const EDITS: usize = 1000;
    let root = site();
    let worker = SiteWorker::open(root.path(), Options::default()).unwrap();
    let (commands, queue): (Sender<Command>, Receiver<Command>) = mpsc::channel();
    let last_findings = Arc::new(LastFindings::default());
    let observer = last_findings.clone();
    let worker = std::thread::spawn(move || worker.run(&queue, &observer));
    let render = |address: &str| {
        let (sender, reply) = mpsc::channel();
        commands.send(Command::Render(address.to_owned(), sender)).unwrap();
        reply.recv_timeout(TIMEOUT).unwrap()
    };
    let mut random = Random(2026);
    let mut gone: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for number in 1..=EDITS {
        let touched = edit(root.path(), &mut random);
        let page = format!("mo-hinh/{}.html", touched[0].file_stem().unwrap().to_string_lossy());
        let paths = touched.into_iter().collect();
        commands.send(Command::Reload(Change { paths, ..Change::default() })).unwrap();
        // Waits for this state, as an editor does who looks at the page after each save.
        assert!(matches!(render("index.html"), Reply::Found(_)));
        if number % 10 > 0 {
            continue;
        }
        let cold = Cold::read(root.path());
        if number % 50 > 0 {
            let wanted = cold.page(&page);
            assert_eq!(
                Some(render(&page)).filter(|reply| matches!(reply, Reply::Found(_))),
                wanted,
                "{page} after {number}"
            );
            continue;
        }
        last_findings.wait(&cold.findings, number);
        let cold = cold.pages();
        for (address, bytes) in &cold {
            assert_eq!(render(address), Reply::Found(bytes.clone()), "{address} after {number} edits");
        }
        gone.retain(|address, _| !cold.contains_key(address));
        for address in gone.keys() {
            assert!(matches!(render(address), Reply::NotFound(_)), "{address} after {number} edits");
        }
        gone.extend(cold);
    }
    drop(commands);
    worker.join().unwrap();
}
