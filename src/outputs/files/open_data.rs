//! The files of open data: all models as JSON and CSV, places, who copied whom, and their descriptions.

use super::super::{Described, LateOutput, Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::open_data;
use crate::render::{Rendered, Renderer};
use crate::route::DataFile;

#[derive(Debug)]
struct OpenData(DataFile);

/// The description of the data for catalogues. It gives the size of each file, which portals show beside the download.
#[derive(Debug)]
struct Catalogue {
    /// URL paths of the other files.
    files: Vec<String>,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    let output = |file: DataFile| match file {
        DataFile::Catalogue => {
            let others = DataFile::ALL.into_iter().filter(|other| *other != DataFile::Catalogue);
            Output::new(file.url_path(), Catalogue { files: others.map(|other| other.url_path().to_owned()).collect() })
        }
        _ => Output::new(file.url_path(), OpenData(file)),
    };
    DataFile::ALL.into_iter().map(output).collect()
}

impl OutputKind for OpenData {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(open_data::bytes(renderer.catalog, self.0).into())
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

    fn render(&self, renderer: &Renderer<'_>, described: &Described<'_>) -> Vec<u8> {
        let len = |file: DataFile| described.get(file.url_path()).map(|known| known.fingerprint.len);
        open_data::catalogue(renderer.catalog, len)
    }
}
