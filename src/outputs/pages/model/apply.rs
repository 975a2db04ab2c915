//! “Áp dụng ở nơi bạn”: what somebody needs who wants to do the same at home, and how to say that it was done.

use serde::Serialize;

use crate::catalog::{Model, ModelId};
use crate::entry::shorten;
use crate::locality::{UnitId, inside_sentence};
use crate::render::view::Link;
use crate::render::{Renderer, host, places};
use crate::route;
use crate::schema::{self, Propose};

/// Letters of a title that go into an address: hosts and mail programs cut long ones off.
const LETTERS: usize = 120;

/// What somebody needs who wants to apply a model, besides `model.resources` and `model.conditions`.
#[derive(Debug, Serialize)]
pub(super) struct ApplyView {
    /// The section of the page that tells the steps; its URL begins with `#`.
    steps: Option<Link>,
    /// The section of the page that tells the conditions; its URL begins with `#`. None if `model.conditions` says them.
    conditions: Option<Link>,
    /// The office to ask: the model's own, else the one that keeps the site.
    contact: Option<ContactView>,
    /// Where the model has no office of its own: the authority that is in charge of its place now.
    office: Option<OfficeView>,
    /// Where a reader can report a copy: a new file or a new issue at the git host, with an absolute URL.
    propose: Option<Link>,
    /// Whether there is anything to show: resources, conditions, an office to ask or a way to report a copy.
    any: bool,
}

/// The authority that is in charge of a place.
#[derive(Debug, Serialize)]
struct OfficeView {
    /// Its name: `UBND xã Đông Giang, tỉnh Lâm Đồng`; of several, what they are: `UBND các phường, xã của tỉnh Cà Mau`.
    label: String,
    /// The places whose authorities these are, where there are several: the model ran in each, or its place was divided.
    places: Vec<Link>,
}

/// An office to ask.
#[derive(Debug, Serialize)]
struct ContactView {
    /// Its name; may be empty.
    office: String,
    /// Its telephone number as the editor wrote it; may be empty.
    phone: String,
    /// The number for a `tel:` URL; empty if it cannot be dialled.
    phone_link: String,
    /// Its e-mail address; may be empty.
    email: String,
    /// URL of a prepared e-mail to it: `mailto:…`; empty without an address.
    mailto: String,
    /// Its postal address; may be empty.
    address: String,
    /// Whether and when visitors are welcome; empty if the office has not said.
    visits: String,
    /// Whether it is the model's own office; otherwise it is the one that keeps the site.
    own: bool,
}

impl Renderer<'_> {
    pub(super) fn apply(&self, id: ModelId) -> ApplyView {
        let model = self.catalog.model(id);
        let front_matter = model.front_matter();
        let own = front_matter.contact.as_ref().map(|contact| self.contact(model, contact, true));
        let contact = own.or_else(|| self.catalog.site.contact.as_ref().map(|site| self.contact(model, site, false)));
        let conditions = if front_matter.conditions.is_none() { section(model, schema::CONDITIONS.id) } else { None };
        let propose = self.propose(model);
        let office = if front_matter.contact.is_none() { self.office(model) } else { None };
        let any = front_matter.resources.is_some()
            || front_matter.conditions.is_some()
            || conditions.is_some()
            || contact.is_some()
            || office.is_some()
            || propose.is_some();
        ApplyView { steps: section(model, schema::STEPS.id), conditions, contact, office, propose, any }
    }

    /// The People's Committee of the commune or province that the place is in now, or of each of them.
    fn office(&self, model: &Model) -> Option<OfficeView> {
        let gazetteer = &self.catalog.gazetteer;
        let units = &model.place.now;
        // The label of several says in which province they are.
        let named =
            |&unit: &UnitId| Link { label: gazetteer.name(unit).to_owned(), url: places::url(self.catalog, unit) };
        let (names, places) = match units[..] {
            [] => return None,
            [unit] => (vec![inside_sentence(&gazetteer.full_name(unit))], Vec::new()),
            _ => (places::kinds(gazetteer, units, self.theme), units.iter().map(named).collect()),
        };
        let committee = self.word("apply.committee");
        let label = names.iter().map(|name| committee.replace("{place}", name)).collect::<Vec<_>>().join(", ");
        Some(OfficeView { label, places })
    }

    /// Whom to ask about a model, in one line: its own office, else the authority of its place, else who keeps the site.
    pub(in super::super) fn whom(&self, id: ModelId) -> String {
        let model = self.catalog.model(id);
        let said = |contact: &schema::Contact| {
            let parts = [&contact.office, &contact.phone, &contact.email];
            parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
        };
        let own = model.front_matter().contact.as_ref().map(said);
        let names = |office: OfficeView| {
            let places: Vec<_> = office.places.iter().map(|place| inside_sentence(&place.label)).collect();
            if places.is_empty() { office.label } else { [&*office.label, ": ", &places.join(", ")].concat() }
        };
        let own = own.or_else(|| self.office(model).map(names));
        own.or_else(|| self.catalog.site.contact.as_ref().map(said)).unwrap_or_default()
    }

    fn contact(&self, model: &Model, contact: &schema::Contact, own: bool) -> ContactView {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        ContactView {
            office: text(&contact.office),
            phone: text(&contact.phone),
            phone_link: contact.phone.as_deref().and_then(dialled).unwrap_or_default(),
            email: text(&contact.email),
            mailto: contact.email.as_deref().map_or_else(String::new, |email| self.mailto(model, contact, email)),
            address: text(&contact.address),
            visits: text(&contact.visits),
            own,
        }
    }

    /// A letter that asks what the page does not say (RFC 6068: lines end with CR LF).
    fn mailto(&self, model: &Model, contact: &schema::Contact, email: &str) -> String {
        let office = contact.office.clone().unwrap_or_else(|| self.word("apply.office"));
        let subject = self.filled("apply.mail_subject", model, &office);
        let body = self.filled("apply.mail_body", model, &office).replace('\n', "\r\n");
        // An address may hold signs that mean something in a link; `@` is not one of them.
        let email = host::encoded(email).replace("%40", "@");
        format!("mailto:{email}?subject={}&body={}", host::encoded(&subject), host::encoded(&body))
    }

    fn propose(&self, model: &Model) -> Option<Link> {
        let repository = self.repository?;
        let (label, url) = match repository.proposes()? {
            Propose::File => {
                let slug = &model.entry.slug;
                let (title, field) =
                    (shorten(&model.front_matter().title.value, LETTERS), model.front_matter().field.to_string());
                let values =
                    [("title", &*title), ("field", &*field), ("started", ""), ("organisation", ""), ("based_on", slug)];
                let text = [&*schema::short_template(&values), "\n", self.theme.word("apply.file_text")].concat();
                let name = ["content/mo-hinh/", slug, "-", self.theme.word("apply.file_name"), ".md"].concat();
                ("apply.propose_file", repository.new_file(&name, &text))
            }
            Propose::Issue => {
                let title = self.filled("apply.issue_title", model, "");
                let text = self.filled("apply.issue_text", model, "");
                ("apply.propose_issue", repository.new_issue(&title, &text))
            }
            Propose::Nothing => return None,
        };
        Some(Link { label: self.word(label), url: Some(url) })
    }

    /// A text of the theme about one model.
    fn filled(&self, path: &str, model: &Model, office: &str) -> String {
        let url_path = route::model(&model.entry.slug);
        let url = self.absolute(&url_path).unwrap_or(url_path);
        self.word(path)
            .replace("{title}", &shorten(&model.front_matter().title.value, LETTERS))
            .replace("{place}", &shorten(&model.place.written, LETTERS))
            .replace("{office}", office)
            .replace("{url}", &url)
    }
}

fn section(model: &Model, id: &str) -> Option<Link> {
    let heading = model.entry.article.headings.iter().find(|heading| heading.id == id)?;
    Some(Link { label: heading.label.clone(), url: Some(format!("#{id}")) })
}

/// The number for a `tel:` link, if all of it is one.
fn dialled(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let dialable = digits.len() >= 8 && digits.rfind('+').is_none_or(|at| at == 0);
    dialable.then_some(digits)
}
