//! `content/site.yaml`, read on top of the built-in defaults.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::LazyLock;

use super::super::keys::SITE;
use super::super::site::{
    Campaign, Choice, Feeds, Field, Host, Id, Level, MenuEntry, MenuTarget, PlacePages, Propose, ShareCards, SiteConfig,
};
use super::address;
use super::choice;
use super::record::{Reader, Record, short};
use super::value::first_line;
use crate::finding::{Checked, Code, FileContext};
use crate::front_matter;
use crate::text::{Message, SitePath, Span, Spanned, StaticMessage};
use crate::vietnamese;

/// Stands for this year: a level may be planned to end at any time.
const ANY_YEAR: u16 = 9998;

static DEFAULT: LazyLock<SiteConfig> = LazyLock::new(|| {
    let path = SitePath::new("site.default.yaml");
    let mut site = read_onto(SiteConfig::empty(), &FileContext::new(&path, include_str!("../site.default.yaml"))).value;
    site.theme.span = Span::default();
    site
});

/// Reads `content/site.yaml`. A key that is left out keeps its default; a list that is given replaces the default list as a
/// whole. An empty text gives the default site.
pub fn read_site(path: &SitePath, text: &str) -> Checked<SiteConfig> {
    read_onto(DEFAULT.clone(), &FileContext::new(path, text))
}

impl Default for SiteConfig {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

fn read_onto(base: SiteConfig, file: &FileContext<'_>) -> Checked<SiteConfig> {
    let mut findings = Vec::new();
    let root = front_matter::parse_map(file, Span::new(0, file.text.len())).collect(&mut findings);
    let mut reader = Reader::new(file, ANY_YEAR);
    let record = reader.record(SITE, &root, Span::default());
    let value = reader.site(base, &record);
    findings.append(&mut reader.findings);
    Checked { value, findings }
}

impl<'t> Reader<'_, 't> {
    /// The address of the site, with `/` at its end.
    fn base_url(&mut self, record: &Record<'_, 't>) -> Option<String> {
        let url = self.text(record, "base_url")?;
        if let Some((message, help)) = address::base_url_problem(&url.value) {
            // Without the first letters it is still plain what is meant.
            let meant = address::with_scheme(&url.value).filter(|full| address::base_url_problem(full).is_none());
            let help = match &meant {
                Some(full) => Message::new(
                    format!("trang đang dùng {full}; hãy ghi đủ như vậy"),
                    format!("{full} is used; write it out like this"),
                ),
                None => Message::new(
                    format!("{}; chưa sửa thì không có ảnh khi chia sẻ, cũng không có sitemap", help.vi),
                    format!("{}; until then shared links have no picture, and there is no sitemap", help.en),
                ),
            };
            self.report(Code::BadUrl, url.span, message, help);
            return meant.map(|full| format!("{}/", full.trim_end_matches('/')));
        }
        if address::is_example(&url.value) {
            let message = Message::new(
                format!("“{}” là địa chỉ làm ví dụ: không ai mở được trang web ở đó.", url.value),
                format!("“{}” is an address for examples: nobody can open the site there.", url.value),
            );
            let help = Message::new(
                "Ghi địa chỉ thật của trang web, hoặc bỏ dòng này cho đến khi có.",
                "Write the site's real address, or leave this line out until there is one.",
            );
            self.report(Code::ExampleAddress, url.span, message, help);
        }
        Some(format!("{}/", url.value.trim_end_matches('/')))
    }

    fn site(&mut self, base: SiteConfig, record: &Record<'_, 't>) -> SiteConfig {
        let base_url = self.base_url(record);
        let repository = self.url(record, "repository").map(|url| url.value.trim_end_matches('/').to_owned());
        SiteConfig {
            title: self.plain(record, "title").unwrap_or(base.title),
            description: self.plain(record, "description").unwrap_or(base.description),
            language: self.language(record).unwrap_or(base.language),
            base_url: base_url.or(base.base_url),
            home: self.text(record, "home").or(base.home),
            theme: self.text(record, "theme").unwrap_or(base.theme),
            fields: self.fields(record).unwrap_or(base.fields),
            levels: self.list(record, "levels", Self::level).unwrap_or(base.levels),
            unit_types: self.list(record, "unit_types", Self::plain_choice).unwrap_or(base.unit_types),
            stages: self.list(record, "stages", Self::plain_choice).unwrap_or(base.stages),
            kinds: self.list(record, "kinds", Self::plain_choice).unwrap_or(base.kinds),
            campaigns: self.list(record, "campaigns", Self::campaign).unwrap_or(base.campaigns),
            menu: self.menu(record).unwrap_or(base.menu),
            repository: repository.or(base.repository),
            propose: self.propose(record).or(base.propose),
            share_cards: self.share_cards(record).or(base.share_cards),
            place_pages: self.place_pages(record).unwrap_or(base.place_pages),
            tag_pages: self.answer(record, "tag_pages").unwrap_or(base.tag_pages),
            feeds: self.feeds(record).unwrap_or(base.feeds),
            contact: self.contact(record).or(base.contact),
            submit: self.answer(record, "submit").or(base.submit),
            hosts: self.hosts(record).unwrap_or(base.hosts),
            offline: self.answer(record, "offline").unwrap_or(base.offline),
        }
    }

    fn propose(&mut self, record: &Record<'_, 't>) -> Option<Propose> {
        match self.one_of(record, "propose")?.as_str() {
            "file" => Some(Propose::File),
            "issue" => Some(Propose::Issue),
            _ => Some(Propose::Nothing),
        }
    }

    fn share_cards(&mut self, record: &Record<'_, 't>) -> Option<ShareCards> {
        match self.one_of(record, "share_cards")?.as_str() {
            "model" => Some(ShareCards::Model),
            "field" => Some(ShareCards::Field),
            _ => Some(ShareCards::Nothing),
        }
    }

    fn place_pages(&mut self, record: &Record<'_, 't>) -> Option<PlacePages> {
        match self.one_of(record, "place_pages")?.as_str() {
            "models" => Some(PlacePages::Models),
            "provinces" => Some(PlacePages::Provinces),
            _ => Some(PlacePages::All),
        }
    }

    fn feeds(&mut self, record: &Record<'_, 't>) -> Option<Feeds> {
        match self.one_of(record, "feeds")?.as_str() {
            "fields" => Some(Feeds::Fields),
            _ => Some(Feeds::All),
        }
    }

    fn hosts(&mut self, record: &Record<'_, 't>) -> Option<Vec<Host>> {
        let ids = self.some_of(record, "hosts")?;
        Some(ids.iter().filter_map(|id| Host::from_id(id)).collect())
    }

    fn language(&mut self, record: &Record<'_, 't>) -> Option<String> {
        let text = self.text(record, "language")?;
        let mut parts = text.value.split('-');
        let first = parts
            .next()
            .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
        if first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())) {
            return Some(text.value);
        }
        let shown = short(&text.value);
        let message =
            Message::new(format!("“{shown}” không phải là mã ngôn ngữ."), format!("“{shown}” is not a language tag."));
        self.report(Code::UnknownValue, text.span, message, Message::new("Viết vi hoặc en.", "Write vi or en."));
        None
    }

    /// One of the site's lists, its entries read by `entry`; a repeated id is reported and left out. `None` if the list is not
    /// given.
    fn list<T>(
        &mut self,
        record: &Record<'_, 't>,
        name: &str,
        entry: fn(&mut Self, &Record<'_, 't>, Id, String) -> T,
    ) -> Option<Vec<T>> {
        record.get(name)?;
        let entries = self.records(record, name);
        let mut ids = BTreeMap::new();
        let list = entries.iter().filter_map(|item| {
            let label = self.plain(item, "label");
            let id = self.id(item, label.as_deref(), &mut ids)?;
            Some(entry(self, item, id, label?))
        });
        Some(list.collect())
    }

    /// The id of an entry; `None` with a finding if it is not an id or an earlier entry has it.
    fn id(&mut self, item: &Record<'_, 't>, label: Option<&str>, taken: &mut BTreeMap<Id, Span>) -> Option<Id> {
        let text = self.text(item, "id")?;
        if !address::is_id(&text.value) {
            self.bad_id(&text, label);
            return None;
        }
        let id = Id::new(&text.value);
        match taken.entry(id.clone()) {
            Entry::Vacant(free) => {
                free.insert(text.span);
                Some(id)
            }
            Entry::Occupied(first) => {
                self.taken_id(&text, *first.get());
                None
            }
        }
    }

    fn bad_id(&mut self, text: &Spanned<String>, label: Option<&str>) {
        let shown = short(&text.value);
        let message = Message::new(format!("“{shown}” không dùng làm mã được."), format!("“{shown}” cannot be an id."));
        let better = vietnamese::slug(&short(label.unwrap_or(&text.value)));
        let help = Message::new(
            format!("Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ: {better}"),
            format!("An id has lower-case letters, digits and hyphens only, such as: {better}"),
        );
        self.report(Code::WrongShape, text.span, message, help);
    }

    fn taken_id(&mut self, text: &Spanned<String>, first: Span) {
        let message = Message::new(
            format!("Mã “{}” đã dùng cho một mục ở trên.", text.value),
            format!("The id “{}” is taken by an entry above.", text.value),
        );
        let help = Message::new("Đặt cho mục này một mã khác.", "Give this entry another id.");
        let related = Message::new("Mục đã có mã này", "The entry that has it");
        self.report_related(Code::DuplicateId, text.span, message, help, (first, related));
    }

    fn plain_choice(&mut self, _: &Record<'_, 't>, id: Id, label: String) -> Choice {
        Choice { id, label }
    }

    fn level(&mut self, item: &Record<'_, 't>, id: Id, label: String) -> Level {
        let until = self.year(item, "until").map(|year| year.value);
        Level { id, label, until }
    }

    fn campaign(&mut self, item: &Record<'_, 't>, id: Id, label: String) -> Campaign {
        let items = self.texts(item, "items").into_iter().map(|text| text.value).collect();
        Campaign { id, label, items, note: self.plain(item, "note") }
    }

    /// Fields; what a field counts as must be an official one of the same list.
    fn fields(&mut self, record: &Record<'_, 't>) -> Option<Vec<Field>> {
        let read = self.list(record, "fields", |reader, item, id, label| {
            let (official, counts_as) = (reader.flag(item, "official"), reader.text(item, "counts_as"));
            (Field { id, label, official, counts_as: None }, counts_as)
        })?;
        let (mut fields, targets): (Vec<Field>, Vec<_>) = read.into_iter().unzip();
        let official: Vec<Choice> = fields
            .iter()
            .filter(|field| field.official)
            .map(|field| Choice { id: field.id.clone(), label: field.label.clone() })
            .collect();
        let entries: Vec<(&Id, &str)> = official.iter().map(|choice| (&choice.id, &*choice.label)).collect();
        for (field, target) in fields.iter_mut().zip(targets) {
            let Some(target) = target else { continue };
            field.counts_as = choice::find(&entries, &target.value);
            if field.counts_as.is_none() {
                self.unknown_value(&entries, OFFICIAL_FIELDS, &target);
            }
        }
        Some(fields)
    }

    fn menu(&mut self, record: &Record<'_, 't>) -> Option<Vec<MenuEntry>> {
        record.get("menu")?;
        let entries = self.records(record, "menu");
        let menu = entries.iter().filter_map(|item| {
            let label = self.plain(item, "label");
            let (page, url) = (self.text(item, "page"), self.url(item, "url"));
            if item.written("page").is_some() == item.written("url").is_some() {
                self.menu_without_target(item.span);
            }
            let page = page.map(|page| Spanned::new(address::slug_of(&page.value).to_owned(), page.span));
            let target = page.map(MenuTarget::Page).or(url.map(|url| MenuTarget::Url(url.value)))?;
            Some(MenuEntry { label: label?, target })
        });
        Some(menu.collect())
    }

    fn menu_without_target(&mut self, span: Span) {
        let message = Message::new(
            "Mỗi mục trình đơn cần đúng một trong hai: page hoặc url.",
            "Each menu entry takes exactly one of page and url.",
        );
        let help = Message::new(
            "Ví dụ: {label: Giới thiệu, page: gioi-thieu}",
            "For example: {label: About, page: gioi-thieu}",
        );
        self.report(Code::WrongShape, first_line(span, self.file.text), message, help);
    }
}

const OFFICIAL_FIELDS: StaticMessage = StaticMessage::fixed("Lĩnh vực chính thức", "Official fields");

impl SiteConfig {
    /// A site with nothing in it, for reading the built-in defaults.
    fn empty() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            language: String::new(),
            base_url: None,
            home: None,
            theme: Spanned::default(),
            fields: Vec::new(),
            levels: Vec::new(),
            unit_types: Vec::new(),
            stages: Vec::new(),
            kinds: Vec::new(),
            campaigns: Vec::new(),
            menu: Vec::new(),
            repository: None,
            propose: None,
            share_cards: None,
            place_pages: PlacePages::All,
            tag_pages: true,
            feeds: Feeds::All,
            contact: None,
            submit: None,
            hosts: Vec::new(),
            offline: true,
        }
    }
}
