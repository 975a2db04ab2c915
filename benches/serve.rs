//! What an editor waits for: from saving a file until the page, a list and the search have it, and from the command to the
//! first page.
//!
//! ```text
//! cargo bench --bench serve -- [--corpus country] [--models N]… [--edits N]
//! ```
//!
//! The program runs as people run it; the bench is the editor (it writes files) and the browser (it waits for the word
//! that something has changed, then asks for the page). `benches/README.md` says what each figure means.

#[allow(dead_code, unused_imports, reason = "each bench uses a part of it")]
#[path = "corpus/mod.rs"]
mod corpus;

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use corpus::Kind;

/// Longest time to wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two edits: an editor looks at the page before saving again, and what was found has been told by then.
const LOOK: Duration = Duration::from_millis(300);

fn main() -> io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let kind = Kind::take(&mut arguments)?;
    let (mut sizes, mut edits) = (Vec::new(), 25);
    for pair in arguments.chunks(2) {
        let number = pair.get(1).and_then(|text| text.parse().ok());
        match (pair[0].as_str(), number) {
            ("--models", Some(number)) => sizes.push(number),
            ("--edits", Some(number)) => edits = number,
            _ => return Err(io::Error::other(format!("{} is not known; see benches/serve.rs", pair[0]))),
        }
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    println!("load {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!("| models | first page | save → page | → list | → search | least, slowest page | memory | search data |");
    println!("|---|---|---|---|---|---|---|---|");
    for models in sizes {
        measure(kind, models, edits)?;
    }
    Ok(())
}

fn measure(kind: Kind, models: usize, edits: usize) -> io::Result<()> {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
    corpus::write(folder.path(), kind, models)?;
    let files: Vec<PathBuf> = corpus::Corpus::new(kind).take(models).map(|model| PathBuf::from(model.path())).collect();
    let began = Instant::now();
    let server = Server::start(folder.path())?;
    server.get("/")?;
    let first = began.elapsed();
    let (mut page, mut list, mut search) = (Vec::new(), Vec::new(), Vec::new());
    for edit in 0..edits {
        let file = &files[(edit * 7919 + 13) % files.len()];
        let (text, mark) = (fs::read_to_string(folder.path().join(file))?, format!("dấu vết {edit}"));
        let Some((before, after)) = text.split_once("title: ") else { continue };
        let slug = file.file_stem().unwrap_or_default().to_string_lossy();
        let text = format!("{before}title: {mark} {after}\n\nThêm một câu: {mark}.\n")
            .replace(&format!("title: {mark} \""), &format!("title: \"{mark} "));
        std::thread::sleep(LOOK);
        let mut events = server.events()?;
        let saved = Instant::now();
        fs::write(folder.path().join(file), text)?;
        events.wait()?;
        server.get_with(&format!("/mo-hinh/{slug}.html"), &mark)?;
        page.push(saved.elapsed());
        let listed = server.get("/mo-hinh.html")?;
        list.push(saved.elapsed());
        assert!(listed.contains("assets/start.js"), "the page has a search");
        server.get("/assets/start.js")?;
        search.push(saved.elapsed());
    }
    let before_search = server.memory();
    let asked = Instant::now();
    server.get("/assets/search.js")?;
    let data = server.search_data()?;
    let index = asked.elapsed();
    let most = |times: &[Duration]| times.iter().max().copied().unwrap_or_default();
    println!(
        "| {models} | {first:.0?} | {:.1?} | {:.1?} | {:.1?} | {:.1?}, {:.1?} | {} MiB ({} with the search's data) | {index:.0?}, {data} bytes |",
        median(&mut page),
        median(&mut list),
        median(&mut search),
        page.first().copied().unwrap_or_default(),
        most(&page),
        before_search >> 20,
        server.memory() >> 20,
    );
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The program, serving; ended with this.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(root: &Path) -> io::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
        command.args(["serve", "--port", "0", "--root"]).arg(root).stdin(Stdio::null()).env("LANTOA_CACHE", "");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
        let mut server = Self { child, port: 0 };
        for line in BufReader::new(out).lines() {
            let line = line?;
            let port = line.split("localhost:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
            if let Some(port) = port {
                server.port = port;
                return Ok(server);
            }
        }
        Err(io::Error::other("the server said no address"))
    }

    fn ask(&self, target: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port)?;
        Ok(stream)
    }

    fn get(&self, target: &str) -> io::Result<String> {
        let mut answer = Vec::new();
        self.ask(target)?.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        if !answer.starts_with("HTTP/1.0 200") {
            return Err(io::Error::other(format!("{target}: {}", answer.lines().next().unwrap_or("nothing"))));
        }
        Ok(answer)
    }

    /// Asks until the page has `mark`; the first time must do, or the word came before the change.
    fn get_with(&self, target: &str, mark: &str) -> io::Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if self.get(target)?.contains(mark) {
                return Ok(());
            }
        }
        Err(io::Error::other(format!("{target} never shows {mark}")))
    }

    /// The news from now on.
    fn events(&self) -> io::Result<Events> {
        let mut events = Events { lines: BufReader::new(self.ask("/.lantoa/events")?) };
        events.wait()?;
        Ok(events)
    }

    /// Fetches the data of the search by the version that its script names; gives the size of the first file.
    fn search_data(&self) -> io::Result<usize> {
        let script = self.get("/assets/start.js")?;
        let version = script.split("VERSION=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
        Ok(self.get(&format!("/assets/h/s-{version}-0.js"))?.len())
    }

    /// Peak memory in bytes, where the system tells (Linux).
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
        line.split_whitespace().nth(1).and_then(|kibibytes| kibibytes.parse::<u64>().ok()).unwrap_or(0) * 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stream of news.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Waits for the next news.
    fn wait(&mut self) -> io::Result<()> {
        let mut line = String::new();
        while !line.starts_with("data:") {
            line.clear();
            if self.lines.read_line(&mut line)? == 0 {
                return Err(io::Error::other("the news ended"));
            }
        }
        Ok(())
    }
}
