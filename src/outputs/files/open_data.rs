//! The files of open data: all models as JSON and CSV, places, who copied whom, and their descriptions. A file that would be
//! too large for hosts is an index; its parts and its archive are planned apart, because only measuring tells which they are.

use std::sync::Arc;

use super::super::{Described, LateOutput, Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::office;
use crate::open_data::{self, Division, Part};
use crate::render::{Rendered, Renderer};
use crate::route::DataFile;

/// A file under its own address: the whole, or the index of its parts.
#[derive(Debug)]
struct OpenData {
    file: DataFile,
    division: Arc<Division>,
}

/// A part of a file.
#[derive(Debug)]
struct DataPart {
    file: DataFile,
    part: Part,
}

/// The whole of a file in parts, compressed.
#[derive(Debug)]
struct Archive(DataFile);

/// The description of the data for catalogues. It gives the size of each file, which portals show beside the download.
#[derive(Debug)]
struct Catalogue {
    division: Arc<Division>,
    /// URL paths of the other files, without parts.
    files: Vec<String>,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let output = |file: DataFile| {
        let division = context.data.clone();
        match file {
            DataFile::Catalogue => {
                let others = DataFile::ALL.into_iter().filter(|other| *other != DataFile::Catalogue);
                let files = others.map(|other| other.url_path().to_owned()).collect();
                Output::new(file.url_path(), Catalogue { division, files })
            }
            _ => Output::new(file.url_path(), OpenData { file, division }),
        }
    };
    DataFile::ALL.into_iter().map(output).collect()
}

/// The parts of the files that are too large, and their archives.
pub(crate) fn plan_parts(context: &PlanContext<'_>) -> Vec<Output> {
    let mut outputs = Vec::new();
    for file in DataFile::ALL {
        let Some(divided) = context.data.of(context.catalog, file) else { continue };
        let part = |part: &Part| Output::new(file.part(&part.slug), DataPart { file, part: part.clone() });
        outputs.extend(divided.parts.iter().map(part));
        outputs.extend(divided.has_archive.then(|| Output::new(file.archive(), Archive(file))));
    }
    outputs
}

impl OutputKind for OpenData {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(open_data::bytes(renderer.catalog, &self.division, self.file).into())
    }
}

impl OutputKind for DataPart {
    fn order(&self) -> PublishOrder {
        // Before the index that names it.
        PublishOrder::Page
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(open_data::part_bytes(renderer.catalog, self.file, &self.part).into())
    }
}

impl OutputKind for Archive {
    fn order(&self) -> PublishOrder {
        PublishOrder::Page
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let write = |out: &mut office::Deflater| open_data::write_whole(renderer.catalog, self.0, out);
        // Writing to memory does not fail.
        Ok(office::archive(self.0.name(), open_data::ARCHIVE_LEVEL, write).unwrap_or_default().into())
    }
}

impl OutputKind for Catalogue {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(LateOutput::render(self, renderer, &Described::default()).into())
    }

    fn late(&self) -> Option<&dyn LateOutput> {
        Some(self)
    }
}

impl LateOutput for Catalogue {
    fn describes(&self) -> &[String] {
        &self.files
    }

    fn hashes(&self) -> &[String] {
        &[]
    }

    fn render(&self, renderer: &Renderer<'_>, described: &Described<'_>) -> Vec<u8> {
        // A build knows the lengths of parts too; the live preview, which makes only what is asked for, leaves them out.
        let len = |url_path: &str| described.get(url_path).map(|known| known.fingerprint.len);
        open_data::catalogue(renderer.catalog, &self.division, len)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use crate::site::{BuildCache, Options};
    use crate::source::Source;
    use crate::text::Date;

    /// A site of twenty models in two provinces, of which no table may have more bytes than this.
    fn built(largest: u64) -> BTreeMap<String, Vec<u8>> {
        let model = |number: usize| {
            let place = ["Tỉnh Cà Mau", "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"][number % 2];
            let summary = "Bà con cùng làm, cùng bàn. ".repeat(10);
            let facts = format!("title: Mô hình số {number}\nsummary: {summary}\nlocality: {place}\nfield: kinh-te");
            let text = format!("---\n{facts}\n---\n\nMột câu.\n");
            (format!("content/mo-hinh/m{number}.md"), text)
        };
        let link = "---\ntitle: Trang\n---\n\n[Bảng](/du-lieu/models/ca-mau.csv), [cả nước](/du-lieu/models.csv).\n";
        let mut files: Vec<(String, String)> = (0..20).map(model).collect();
        files.push(("content/trang/trang.md".to_owned(), link.to_owned()));
        let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let source = Source::memory(files, Date::new(2026, 11, 23).unwrap()).value;
        let options = Options { largest: Some(largest), ..Options::default() };
        let built = crate::pipeline::build_in_memory(&source, &options, &mut BuildCache::default());
        let errors: Vec<_> =
            built.findings.iter().filter(|found| found.code == crate::finding::Code::BrokenLink).collect();
        assert_eq!(errors.len(), usize::from(largest > 100_000), "links to parts are links to files: {errors:?}");
        built.value
    }

    #[test]
    fn every_file_that_the_description_and_the_page_name_is_published() {
        const LARGEST: u64 = 8_000;
        let files = built(LARGEST);
        let description: Value = serde_json::from_slice(&files["du-lieu/dcat.jsonld"]).unwrap();
        let named = description["dcat:distribution"].as_array().unwrap();
        assert!(named.len() > 8);
        let page = String::from_utf8(files["du-lieu.html"].clone()).unwrap();
        for one in named {
            let url = format!("du-lieu/{}", one["dcat:downloadURL"]["@id"].as_str().unwrap());
            assert!(files.contains_key(&url), "{url}");
            assert_eq!(one["dcat:byteSize"]["@value"], files[&url].len().to_string(), "{url}");
            assert!(page.contains(&format!("href=\"{url}\"")), "{url} is not on the page");
        }
        let data = files.iter().filter(|(path, _)| path.starts_with("du-lieu/models"));
        let large: Vec<_> =
            data.filter(|(path, bytes)| bytes.len() as u64 > LARGEST && !path.contains("schema")).collect();
        assert!(large.is_empty(), "{:?}", large.iter().map(|(path, bytes)| (path, bytes.len())).collect::<Vec<_>>());
    }

    #[test]
    fn the_archive_is_the_file_that_a_smaller_site_would_have() {
        let (parts, whole) = (built(8_000), built(1 << 20));
        assert!(!whole.keys().any(|path| path.ends_with(".zip") || path.starts_with("du-lieu/models/")));
        for file in ["du-lieu/models.json", "du-lieu/models.csv"] {
            let archive = &parts[&format!("{file}.zip")];
            let name = file.rsplit('/').next().unwrap();
            let inside = miniz_oxide::inflate::decompress_to_vec(&archive[30 + name.len()..]);
            let unpacked = inside.unwrap_or_else(|found| found.output);
            assert!(unpacked == whole[file], "{file}");
        }
    }
}
