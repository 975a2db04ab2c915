//! `lantoa init --cms`: the settings of a content management system in the browser, made from the key table and the site's
//! lists. The two that are known read the same settings (<https://decapcms.org/docs/configuration-options/>); the page that
//! starts them differs in what the browser must let them do.

use super::repository::Repository;
use crate::schema::{Key, Kind, MODEL, PAGE, SiteConfig, flow_scalar};
use crate::text::Lang;

/// A content management system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cms {
    Sveltia,
    Decap,
}

impl Cms {
    /// The one that the command line names.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        match name {
            "sveltia" => Some(Self::Sveltia),
            "decap" => Some(Self::Decap),
            _ => None,
        }
    }
}

/// Path and content of each file.
pub(super) fn files(cms: Cms, site: &SiteConfig, repository: &Repository) -> [(&'static str, String); 2] {
    let page = match cms {
        Cms::Sveltia => include_str!("sveltia.html"),
        Cms::Decap => include_str!("decap.html"),
    };
    [("admin/config.yml", config(cms, site, repository)), ("admin/index.html", page.to_owned())]
}

const INTRODUCTION: &str = "\
# Viết bài trong trình duyệt (Sveltia CMS, Decap CMS): các khóa và danh sách lấy từ lantoa và content/site.yaml.
# Sửa danh sách trong site.yaml thì xóa tệp này rồi chạy lại: lantoa init --cms sveltia
# Người viết cần có tài khoản ở kho git; cách đặt lên mạng và cách đăng nhập: xem lời ghi trong index.html.
";

/// The text of the settings.
fn config(cms: Cms, site: &SiteConfig, Repository { below, branch, .. }: &Repository) -> String {
    let lang = site.lang();
    let mut text = INTRODUCTION.to_owned();
    text.push_str(&backend(site.repository.as_deref(), branch));
    let site_url = site.base_url.as_deref().map(|url| format!("site_url: {}\n", quoted(url)));
    text.push_str(&site_url.unwrap_or_default());
    let media_folder = flow_scalar(&format!("{below}content/mo-hinh"));
    text.push_str(&format!(
        "media_folder: {media_folder}\npublic_folder: \"\"\nslug: {{encoding: ascii, clean_accents: true}}\n"
    ));
    // Sveltia takes its language from the browser; Decap leaves empty fields out by itself.
    text.push_str(match cms {
        Cms::Sveltia => "output: {omit_empty_optional_fields: true}\n",
        Cms::Decap => "locale: vi\n",
    });
    text.push_str("collections:\n");
    for (name, label, keys) in [("mo-hinh", "Mô hình", MODEL), ("trang", "Trang", PAGE)] {
        let folder = flow_scalar(&format!("{below}content/{name}"));
        collection(&mut text, cms, (name, label, &folder), keys, (site, lang));
    }
    text
}

/// The repository that the editor writes to.
fn backend(repository: Option<&str>, branch: &str) -> String {
    let branch = flow_scalar(branch);
    let known = repository.and_then(|url| url.split_once("://")?.1.split_once('/'));
    let Some((host, repository)) = known else {
        return format!(
            "# Kho git của trang web; ghi repository trong site.yaml thì chỗ này được điền sẵn.\n\
             backend: {{name: github, repo: ten-co-quan/ten-kho, branch: {branch}}}\n"
        );
    };
    let (name, more) = match host {
        "github.com" => ("github", String::new()),
        "gitlab.com" => ("gitlab", String::new()),
        host if host.contains("gitlab") => {
            ("gitlab", format!(", base_url: \"https://{host}\", api_root: \"https://{host}/api/v4\", auth_type: pkce"))
        }
        host => ("gitea", format!(", base_url: \"https://{host}\", api_root: \"https://{host}/api/v1\"")),
    };
    format!("backend: {{name: {name}, repo: {}, branch: {branch}{more}}}\n", quoted(repository))
}

/// A folder of files: new ones and those in folders below.
fn collection(
    text: &mut String,
    cms: Cms,
    (name, label, folder): (&str, &str, &str),
    keys: &[Key],
    (site, lang): (&SiteConfig, Lang),
) {
    // With a folder to be typed Decap asks for one always, and gives files names with marks and quotes.
    let meta = if cms == Cms::Sveltia { "    meta: {path: {label: Thư mục, widget: string}}\n" } else { "" };
    text.push_str(&format!(
        "  - name: {name}\n    label: {}\n    folder: {folder}\n    create: true\n    extension: md\n    \
         format: yaml-frontmatter\n    slug: \"{{{{slug}}}}\"\n    media_folder: \"\"\n    public_folder: \"\"\n    \
         nested: {{depth: 4, subfolders: false}}\n{meta}    fields:\n",
        quoted(label)
    ));
    // The short form of an award says what `awards` says, and a file that has both is wrong.
    let keys = keys.iter().filter(|key| !key.name.starts_with("award_"));
    keys.for_each(|key| field(text, (None, key), 6, site, lang));
    text.push_str("      - {name: body, label: Bài viết, widget: markdown, required: false}\n");
}

/// A field of the form, with its own fields below it.
fn field(text: &mut String, (group, key): (Option<&Key>, &Key), indent: usize, site: &SiteConfig, lang: Lang) {
    let (label, hint) = (quoted(key.label.get(lang)), quoted(key.hint_in_form(group).get(lang)));
    let space = " ".repeat(indent);
    let (required, widget) = (key.required, widget(key, site));
    let inner = key.kind.keys();
    if inner.is_empty() {
        let name = key.name;
        let line = format!("{space}- {{name: {name}, label: {label}, hint: {hint}, required: {required}, {widget}}}\n");
        text.push_str(&line);
        return;
    }
    text.push_str(&format!(
        "{space}- name: {}\n{space}  label: {label}\n{space}  hint: {hint}\n{space}  required: {required}\n{space}  \
         {widget}\n{space}  fields:\n",
        key.name
    ));
    // Decap asks for the required fields of an object even where nothing of it is written; `check` asks for them where it is.
    let is_left_out = !key.required && matches!(key.kind, Kind::Record(_));
    let asked = inner.iter().map(|key| Key { required: key.required && !is_left_out, ..*key });
    asked.for_each(|inner| field(text, (Some(key), &inner), indent + 4, site, lang));
}

/// The kind of field that a key is, with what belongs to it.
fn widget(key: &Key, site: &SiteConfig) -> String {
    let select = |entries: Vec<(String, String)>, more: &str| {
        let option = |(id, label): (String, String)| format!("{{value: {}, label: {}}}", quoted(&id), quoted(&label));
        format!("widget: select{more}, options: [{}]", entries.into_iter().map(option).collect::<Vec<_>>().join(", "))
    };
    let of_list = |list| {
        let entries = site.entries(list).into_iter();
        entries.map(|(id, label)| (id.to_string(), label.to_owned())).collect::<Vec<_>>()
    };
    let of_words = |words: &[(&str, &str)]| {
        words.iter().map(|(id, label)| ((*id).to_owned(), (*label).to_owned())).collect::<Vec<_>>()
    };
    match key.kind {
        Kind::Choice(list) => select(of_list(list), ""),
        Kind::Choices(list) => select(of_list(list), ", multiple: true"),
        Kind::OneOf(words) => select(of_words(words), ""),
        Kind::SomeOf(words) => select(of_words(words), ", multiple: true"),
        Kind::Year => "widget: number, value_type: int, min: 1945, max: 2100".to_owned(),
        Kind::Order => "widget: number, value_type: int, min: 0".to_owned(),
        // A new file is a draft until somebody has read it. What is not known is no “no”.
        Kind::Flag if key.name == "draft" => "widget: boolean, default: true".to_owned(),
        Kind::Flag => select(of_words(&[("có", "Có"), ("không", "Không")]), ""),
        Kind::Texts | Kind::Aliases => "widget: list".to_owned(),
        Kind::File => "widget: image".to_owned(),
        Kind::Text if matches!(key.name, "summary" | "resources" | "conditions" | "text") => "widget: text".to_owned(),
        Kind::Email => "widget: string, pattern: [\"^$|@\", \"Một địa chỉ thư điện tử.\"]".to_owned(),
        Kind::Url => {
            "widget: string, pattern: [\"^$|^https?://\", \"Một địa chỉ web đầy đủ, bắt đầu bằng https://\"]".to_owned()
        }
        Kind::Record(_) => "widget: object".to_owned(),
        Kind::Records(_) => "widget: list".to_owned(),
        _ => "widget: string".to_owned(),
    }
}

/// A text in quotes; a JSON string is YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Whether a value is what a JSON Schema says, as far as the one here goes; else why not.
    fn check(value: &Value, schema: &Value, root: &Value, at: &str) -> Result<(), String> {
        if let Some(name) = schema["$ref"].as_str() {
            return check(value, &root["definitions"][name.rsplit('/').next().unwrap()], root, at);
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is_kind = |name: &Value| name == kind || name == "integer" && value.is_i64();
        match &schema["type"] {
            Value::Null => {}
            Value::Array(names) if names.iter().any(is_kind) => {}
            name if is_kind(name) => {}
            name => return Err(format!("{at}: {kind}, not {name}")),
        }
        if !schema["const"].is_null() && schema["const"] != *value
            || schema["enum"].as_array().is_some_and(|values| !values.contains(value))
        {
            return Err(format!("{at}: {value}, not {}{}", schema["const"], schema["enum"]));
        }
        if !schema["not"].is_null() && check(value, &schema["not"], root, at).is_ok() {
            return Err(format!("{at}: must not be so"));
        }
        if let Some(ways) = schema["anyOf"].as_array() {
            let wrong: Result<Vec<()>, Vec<String>> = {
                let errors: Vec<String> = ways.iter().filter_map(|way| check(value, way, root, at).err()).collect();
                if errors.len() < ways.len() { Ok(Vec::new()) } else { Err(errors) }
            };
            wrong.map_err(|errors| errors.join(" or "))?;
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.is_object() && value[name].is_null() {
                return Err(format!("{at}: lacks {name}"));
            }
        }
        for (name, inner) in value.as_object().into_iter().flatten() {
            let known = &schema["properties"][name];
            if !known.is_null() {
                check(inner, known, root, &format!("{at}.{name}"))?;
            } else if schema["additionalProperties"] == false {
                return Err(format!("{at}: {name} is unknown"));
            } else if schema["additionalProperties"].is_object() {
                check(inner, &schema["additionalProperties"], root, &format!("{at}.{name}"))?;
            }
        }
        if schema["items"].is_object() {
            for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                check(item, &schema["items"], root, &format!("{at}[{number}]"))?;
            }
        }
        Ok(())
    }

    fn site(repository: Option<&str>) -> SiteConfig {
        let base_url = Some("https://danvan.example.vn/".to_owned());
        SiteConfig { repository: repository.map(str::to_owned), base_url, ..SiteConfig::default() }
    }

    fn config_of(cms: Cms, site: &SiteConfig) -> String {
        config(cms, site, &Repository { root: "/x".into(), below: String::new(), branch: "main".to_owned() })
    }

    #[test]
    fn a_site_in_a_folder_of_its_repository_is_written_there() {
        let repository = Repository { root: "/x".into(), below: "web/".to_owned(), branch: "master".to_owned() };
        let config: Value = serde_yaml::from_str(&config(Cms::Decap, &site(None), &repository)).unwrap();
        assert_eq!(config["backend"]["branch"], "master");
        assert_eq!(config["media_folder"], "web/content/mo-hinh");
        assert_eq!(config["collections"][1]["folder"], "web/content/trang");
    }

    #[test]
    fn the_settings_are_what_the_systems_own_schema_says() {
        let schema: Value = serde_json::from_str(include_str!("../../../tests/cms/sveltia-cms.schema.json")).unwrap();
        for repository in [
            None,
            Some("https://github.com/a/b"),
            Some("https://gitlab.example.vn/a/b/c"),
            Some("https://codeberg.org/a/b"),
        ] {
            let text = config_of(Cms::Sveltia, &site(repository));
            let config: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let checked = check(&config, &schema, &schema, "config");
            assert_eq!(checked.map_err(|error| error.chars().take(600).collect::<String>()), Ok(()));
            let names = |collection: usize| -> Vec<String> {
                let fields = config["collections"][collection]["fields"].as_array().unwrap().iter();
                fields.map(|field| field["name"].as_str().unwrap().to_owned()).collect()
            };
            let keys = MODEL.iter().map(|key| key.name).filter(|name| !name.starts_with("award_"));
            assert_eq!(names(0), keys.chain(["body"]).collect::<Vec<_>>(), "every key of the table has a field");
            assert_eq!(names(1).len(), PAGE.len() + 1);
        }
        let wrong = serde_json::json!({"backend": {"name": "github", "repo": "a/b"}, "collections": [{"name": "a", "folder": "b", "fields": [{"name": "c", "widget": 5}]}]});
        assert!(check(&wrong, &schema, &schema, "config").is_err(), "the schema is applied");
    }

    #[test]
    fn a_model_without_a_contact_can_be_saved() {
        let config: Value = serde_yaml::from_str(&config_of(Cms::Decap, &site(None))).unwrap();
        let fields = config["collections"][0]["fields"].as_array().unwrap();
        let required = |name: &str, inner: &str| {
            let field = fields.iter().find(|field| field["name"] == name).unwrap();
            let inner = field["fields"].as_array().unwrap().iter().find(|field| field["name"] == inner);
            inner.unwrap()["required"].clone()
        };
        assert_eq!(required("contact", "office"), false, "an object that may be left out");
        assert_eq!(required("awards", "year"), true, "an entry of a list is there only when it was added");
    }

    #[test]
    fn decap_asks_for_no_folder() {
        let of = |cms| serde_yaml::from_str::<Value>(&config_of(cms, &site(None))).unwrap();
        let (decap, sveltia) = (of(Cms::Decap), of(Cms::Sveltia));
        assert!(decap["collections"][0]["meta"].is_null() && decap["collections"][0]["nested"]["depth"] == 4);
        assert_eq!(sveltia["collections"][0]["meta"]["path"]["widget"], "string");
    }

    #[test]
    fn the_repository_of_the_site_is_the_one_written_to() {
        assert!(
            config_of(Cms::Decap, &site(Some("https://github.com/a/b")))
                .contains("backend: {name: github, repo: \"a/b\", branch: main}\n")
        );
        let gitlab = config_of(Cms::Decap, &site(Some("https://gitlab.example.vn/a/b/c")));
        assert!(
            gitlab.contains("{name: gitlab, repo: \"a/b/c\", branch: main, base_url: \"https://gitlab.example.vn\"")
        );
        assert!(config_of(Cms::Decap, &site(Some("https://codeberg.org/a/b"))).contains("name: gitea"));
    }
}
