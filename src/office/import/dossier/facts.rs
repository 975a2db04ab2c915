//! The facts in a dossier's prose: title, place, start, who runs it, results, whom to ask.

use super::heading::Part;
use super::text::{self, Piece};
use super::{Items, Known};
use crate::locality::{Gazetteer, Level};
use crate::office::import::aim::Aim;
use crate::office::import::dossier::contact;
use crate::office::import::place;
use crate::office::import::row::{self, Doubt};
use crate::schema::{Kind, MODEL, collapse_white_space, is_figure};
use crate::text::Message;
use crate::vietnamese;

/// Something that an item says, for a key.
pub(super) struct Fact {
    /// The index of the item.
    pub(super) item: usize,
    pub(super) aim: Aim,
    pub(super) text: String,
}

/// All of them.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) list: Vec<Fact>,
    /// The place that the letterhead names.
    pub(super) around: Option<String>,
    pub(super) doubts: Vec<Doubt>,
}

/// The facts of a dossier; `None` without a title. Lines of results are taken out of the items.
pub(super) fn of(items: &mut Items, known: &Known<'_>) -> Option<Facts> {
    let around = letterhead(items, known);
    let mut facts = Facts { around, ..Facts::default() };
    facts.told(items);
    if !facts.has("title") {
        let title = items.above.iter().enumerate().find_map(|(at, (line, _))| {
            let below = items.above.get(at + 1).map(|(line, _)| line.as_str());
            title_above(line, below)
        })?;
        facts.add(0, "title", title);
    }
    facts.place(items, known);
    facts.forces(items);
    facts.time(items);
    let is_registration = items.above.iter().any(|(line, _)| vietnamese::fold(line).contains("dang ky"));
    facts.results(items, is_registration);
    contact::add(&mut facts, items);
    if is_registration && !facts.has("stage") {
        facts.add(0, "stage", "dang-ky".to_owned());
    }
    Some(facts)
}

impl Facts {
    pub(super) fn add(&mut self, item: usize, name: &str, text: String) {
        let key = MODEL.iter().find(|key| key.name == name);
        self.list.extend(key.map(|key| Fact { item, aim: Aim::Key(key), text }));
    }

    fn has(&self, name: &str) -> bool {
        self.list.iter().any(|fact| matches!(fact.aim, Aim::Key(key) if key.name == name))
    }

    /// Items that are what columns of lists are.
    fn told(&mut self, items: &Items) {
        for (at, item) in items.list.iter().enumerate() {
            let Some(Part::As(aim)) = item.part else { continue };
            let text = items.plain(at);
            let text = match aim {
                Aim::Key(key) if key.name == "title" => self.title(at, &text),
                Aim::Section(_) => continue,
                Aim::Key(key) if key.name == "contact" => continue,
                Aim::Key(key) if matches!(key.kind, Kind::Choice(_) | Kind::Choices(_)) => ticked(&text),
                _ => text,
            };
            if !text.trim().is_empty() {
                self.list.push(Fact { item: at, aim, text });
            }
        }
    }

    /// The title: the first line, without quotes around it. What stands below is a remark.
    fn title(&mut self, item: usize, text: &str) -> String {
        let (first, below) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
        let below = collapse_white_space(below);
        self.list.extend((!below.is_empty()).then_some(Fact { item, aim: Aim::Note, text: below }));
        let first = first.trim().trim_end_matches('.');
        let bare = first.strip_prefix(['“', '"', '«']).and_then(|rest| rest.strip_suffix(['”', '"', '»']));
        bare.filter(|bare| !bare.contains(['“', '”', '"'])).unwrap_or(first).to_owned()
    }

    /// The place: what the item names, else what the letterhead names.
    fn place(&mut self, items: &Items, known: &Known<'_>) {
        let has_parts = self.list.iter().any(|fact| matches!(fact.aim, Aim::Part(_)));
        let home = known.catalog.site.home.as_ref().map(|home| home.value.as_str());
        let around: Vec<&str> = [self.around.as_deref(), known.place, home].into_iter().flatten().collect();
        let told = items.text_of(Part::Place);
        let found =
            told.as_ref().and_then(|(at, text)| Some((*at, place_in(text, &around, &known.catalog.gazetteer)?)));
        match (found, told, self.around.clone()) {
            (Some((at, (name, left))), ..) => {
                self.doubts.extend(left.map(|left| left_place(at, &name, &left)));
                self.add(at, "locality", name);
            }
            _ if has_parts => {}
            (None, at, Some(name)) => {
                let item = at.map_or(0, |(at, _)| at);
                let message = Message::new(
                    format!("Nơi thực hiện lấy theo tên cơ quan ở đầu văn bản: {name}."),
                    format!("The place was taken from the office that the letterhead names: {name}."),
                );
                let help = Message::new("Xem lại địa phương.", "Look at the place again.");
                self.doubts.push(Doubt::new(item, message, help));
                self.add(item, "locality", name);
            }
            (None, Some((at, text)), None) => {
                let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").to_owned();
                self.add(at, "locality", line);
            }
            (None, None, None) => {}
        }
    }

    /// Who leads, where the item says so.
    fn forces(&mut self, items: &Items) {
        let Some((at, text)) = items.text_of(Part::Forces).filter(|_| !self.has("organisation")) else { return };
        // “Chủ trì: Chi bộ thôn 2”, “Chi bộ thôn 2 chủ trì”.
        let leads = |line: &str| {
            let (before, after) = line.split_once(':').or_else(|| line.split_once(" là ")).unwrap_or((line, ""));
            let before = before.trim_matches([' ', '.', ',']);
            let lead = before.chars().count().checked_sub(LEADS.chars().count())?;
            let name: String = before.chars().take(lead).collect();
            if vietnamese::fold(&before.chars().skip(lead).collect::<String>()) != vietnamese::fold(LEADS) {
                return None;
            }
            let name = if after.is_empty() { name } else { after.split([';', ',', '.']).next()?.to_owned() };
            let name = collapse_white_space(name.trim_matches(['-', '+', '–', '•', ' ']));
            (!name.is_empty()).then_some(name)
        };
        if let Some(name) = text.lines().flat_map(|line| line.split(';')).find_map(leads) {
            self.add(at, "organisation", name);
        }
    }

    /// The year in which it began: the only one that is named, or the first of a span.
    fn time(&mut self, items: &Items) {
        let Some((at, text)) = items.text_of(Part::Time).filter(|_| !self.has("started")) else { return };
        let years: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4 && is_year(run)).collect();
        let folded = format!(" {}", vietnamese::fold(&text));
        let is_span = [" tu ", " bat dau"].iter().any(|word| folded.contains(word));
        match years.as_slice() {
            [only] => self.add(at, "started", (*only).to_owned()),
            [first, ..] if is_span => self.add(at, "started", (*first).to_owned()),
            _ => {}
        }
    }

    /// Lines and rows that count something. Of what a registration says nobody knows whether it has been reached.
    fn results(&mut self, items: &mut Items, is_registration: bool) {
        let Some(keys) = MODEL.iter().find(|key| key.name == "results").map(|key| key.kind.keys()) else { return };
        let Some(at) = items.list.iter().position(|item| item.part == Some(Part::Output)) else { return };
        let mut counted: Vec<String> = Vec::new();
        items.list[at].pieces.retain(|piece| match piece {
            Piece::Line(text, _) => {
                let is_result = row::results(text, keys).is_some();
                counted.extend(is_result.then(|| text.trim_start_matches(['-', '+', '•', '–', '*', ' ']).to_owned()));
                !is_result
            }
            Piece::Table(rows) => match figures(rows) {
                Some(lines) => {
                    counted.extend(lines);
                    false
                }
                None => true,
            },
        });
        if counted.is_empty() {
            return;
        }
        self.add(at, "results", counted.join("\n"));
        if is_registration {
            let message = Message::new(
                "Số liệu trong bản đăng ký có thể là dự kiến, chưa phải kết quả.",
                "The figures of a registration may be what is hoped for, not what has been reached.",
            );
            let help = Message::new(
                "Chỉ giữ trong results những con số đã đạt được.",
                "Keep in results only what has been reached.",
            );
            self.doubts.push(Doubt::new(at, message, help));
        }
    }
}

/// The word that says who leads.
const LEADS: &str = "chủ trì";

fn is_year(run: &str) -> bool {
    run.parse::<u16>().is_ok_and(|year| (1945..=2100).contains(&year))
}

/// The rows of a table of figures as lines: what was counted, how many, in which unit. `None` for any other table.
fn figures(rows: &[Vec<String>]) -> Option<Vec<String>> {
    let (heading, rows) = rows.split_first()?;
    let unit = heading.iter().position(|cell| {
        let name = vietnamese::fold(cell);
        name.contains("don vi") || name.trim_end_matches('.') == "dvt" || name.trim_end_matches('.') == "dv tinh"
    });
    let line = |cells: &Vec<String>| {
        let unit = unit.and_then(|at| cells.get(at)).map_or("", |unit| unit.trim());
        let cells: Vec<&str> = text::without_number(cells).into_iter().filter(|cell| *cell != unit).collect();
        match cells.as_slice() {
            [label, value] if is_figure(value) => Some(format!("{}: {value} {unit}", collapse_white_space(label))),
            [label, value, note] if is_figure(value) => {
                Some(format!("{}: {value} {unit} ({note})", collapse_white_space(label)))
            }
            _ => None,
        }
    };
    let lines: Option<Vec<String>> = rows.iter().map(line).collect();
    lines.filter(|lines| !lines.is_empty())
}

/// Of a list of boxes what stands behind those that are ticked; any other text as it is.
fn ticked(text: &str) -> String {
    const TICKED: [char; 6] = ['☒', '☑', '■', '✓', '✔', '⊠'];
    const BOXES: [char; 9] = ['☒', '☑', '■', '✓', '✔', '⊠', '☐', '□', '⬜'];
    if !text.contains(BOXES) {
        return text.to_owned();
    }
    let after = text.match_indices(TICKED).filter_map(|(at, sign)| text.get(at + sign.len()..));
    let labels = after.map(|rest| {
        let label = rest.split(BOXES).next().unwrap_or("");
        label.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '.')).to_owned()
    });
    labels.collect::<Vec<_>>().join("; ")
}

/// The title in the lines above the first item: in quotes, or behind “Mô hình”.
fn title_above(line: &str, below: Option<&str>) -> Option<String> {
    let is_slogan = |text: &str| vietnamese::fold(text).trim() == "dan van kheo";
    let folded = vietnamese::fold(line);
    if !folded.contains("mo hinh") {
        return None;
    }
    let quoted = line.match_indices(['“', '"', '«']).filter_map(|(at, sign)| {
        let rest = line.get(at + sign.len()..)?;
        let text = rest.split(['”', '"', '»']).next()?.trim();
        (text.chars().count() > 3 && rest.contains(['”', '"', '»']) && !is_slogan(text)).then(|| text.to_owned())
    });
    let after = || {
        let (before, after) = line.split_once(':')?;
        (vietnamese::fold(before).contains("mo hinh") && !after.trim().is_empty()).then(|| after.trim().to_owned())
    };
    // “MÔ HÌNH DÂN VẬN KHÉO”, and the title in quotes on the next line.
    let next = || {
        let text = below?.trim();
        let bare = text.strip_prefix(['“', '"', '«'])?.trim_end_matches(['”', '"', '»', '.']);
        (!is_slogan(bare) && !bare.is_empty()).then(|| bare.to_owned())
    };
    let found = quoted.into_iter().next().or_else(after).or_else(next)?;
    Some(found.trim_matches(['“', '”', '"', ' ', '.']).to_owned())
}

/// Words before the name of a place in a sentence.
const LEAD_INS: [&str; 7] = ["trên địa bàn", "tại địa bàn", "địa bàn", "tại", "ở", "toàn", "trong"];
/// The longest sentence that a place is looked for in, in bytes.
const LONGEST_PLACE: usize = 1_000;
/// What ends the name of a place in a sentence.
const ENDS: [&str; 10] = [";", "\n", ". ", "(", ", đối tượng", " đối tượng", " với ", " gồm ", " cho ", " và "];

/// The doubt about places that were left away behind the first.
fn left_place(item: usize, name: &str, left: &str) -> Doubt {
    let message = Message::new(
        format!("Địa bàn còn ghi “{left}”, mà địa phương mới lấy “{name}”."),
        format!("The place goes on with “{left}”, of which only “{name}” was taken."),
    );
    let help = Message::new("Ghi đủ các nơi vào địa phương.", "Write all of the places into the article.");
    Doubt::new(item, message, help)
}

/// Words that begin the name of a place, without marks.
const PLACES: [&str; 12] = ["thon", "ap", "xom", "to", "khu", "ban", "buon", "xa", "phuong", "thi", "huyen", "dac"];

/// Whether a part of a text names a further place: `2 xã Bắc Ruộng`, `thôn 3`.
fn is_further_place(part: &str) -> bool {
    let folded = vietnamese::fold(part);
    let first = folded.split_whitespace().next().unwrap_or("");
    first.starts_with(|c: char| c.is_ascii_digit()) || PLACES.contains(&first)
}

/// The place that a text begins with, if it is certain, and further ones behind that are no part of its name.
fn place_in(text: &str, around: &[&str], gazetteer: &Gazetteer) -> Option<(String, Option<String>)> {
    let mut name = text.trim().trim_start_matches(['-', '+', '–', '•', ' ']);
    for lead in LEAD_INS {
        let folded = |text: &str| vietnamese::fold(text);
        let count = lead.chars().count();
        let begin: String = name.chars().take(count).collect();
        if folded(&begin) == folded(lead) && name.chars().nth(count).is_some_and(|c| matches!(c, ' ' | ':')) {
            name = name.get(begin.len()..).unwrap_or("").trim_start_matches([' ', ':']);
        }
    }
    if name.lines().next().is_some_and(|line| line.len() > LONGEST_PLACE) {
        return None;
    }
    let end = ENDS.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
    let behind = name.get(end..).unwrap_or("").lines().next().unwrap_or("").trim_start_matches([';', ' ', ',']);
    let behind = behind.strip_prefix("và ").unwrap_or(behind).trim();
    let mut left = Some(behind.to_owned()).filter(|behind| is_further_place(behind));
    let mut name = name.get(..end).unwrap_or(name).trim().trim_end_matches(['.', ',', ':']);
    // A remark behind the name is taken away part by part.
    loop {
        let read = place::read(name, around, None, gazetteer);
        if read.unit.is_some() && read.doubt.is_none() {
            return Some((name.to_owned(), left));
        }
        let (before, after) = name.rsplit_once(',')?;
        left = Some(after.trim().to_owned()).filter(|after| is_further_place(after)).or(left);
        name = before.trim();
    }
}

/// Types of places in letterheads, from small to large.
const TYPES: [&str; 8] = ["xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "thành phố", "tỉnh"];

/// The commune that the lines above the first item name, if it is certain.
fn letterhead(items: &Items, known: &Known<'_>) -> Option<String> {
    let gazetteer = &known.catalog.gazetteer;
    let home = known.catalog.site.home.as_ref().map(|home| home.value.as_str());
    let around: Vec<&str> = [known.place, home].into_iter().flatten().collect();
    let mut names: Vec<(usize, &str)> = Vec::new();
    for (line, _) in &items.above {
        let lower = line.to_lowercase();
        // Lower case may be longer than the capital in bytes, never in the letters of Vietnamese.
        let found = TYPES.iter().enumerate().rev().find_map(|(rank, word)| {
            let at = lower.find(&format!("{word} "))?;
            let is_word = lower.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', ',']));
            is_word.then_some((rank, line.get(at..)?))
        });
        names.extend(found.filter(|_| line.chars().count() < 80));
    }
    names.sort_by_key(|(rank, _)| *rank);
    names.dedup_by_key(|(rank, _)| *rank);
    let all = names.iter().map(|(_, name)| name.trim_matches([' ', '.', ','])).collect::<Vec<_>>();
    let first = all.first()?;
    let read = [all.join(", "), (*first).to_owned()].into_iter().find_map(|name| {
        let read = place::read(&name, &around, None, gazetteer);
        read.unit.filter(|_| read.doubt.is_none())
    })?;
    let is_commune = gazetteer.unit(read).level == Level::Commune;
    is_commune.then(|| gazetteer.full_name(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_above_the_items_are_found() {
        let title = |line: &str, below| title_above(line, below).unwrap_or_default();
        assert_eq!(title("Mô hình “Dân vận khéo”: “Hũ gạo tình thương”", None), "Hũ gạo tình thương");
        assert_eq!(title("HỒ SƠ MÔ HÌNH “DÂN VẬN KHÉO”", Some("“Tiếng kẻng an ninh”")), "Tiếng kẻng an ninh");
        assert_eq!(title("Tên mô hình: Hũ gạo", None), "Hũ gạo");
        assert_eq!(title("BẢN ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO", Some("Năm 2025")), "");
    }

    #[test]
    fn ticked_boxes_are_read() {
        assert_eq!(ticked("☐ Kinh tế ☒ Văn hóa - xã hội; □ An ninh"), "Văn hóa - xã hội");
        assert_eq!(ticked("Kinh tế"), "Kinh tế");
        assert_eq!(ticked("☐ Kinh tế"), "");
    }

    #[test]
    fn a_table_of_figures_is_read_as_lines() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = [row(&["TT", "Nội dung", "ĐVT", "Số lượng"]), row(&["1", "Hộ tham gia", "hộ", "120"])];
        assert_eq!(figures(&rows), Some(vec!["Hộ tham gia: 120 hộ".to_owned()]));
        assert_eq!(figures(&[row(&["Việc", "Ai"]), row(&["Họp", "Thôn"])]), None);
    }
}
