//! Settings for Visual Studio Code, and for editors that read its settings, such as VSCodium.
//!
//! Keys, fields and levels are completed by snippets, which need no extension. The JSON Schema is for
//! `content/site.yaml`, which the YAML extension of Red Hat validates; it does not validate front matter of Markdown
//! files, which `lantoa check` and `lantoa serve` do.

use crate::command::schema::pretty;
use crate::schema::{MODEL, SITE, SiteConfig, json_schema, snippets};
use crate::text::Lang;

/// Path and content of each file.
pub(super) fn files(lang: Lang) -> [(&'static str, String); 5] {
    let site = SiteConfig::default();
    [
        (".vscode/settings.json", SETTINGS.to_owned()),
        (".vscode/extensions.json", EXTENSIONS.to_owned()),
        (".vscode/lantoa.code-snippets", pretty(&snippets(MODEL, &site, lang)) + "\n"),
        (".vscode/mo-hinh.schema.json", pretty(&json_schema(MODEL, &site, lang)) + "\n"),
        (".vscode/site.schema.json", pretty(&json_schema(SITE, &site, lang)) + "\n"),
    ]
}

const SETTINGS: &str = r#"{
  // Gợi ý khóa khi gõ phần khai báo của mô hình (title, linh_vuc, award_level …): từ lantoa.code-snippets, không cần cài
  // thêm gì. Sau khi sửa các danh sách trong content/site.yaml: lantoa schema snippets > .vscode/lantoa.code-snippets
  "[markdown]": {
    "editor.quickSuggestions": { "other": "on", "comments": "off", "strings": "off" },
    "editor.snippetSuggestions": "top",
    "editor.wordBasedSuggestions": "off",
    "editor.wordWrap": "on"
  },
  // Kiểm tra content/site.yaml ngay khi gõ: cần tiện ích YAML của Red Hat. Tiện ích ấy không xem phần khai báo của tệp Markdown;
  // phần đó do lantoa serve và lantoa check kiểm tra. Công cụ nào đọc được JSON Schema thì dùng mo-hinh.schema.json.
  "yaml.schemas": { ".vscode/site.schema.json": "content/site.yaml" },
  "files.encoding": "utf8",
  "files.eol": "\n"
}
"#;

const EXTENSIONS: &str = r#"{
  // Không bắt buộc: chỉ để kiểm tra content/site.yaml.
  "recommendations": ["redhat.vscode-yaml"]
}
"#;
