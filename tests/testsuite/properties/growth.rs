//! Nothing takes time that grows with the square of what somebody writes: of each input that could, ten times as much takes
//! at most twenty times as long.

use std::time::{Duration, Instant};

use lantoa::{BuildCache, Date, Options, Source, analyze};

/// Times below this say nothing: a linear input of this time takes a tenth of a second when it is ten times as long.
const FLOOR: Duration = Duration::from_millis(10);
/// An input is measured again, so often, if it seems to be too slow: other programs run as well.
const TRIES: usize = 4;

const FACTS: &str = "title: A\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\n";

/// Files of a site: path and text.
type Files = Vec<(String, String)>;

fn model(slug: &str, facts: &str, text: &str) -> (String, String) {
    (format!("content/mo-hinh/{slug}.md"), format!("---\n{facts}---\n\n{text}\n"))
}

/// A model with this text.
fn text(text: String) -> Files {
    vec![model("a", FACTS, &text)]
}

/// A model with these lines in its front matter.
fn facts(lines: String) -> Files {
    vec![model("a", &format!("{FACTS}{lines}"), "Một câu.")]
}

fn each(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

/// So many models, each with further facts and a text.
fn models(count: usize, one: impl Fn(usize) -> (String, String)) -> Files {
    let all = (0..count).map(|number| {
        let (facts, text) = one(number);
        model(&format!("m{number}"), &format!("{}{facts}", FACTS.replace(": A", &format!(": Bài {number}"))), &text)
    });
    all.collect()
}

/// A model, and the site's own places.
fn places(rows: String) -> Files {
    let mut files = text("Một câu.".to_owned());
    files.push(("content/localities.tsv".to_owned(), rows));
    files
}

/// What it is, how much of it, and how so much of it is written.
type Input = (&'static str, usize, fn(usize) -> Files);

const INPUTS: &[Input] = &[
    ("equal headings", 300, |n| text("## Cách làm\n\nx\n\n".repeat(n))),
    ("headings that are numbered already", 200, |n| text(each(n, |i| format!("## Làm {i}\n\n## Làm\n\n")))),
    ("addresses of people on a line", 300, |n| text("a@b.vn ".repeat(n))),
    ("telephone numbers on a line", 300, |n| text("0912345678 ".repeat(n))),
    ("pictures in a row", 300, |n| text("![Ảnh](a.jpg)\n".repeat(n))),
    ("lists of pictures with a word at their end", 200, |n| text(format!("{}- chữ\n", "- ![Ảnh](a.jpg)\n".repeat(n)))),
    ("captions", 300, |n| text("![Ảnh](a.jpg)\n*Lời*\n\n".repeat(n))),
    ("footnotes without a note", 500, |n| text("[^a] ".repeat(n))),
    ("footnotes", 200, |n| text(each(n, |i| format!("x[^{i}]\n\n[^{i}]: Nguồn\n\n")))),
    ("links to no file", 300, |n| text("[a](khong-co.md) ".repeat(n))),
    ("links to no heading", 100, |n| text(each(n, |i| format!("## M{i}\n\n[a](#m{i}) [b](#khong{i})\n\n")))),
    ("wrong letters", 600, |n| text("ð".repeat(n))),
    ("attributes", 600, |n| text("]{.x}".repeat(n))),
    ("brackets and parentheses", 1_000, |n| text("](".repeat(n))),
    ("open brackets", 2_000, |n| text("[".repeat(n))),
    ("stars", 2_000, |n| text("**a".repeat(n))),
    ("comments", 1_000, |n| text("<!--".repeat(n))),
    ("private notes", 400, |n| text("%%a ".repeat(n))),
    ("markup of templates", 400, |n| text("{{< a ".repeat(n))),
    ("deep lists", 60, |n| text(each(n, |depth| format!("{}- a\n", "  ".repeat(depth.min(200)))))),
    ("items of lists on one line", 300, |n| text("- ".repeat(n) + "a")),
    ("deep quotations", 1_000, |n| text(">".repeat(n) + " a")),
    ("rows of a table", 300, |n| text("|a|b|\n|-|-|\n".to_owned() + &"|a|b|\n".repeat(n))),
    ("columns of a table", 100, |n| text(format!("|{}\n|{}\n|{}\n", "a|".repeat(n), "-|".repeat(n), "b|".repeat(n)))),
    ("rows of another table", 300, |n| text("+---+---+\n| a | b |\n".repeat(n))),
    ("tags", 200, |n| facts(format!("tags: [{}]\n", each(n, |i| format!("thẻ {i}, "))))),
    ("tags alike", 200, |n| facts(format!("tags: [{}]\n", each(n, |i| format!("{}, ", ["dưa", "dừa", "dứa"][i % 3]))))),
    ("syllables of a title", 400, |n| {
        vec![model("a", &FACTS.replace(": A", &format!(": {}", "bà con ".repeat(n))), "x")]
    }),
    ("keys that are none", 100, |n| facts(each(n, |i| format!("la{i}: 1\n")))),
    ("copies", 100, |n| facts(format!("replications:\n{}", "  - {locality: Tỉnh Cà Mau}\n".repeat(n)))),
    ("originals in a chain", 60, |n| models(n, |i| (format!("based_on: m{}\n", i + 1), String::new()))),
    ("originals that are none", 60, |n| models(n, |i| (format!("based_on: khong-{i}\n"), String::new()))),
    ("models with links to no file", 60, |n| models(n, |i| (String::new(), format!("[a](khong-co-{i}.md)")))),
    ("models with links to no page", 60, |n| models(n, |i| (String::new(), format!("[a](/khong-co-{i}.html)")))),
    ("places in a chain", 200, |n| places(each(n, |i| format!("x{i}\thamlet\tThôn {i}\tx{}\n", i + 1)))),
    ("codes of places that are none", 100, |n| places(each(n, |i| format!("x{i}\thamlet\tThôn {i}\tkhong{i}\n")))),
    ("menu entries to no page", 40, |n| {
        let entries = each(n, |i| format!("  - {{label: Mục {i}, page: khong-{i}}}\n"));
        vec![model("a", FACTS, "x"), ("content/site.yaml".to_owned(), format!("title: A\nmenu:\n{entries}"))]
    }),
];

/// How long it takes to read a site and to name its pages.
fn time(files: &Files) -> Duration {
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let source = Source::memory(files, Date::new(2026, 11, 23).unwrap()).value;
    let began = Instant::now();
    let site = analyze(&source, &Options::default(), &mut BuildCache::default());
    let took = began.elapsed();
    drop(site);
    took
}

#[test]
fn ten_times_as_much_takes_at_most_twenty_times_as_long() {
    let empty = text("Một câu.".to_owned());
    let fixed = (0..5).map(|_| time(&empty)).min().unwrap();
    let mut slow = Vec::new();
    for (name, count, write) in INPUTS {
        let (small, large) = (write(*count), write(count * 10));
        let mut said = String::new();
        let is_quick = (0..TRIES).any(|_| {
            let [few, many] = [&small, &large].map(|files| time(files).saturating_sub(fixed));
            said = format!("{name}: {few:.0?} for {count}, {many:.0?} for ten times as many");
            many <= few.max(FLOOR) * 20
        });
        println!("{said}");
        slow.extend((!is_quick).then_some(said));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
