//! Hostile drawings in a real browser: what is published of them runs nothing and fetches nothing, each opened by its own
//! address in a frame of its own, with the media type of SVG, without a character set and without a CSP.
//!
//! So that this can fail, the drawings as they came are opened in the same way, and many of them do.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::support::{self, browser, visit};

/// The start tag of most.
const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
    xmlns:h='http://www.w3.org/1999/xhtml' width='40' height='40'>";

/// What is put into a drawing with [`SVG`] as its start tag. `RUN` is a script that reports, `HIT` an address that must
/// not be fetched, `ESC` the byte 1B.
const INSIDE: &[&str] = &[
    // Scripts.
    "<script>RUN</script>",
    "<script type='text/javascript'><![CDATA[RUN]]></script>",
    "<script href='HIT'/>",
    "<script xlink:href='HIT'/>",
    "<script xlink:href='data:text/javascript,RUN'/>",
    "<h:script>RUN</h:script>",
    "<h:script src='HIT'/>",
    "<script xmlns='http://www.w3.org/1999/xhtml'>RUN</script>",
    "<g><defs><script>RUN</script></defs></g>",
    "<switch><script>RUN</script></switch>",
    "<title><script>RUN</script></title>",
    "<text><h:script>RUN</h:script></text>",
    "<style><h:script>RUN</h:script></style>",
    "<metadata><h:script>RUN</h:script></metadata>",
    "<x xmlns='urn:x'><h:script>RUN</h:script></x>",
    // Handlers.
    "<image href='data:image/png;base64,AA==' onerror=\"RUN\"/>",
    "<g onclick=\"RUN\"><rect width='9' height='9'/></g>",
    "<rect width='9' height='9' onclick='&#82;UN2'/>",
    "<style onload=\"RUN\"/>",
    "<set attributeName='x' to='1' onbegin=\"RUN\"/>",
    "<animate attributeName='x' dur='1ms' to='1' onend=\"RUN\"/>",
    "<h:img src='x' onerror=\"RUN\"/>",
    "<h:body onload=\"RUN\"/>",
    "<h:input autofocus='' onfocus=\"RUN\"/>",
    "<h:details open='' ontoggle=\"RUN\">x</h:details>",
    "<h:video onerror=\"RUN\"><h:source src='x'/></h:video>",
    "<foreignObject width='9' height='9'><h:img src='x' onerror=\"RUN\"/></foreignObject>",
    "<g><set attributeName='onclick' to=\"RUN\"/><rect width='9' height='9'/></g>",
    // Links that run something.
    "<a href=\"javascript:RUN\"><rect width='9' height='9'/></a>",
    "<a xlink:href=\"javascript:RUN\"><rect width='9' height='9'/></a>",
    "<a href=\"&#106;avascript&#58;RUN\"><rect width='9' height='9'/></a>",
    "<a href=\"java&#9;script:RUN\"><rect width='9' height='9'/></a>",
    "<a href=\" &#1;javascript:RUN\"><rect width='9' height='9'/></a>",
    "<a><set attributeName='href' to=\"javascript:RUN\"/><rect width='9' height='9'/></a>",
    "<a><animate attributeName='href' values=\"javascript:RUN\" dur='9s'/><rect width='9' height='9'/></a>",
    "<a href='#'><animate attributeName='xlink:href' begin='0' from=\"javascript:RUN\" to='#'/><rect width='9' height='9'/></a>",
    "<h:a href=\"javascript:RUN\">x</h:a>",
    "<use href=\"data:image/svg+xml,&lt;svg id='a' xmlns='http://www.w3.org/2000/svg' onload='RUN2'/&gt;#a\"/>",
    // Frames and documents.
    "<h:iframe src=\"javascript:RUN\"/>",
    "<h:iframe srcdoc=\"&lt;script>RUN&lt;/script>\"/>",
    "<h:iframe src='HIT'/>",
    "<h:object data='HIT'/>",
    "<h:embed src='HIT'/>",
    "<h:meta http-equiv='refresh' content='0;url=HIT'/>",
    "<foreignObject><h:iframe src='HIT'/></foreignObject>",
    // Fetching.
    "<image href='HIT' width='9' height='9'/>",
    "<image xlink:href='HIT' width='9' height='9'/>",
    "<use href='HIT#a'/>",
    "<use xlink:href='HIT#a'/>",
    "<filter id='f'><feImage href='HIT'/></filter><rect filter='url(#f)' width='9' height='9'/>",
    "<h:img src='HIT'/>",
    "<h:link rel='stylesheet' href='HIT'/>",
    "<h:base href='HIT/'/><image href='x' width='9' height='9'/>",
    "<g xml:base='HIT/'><image href='x' width='9' height='9'/></g>",
    "<rect width='9' height='9' fill='url(HIT#a)'/>",
    "<rect width='9' height='9' filter='url(HIT#a)'/>",
    "<rect width='9' height='9' mask='url(HIT#a)'/>",
    "<rect width='9' height='9' clip-path='url(HIT#a)'/>",
    "<path d='M0 0L9 9' stroke='red' marker-end='url(HIT#a)'/>",
    "<rect width='9' height='9' style='filter:url(HIT#a)'/>",
    "<rect width='9' height='9' style='filter:u\\72l(HIT#a)'/>",
    "<rect width='9' height='9' style='mask-image:url(HIT)'/>",
    "<rect width='9' height='9' style='--x:url(HIT);mask:var(--x)'/>",
    "<rect width='9' height='9' cursor='url(HIT),auto'/>",
    "<rect width='9' height='9'><animate attributeName='filter' to='url(HIT#a)' dur='9s'/></rect>",
    "<rect width='9' height='9'><set attributeName='mask' to='url(HIT#a)'/></rect>",
    "<text style=\"font-family:x\">x</text><style>@font-face{font-family:x;src:url(HIT)}</style>",
    // Style sheets.
    "<style>@import 'HIT';</style>",
    "<style>@import url(HIT);</style>",
    "<style>@\\69mport 'HIT';</style>",
    "<style><![CDATA[@import 'HIT';]]></style>",
    "<style>/* */@import/**/'HIT';</style>",
    "<style>&#64;import 'HIT';</style>",
    "<style>svg{background:url(HIT)}</style>",
    "<style>svg{background:u\\rl(HIT)}</style>",
    "<style>svg{background:\\75rl('HIT')}</style>",
    "<style>svg{background:image-set('HIT' 1x)}</style>",
    "<style>svg{background:-webkit-image-set(url(HIT) 1x)}</style>",
    "<style>svg{background:url(&quot;HIT&quot;)}</style>",
    "<style>@media all{svg{background:url(HIT)}}</style>",
    "<style>a{color:red}}svg{background:url(HIT)}</style>",
    "<style>a{font-family:'}svg{background:url(HIT)}</style>",
    "<style>&lt;!-- svg{background:url(HIT)} --&gt;</style>",
    "<style>svg{border-image:url(HIT) 1;list-style:url(HIT)}</style>",
    "<style>svg::before{content:url(HIT)}</style>",
    "<style>:root{--a:url(HIT);background:var(--a)}</style>",
    "<h:style>@import 'HIT';</h:style>",
];

/// Whole files.
const FILES: &[&str] = &[
    "<svg xmlns='http://www.w3.org/2000/svg' onload=\"RUN\"/>",
    "<svg xmlns='http://www.w3.org/2000/svg' OnLoad=\"RUN\" onload=\"RUN\"/>",
    "<x:svg xmlns:x='http://www.w3.org/2000/svg'><x:script>RUN</x:script></x:svg>",
    "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><!-- --ESC(B><script>RUN</script><!-- --></svg>",
    "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><a href=\"javaESC(Bscript:RUN\"><rect width=\"9\" height=\"9\"/></a></svg>",
    "<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\">+ADw-script+AD4-RUN+ADw-/script+AD4-</svg>",
    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><svg xmlns='http://www.w3.org/2000/svg'><h:frame xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"javascript&colon;RUN\"/></svg>",
    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><svg xmlns='http://www.w3.org/2000/svg'><a href=\"javascript&colon;RUN\"><rect width='9' height='9'/></a></svg>",
    "<!DOCTYPE svg PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><svg xmlns='http://www.w3.org/2000/svg'><a><set attributeName='href' to=\"javascript&colon;RUN\"/><rect width='9' height='9'/></a></svg>",
    "<!DOCTYPE svg [<!ENTITY e \"<script xmlns='http://www.w3.org/2000/svg'>RUN</script>\">]><svg xmlns='http://www.w3.org/2000/svg'>&e;</svg>",
    "<!DOCTYPE svg [<!ENTITY e 'javascript:RUN'>]><svg xmlns='http://www.w3.org/2000/svg'><a href=\"&e;\"><rect width='9' height='9'/></a></svg>",
    "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"RUN\">]><svg xmlns='http://www.w3.org/2000/svg'/>",
    "<!DOCTYPE svg [<!ENTITY % p SYSTEM 'HIT'> %p;]><svg xmlns='http://www.w3.org/2000/svg'/>",
    "<!DOCTYPE svg SYSTEM 'HIT'><svg xmlns='http://www.w3.org/2000/svg'/>",
    "<!DOCTYPE svg [<!ENTITY e SYSTEM 'HIT'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&e;</text></svg>",
    "<?xml-stylesheet href='HIT'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "<?xml-stylesheet type='text/xsl' href='HIT'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "<svg xmlns='http://www.w3.org/2000/svg'><?xml-stylesheet href='HIT'?></svg>",
    "<html xmlns='http://www.w3.org/1999/xhtml'><head><script>RUN</script></head></html>",
    "<svg xmlns='http://www.w3.org/1999/xhtml'><script>RUN</script></svg>",
    "<svg><script xmlns='http://www.w3.org/2000/svg'>RUN</script></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' style='background:url(HIT)'/>",
];

/// All drawings; the address of a number's reports is `/hit/NUMBER`.
fn hostile(origin: &str, first: usize) -> Vec<Vec<u8>> {
    let inside = INSIDE.iter().map(|inside| format!("{SVG}{inside}</svg>"));
    let all = inside.chain(FILES.iter().map(|file| (*file).to_owned()));
    let filled = |(number, svg): (usize, String)| {
        let hit = format!("{origin}/hit/{}", first + number);
        let run = |quote: &str| format!("void fetch({quote}{hit}{quote})");
        // Quotes that do not end the attribute; `RUN2` stands in one with single quotes.
        let svg = svg.replace("RUN2", &format!("void fetch(`{hit}`)")).replace("&#82;UN2", &run("`"));
        svg.replace("RUN", &run("'")).replace("HIT", &hit).replace("ESC", "\u{1b}").into_bytes()
    };
    all.enumerate().map(filled).collect()
}

/// What a test site answers with, by path.
type Pages = Vec<(String, &'static str, Vec<u8>)>;

/// Answers on `listener` until the test ends; everything else that is asked for is noted down.
fn serve(listener: TcpListener, pages: Pages) -> Arc<Mutex<BTreeSet<String>>> {
    let hits = Arc::new(Mutex::new(BTreeSet::new()));
    let (noted, pages) = (hits.clone(), Arc::new(pages));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (noted, pages) = (noted.clone(), pages.clone());
            std::thread::spawn(move || answer(stream, &pages, &noted));
        }
    });
    hits
}

fn answer(mut stream: TcpStream, pages: &Pages, noted: &Mutex<BTreeSet<String>>) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let line = lines.next().unwrap_or_default();
    let _ = lines.take_while(|line| !line.is_empty()).count();
    let path = line.split(' ').nth(1).unwrap_or_default();
    let page = pages.iter().find(|(known, ..)| known == path);
    if page.is_none() && path.starts_with("/hit/") {
        noted.lock().unwrap().insert(path.to_owned());
    }
    let (status, kind, bytes) =
        page.map_or(("404 Not Found", "text/plain", &b""[..]), |(_, kind, bytes)| ("200 OK", *kind, bytes));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(bytes));
}

/// A page that opens every drawing in a frame, clicks everything in it, and says how many were shown.
fn frames(addresses: &[String]) -> Vec<u8> {
    let frames: String = addresses.iter().map(|address| format!("<iframe src=\"{address}\"></iframe>")).collect();
    let script = "
        const frames = [...document.querySelectorAll('iframe')];
        const click = (frame) => {
            let root = null;
            try { root = frame.contentDocument.documentElement; } catch { return 0; }
            for (const node of [root, ...root.querySelectorAll('*')]) {
                node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: frame.contentWindow }));
            }
            return root.localName === 'svg' ? 1 : 0;
        };
        addEventListener('load', () => setTimeout(() => {
            const shown = frames.map(click).reduce((sum, one) => sum + one, 0);
            setTimeout(() => { document.querySelector('#out').textContent = shown; }, 2000);
        }, 1000));";
    format!("<!doctype html><meta charset=utf-8>{frames}<pre id=\"out\"></pre><script>{script}</script>").into_bytes()
}

/// What is published of the drawings, by number. Those that cannot be read are not.
fn published(drawings: &[Vec<u8>]) -> Vec<Option<Vec<u8>>> {
    let names = (0..drawings.len()).map(|number| format!("so-{number}"));
    let links: String = names.clone().map(|name| format!("![Hình]({name}.svg)\n\n")).collect();
    let page = ("content/trang/ve.md".to_owned(), format!("---\ntitle: Vẽ\n---\n\n{links}").into_bytes());
    let files = names.clone().zip(drawings).map(|(name, svg)| (format!("content/trang/{name}.svg"), svg.clone()));
    let outputs = support::build_in_memory(&support::source_of(files.chain([page])));
    let of = |name: String| {
        outputs.iter().find(|(path, _)| path.starts_with(&format!("assets/h/{name}."))).map(|(_, bytes)| bytes.clone())
    };
    names.map(of).collect()
}

#[test]
fn hostile_drawings_run_and_fetch_nothing_once_published() {
    let Some(chromium) = browser::chromium() else { return };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let originals = hostile(&origin, 0);
    let count = originals.len();
    assert!(count >= 60, "{count}");
    let cleaned = published(&hostile(&origin, 1_000));
    assert_eq!(cleaned.len(), count);
    let mut pages = Pages::new();
    let mut addresses = [Vec::new(), Vec::new()];
    for (number, (original, cleaned)) in originals.into_iter().zip(cleaned).enumerate() {
        for (which, bytes) in [Some(original), cleaned].into_iter().enumerate() {
            let Some(bytes) = bytes else { continue };
            let address = format!("/{which}/{number}.svg");
            addresses[which].push(address.clone());
            pages.push((address, "image/svg+xml", bytes));
        }
    }
    pages.push(("/originals".to_owned(), "text/html", frames(&addresses[0])));
    pages.push(("/published".to_owned(), "text/html", frames(&addresses[1])));
    let hits = serve(listener, pages);
    let shown: usize = visit::output_of(&chromium, &format!("{origin}/published")).parse().unwrap();
    assert_eq!(shown, addresses[1].len(), "every published drawing is shown as one");
    assert!(shown >= count - 16, "{shown} of {count} are drawings still");
    let after: Vec<String> = hits.lock().unwrap().iter().cloned().collect();
    assert!(after.is_empty(), "these ran or fetched something: {after:?}");
    visit::output_of(&chromium, &format!("{origin}/originals"));
    let before = hits.lock().unwrap().len();
    assert!(before >= 80, "only {before} of {count} do something before they are cleaned: the test is blind");
}
