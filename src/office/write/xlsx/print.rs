//! How a sheet is printed: on A4, as wide as the paper where that can be read, with lines between the cells, the heading again on
//! each page, the pages numbered.

use super::{NewSheet, letters};
use crate::office::xml::escaped;

/// What stands before the views of a sheet that [`page`] fits to its paper.
pub(super) const FIT_TO_PAGES: &str = "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>";

/// As many digits of 11 points are as wide as an upright A4 page within the margins below.
const UPRIGHT: usize = 90;
/// As many fit on a page across if they are made smaller by half, which can still be read.
const ACROSS: usize = 280;

/// The paper, its margins and the number at the top of each page but the first, for columns that are `width` digits wide in
/// all. What is too wide for one page goes on beside it.
pub(super) fn page(width: usize) -> String {
    let orientation = if width <= UPRIGHT { "portrait" } else { "landscape" };
    let pages = width.div_ceil(ACROSS).max(1);
    format!(
        "<printOptions gridLines=\"1\"/>\
         <pageMargins left=\"0.6\" right=\"0.5\" top=\"0.8\" bottom=\"0.6\" header=\"0.4\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" fitToWidth=\"{pages}\" fitToHeight=\"0\" orientation=\"{orientation}\"/>\
         <headerFooter differentFirst=\"1\"><oddHeader>&amp;C&amp;P</oddHeader></headerFooter>"
    )
}

/// The rows and columns of each sheet that come again on every page.
pub(super) fn titles(sheets: &[NewSheet]) -> String {
    let of_sheet = |(number, sheet): (usize, &NewSheet)| {
        let name = sheet.name.replace('\'', "''");
        let columns = sheet.names.checked_sub(1).map(|last| format!("'{name}'!$A:${}", letters(last)));
        let rows = (sheet.frozen > 0).then(|| format!("'{name}'!$1:${}", sheet.frozen));
        let both: Vec<String> = columns.into_iter().chain(rows).collect();
        let names = escaped(&both.join(","));
        (!both.is_empty()).then(|| {
            format!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{number}\">{names}</definedName>")
        })
    };
    let names: String = sheets.iter().enumerate().filter_map(of_sheet).collect();
    if names.is_empty() { names } else { format!("<definedNames>{names}</definedNames>") }
}

#[cfg(test)]
mod tests {
    use super::super::{NewCell, Style, workbook};
    use super::*;
    use crate::office::package::Package;

    #[test]
    fn each_sheet_has_its_paper_and_its_heading_on_every_page() {
        let sheet = |name: &str, columns: usize, names: usize| NewSheet {
            name: name.to_owned(),
            rows: vec![(Style::Heading, vec![NewCell::Text("x".repeat(28)); columns])],
            frozen: 1,
            names,
        };
        let bytes = workbook(&[sheet("Số liệu", 3, 0), sheet("L'ist & <x>", 20, 2)]);
        let package = Package::open(&bytes).unwrap();
        let part = |name: &str| String::from_utf8(package.bytes(name).unwrap().unwrap()).unwrap();
        let book = part("xl/workbook.xml");
        for wanted in [
            "localSheetId=\"0\">'Số liệu'!$1:$1<",
            "localSheetId=\"1\">'L''ist &amp; &lt;x&gt;'!$A:$B,'L''ist &amp; &lt;x&gt;'!$1:$1<",
        ] {
            assert!(book.contains(wanted), "{wanted}\n{book}");
        }
        for (number, wanted) in [
            (1, "paperSize=\"9\" fitToWidth=\"1\" fitToHeight=\"0\" orientation=\"portrait\""),
            (2, "paperSize=\"9\" fitToWidth=\"3\" fitToHeight=\"0\" orientation=\"landscape\""),
        ] {
            let xml = part(&format!("xl/worksheets/sheet{number}.xml"));
            assert!(xml.contains(FIT_TO_PAGES) && xml.contains(wanted), "{xml}");
        }
    }
}
