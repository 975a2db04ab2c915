//! The steps of a model apart from the rest of its text, so that they can stand with its conditions and costs.

/// How the heading of the section begins, as Markdown makes it.
const HEADING: &str = "<h2 id=\"cach-lam\"";
/// Longest section that is taken out, in bytes of HTML: about twelve lines on a phone.
const LONGEST: usize = 2_400;
/// What belongs to the whole text wherever it stands, or would be out of place in a list of facts.
const STAYS: [&str; 5] = ["<h3", "<h4", "footnote-definition", "<table", "<img"];

/// The section `cach-lam` without its heading, and the text without that section. The section is empty if there is none,
/// or if it is long or has no list: then the text is whole.
pub(super) fn apart(body: String) -> (String, String) {
    let whole = |body| (String::new(), body);
    let Some(start) = body.find(HEADING) else { return whole(body) };
    let Some(inside) = body[start..].find("</h2>").map(|at| start + at + "</h2>".len()) else { return whole(body) };
    let end = body[inside..].find("<h2 ").map_or(body.len(), |at| inside + at);
    let section = body[inside..end].trim();
    let is_list = section.contains("<ol") || section.contains("<ul");
    if !is_list || section.len() > LONGEST || STAYS.iter().any(|stays| section.contains(stays)) {
        return whole(body);
    }
    let section = section.to_owned();
    let rest = [body[..start].trim_end(), "\n", &body[end..]].concat();
    (section, rest.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn a_short_list_of_steps_stands_apart_and_no_word_is_lost() {
        let section = "<ol>\n<li>Họp dân.</li>\n</ol>";
        let body = |section: &str| {
            format!(
                "<p>Mở đầu.</p>\n<h2 id=\"cach-lam\">Cách làm</h2>\n{section}\n<h2 id=\"ket-qua\">Kết quả</h2>\n<p>Tốt.</p>"
            )
        };
        let (steps, rest) = apart(body(section));
        assert_eq!(steps, section);
        assert_eq!(rest, "<p>Mở đầu.</p>\n<h2 id=\"ket-qua\">Kết quả</h2>\n<p>Tốt.</p>");
        let last = apart(format!("<h2 id=\"cach-lam\">Cách làm</h2>{section}"));
        assert_eq!(last, (section.to_owned(), String::new()));
        let long = format!("<ol>{}</ol>", "<li>Họp dân lần nữa.</li>".repeat(200));
        for stays in [
            "<p>Họp dân.</p>",
            &*long,
            "<ol><li>a</li></ol><h3 id=\"x\">x</h3>",
            "<ol><li>a</li></ol>\n<p><img src=\"a.jpg\"></p>",
        ] {
            assert_eq!(apart(body(stays)), (String::new(), body(stays)));
        }
    }
}
