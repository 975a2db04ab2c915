//! What every Word document that is written has around its text: the parts of the archive, the font, the numbers of pages.

use super::super::package::NewPackage;

/// The namespace of what stands in a document.
pub(in super::super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of what refers to another part.
pub(in super::super) const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Twentieths of a point in a millimetre.
const TWIPS: f32 = 56.692_9;

/// A length in twentieths of a point, in which documents measure.
pub(in super::super) fn twips(millimetres: f32) -> u32 {
    (millimetres * TWIPS).round() as u32
}

/// A page of a document.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Page {
    /// Width and height in millimetres.
    pub(in super::super) paper: (f32, f32),
    /// Margins in millimetres: top, right, bottom, left.
    pub(in super::super) margins: [f32; 4],
}

/// Sizes of letters, in points.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Sizes {
    /// Of the text.
    pub(in super::super) text: u32,
    /// Of the numbers of pages.
    pub(in super::super) page_number: u32,
}

/// The bytes of a document with this text. Pages from the second on have a number at the top.
pub(in super::super) fn document(text: &str, page: Page, sizes: Sizes) -> Vec<u8> {
    let mut package = NewPackage::default();
    let mut add = |name: &str, text: String| package.add(name, format!("{HEAD}{text}").as_bytes());
    add(
        "[Content_Types].xml",
        format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>\
             <Override PartName=\"/word/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>\
             <Override PartName=\"/word/header1.xml\" ContentType=\"{TYPE}.header+xml\"/></Types>"
        ),
    );
    let relation = |number: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{number}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |list: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{list}</Relationships>");
    add("_rels/.rels", relations(&relation(1, "officeDocument", "word/document.xml")));
    let parts = [relation(1, "styles", "styles.xml"), relation(2, "header", "header1.xml")].concat();
    add("word/_rels/document.xml.rels", relations(&parts));
    add(
        "word/styles.xml",
        format!(
            "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" \
             w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"{size}\"/>\
             <w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>",
            size = sizes.text * 2
        ),
    );
    add("word/header1.xml", page_number(sizes.page_number));
    add(
        "word/document.xml",
        format!(
            "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATION}\"><w:body>{text}{}</w:body></w:document>",
            section(page)
        ),
    );
    package.finish()
}

/// The number of the page, in the middle.
fn page_number(size: u32) -> String {
    let size = size * 2;
    let run = |inside: &str| format!("<w:r><w:rPr><w:sz w:val=\"{size}\"/></w:rPr>{inside}</w:r>");
    let field = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    format!(
        "<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}{}{}</w:p></w:hdr>",
        field("begin"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        field("end")
    )
}

fn section(page: Page) -> String {
    let (width, height) = page.paper;
    let [top, right, bottom, left] = page.margins.map(twips);
    let lies = if width > height { " w:orient=\"landscape\"" } else { "" };
    let (width, height, edge) = (twips(width), twips(height), twips(10.0));
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{lies}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"{edge}\" \
         w:footer=\"{edge}\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>"
    )
}
