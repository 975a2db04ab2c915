//! Photographs of documents stand beside the files of their models.

use super::dossier::p;
use super::{HEADING, PLACE, catalog, cells, codes, import};
use crate::finding::Code;
use crate::image;
use crate::office::import::Memory;
use crate::office::package::NewPackage;
use crate::office::{Plan, write};

/// A PNG of this many pixels in width.
fn png(width: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, 2);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; width as usize * 2]).unwrap();
    writer.finish().unwrap();
    bytes
}

fn relations(list: &[(&str, &str)]) -> Vec<u8> {
    let one = |(id, target): &(&str, &str)| format!("<Relationship Id=\"{id}\" Target=\"{target}\"/>");
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>()).into_bytes()
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.pictures.iter().map(|(path, _)| path.as_str()).collect()
}

fn drawing(id: &str, alt: &str) -> String {
    format!("<w:p><w:r><w:drawing><wp:docPr descr=\"{alt}\"/><a:blip r:embed=\"{id}\"/></w:drawing></w:r></w:p>")
}

#[test]
fn those_of_a_dossier_stand_in_their_section() {
    let mut package = NewPackage::default();
    let body = [
        p("Tên mô hình: Hũ gạo"),
        p("Lý do: x"),
        drawing("rId1", "Bà con [họp]"),
        p("Mục tiêu: y"),
        p("Cách thực hiện: z"),
        drawing("rId2", "image2.png"),
        drawing("rId3", ""),
        p("Địa bàn: xã La Dạ"),
    ];
    package.add("word/document.xml", format!("<w:document>{}</w:document>", body.concat()).as_bytes());
    let list = [("rId1", "media/image1.png"), ("rId2", "media/image2.jpeg"), ("rId3", "media/image3.emf")];
    package.add("word/_rels/document.xml.rels", &relations(&list));
    package.add("word/media/image1.png", &png(3));
    package.add("word/media/image2.jpeg", &png(4));
    package.add("word/media/image3.emf", b"emf");
    let bytes = package.finish();
    let plan = import(&catalog(&[]), &Memory::default(), "hs.docx", &bytes);
    let (path, text) = plan.files.iter().next().unwrap();
    let folder = path.as_str().rsplit_once('/').unwrap().0;
    assert_eq!(names(&plan), [format!("{folder}/hu-gao-1.png"), format!("{folder}/hu-gao-2.png")]);
    assert!(text.contains("## Bối cảnh\n\nx\n\n![Bà con \\[họp\\]](hu-gao-1.png)\n"), "{text}");
    assert!(text.contains("z\n\n![](hu-gao-2.png)\n") && !text.contains("-3."), "{text}");
    assert!(
        plan.findings
            .iter()
            .any(|finding| finding.code == Code::PictureLeft && finding.message.vi.contains("image3.emf"))
    );
    assert!(image::inspect("png", &plan.pictures[0].1).is_ok());

    let site = catalog(&[(path.as_str(), text)]);
    let again = import(&site, &plan.memory, "hs.docx", &bytes);
    assert!(
        again.pictures.is_empty() && !codes(&again).iter().any(|(code, _)| *code == Code::PictureLeft),
        "{again:?}"
    );
    let unknown = import(&site, &Memory::default(), "hs.docx", &bytes);
    let left = |plan: &Plan| codes(plan).iter().filter(|(code, _)| *code == Code::PictureLeft).count();
    assert_eq!(left(&unknown), 1, "told, not taken");
    let third = import(&site, &unknown.memory, "hs.docx", &bytes);
    assert_eq!(left(&third), 1, "told until the article has it");
    let with = catalog(&[(path.as_str(), &text.replace("z\n\n", "z\n\n![Kẻng](them.jpg)\n\n"))]);
    let taken = import(&with, &third.memory, "hs.docx", &bytes);
    assert_eq!(left(&taken), 0);
    assert_eq!(left(&import(&site, &taken.memory, "hs.docx", &bytes)), 0, "what was taken once is known");
}

#[test]
fn those_of_a_sheet_belong_to_their_row() {
    let heading: Vec<&str> = HEADING.trim().split(';').collect();
    let rows = [&heading[..], &["Hũ gạo", "Kinh tế", PLACE, "", ""], &["Kẻng", "Kinh tế", PLACE, "", ""]];
    let sheet = format!("<worksheet><sheetData>{}</sheetData><drawing r:id=\"rId1\"/></worksheet>", cells(&rows));
    let mut package = NewPackage::default();
    package
        .add("xl/workbook.xml", br#"<workbook><sheets><sheet name="DS" sheetId="1" r:id="rId1"/></sheets></workbook>"#);
    package.add("xl/_rels/workbook.xml.rels", &relations(&[("rId1", "worksheets/sheet1.xml")]));
    package.add("xl/worksheets/sheet1.xml", sheet.as_bytes());
    package.add("xl/worksheets/_rels/sheet1.xml.rels", &relations(&[("rId1", "../drawings/drawing1.xml")]));
    let anchor = |row: usize, to: usize, id: &str| {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{row}</xdr:row></xdr:from>\
             <xdr:to><xdr:row>{to}</xdr:row></xdr:to><xdr:pic><xdr:cNvPr descr=\"\"/><a:blip r:embed=\"{id}\"/></xdr:pic></xdr:twoCellAnchor>"
        )
    };
    let drawing =
        format!("<xdr:wsDr>{}{}{}</xdr:wsDr>", anchor(2, 3, "rId1"), anchor(0, 1, "rId1"), anchor(9, 9, "rId1"));
    package.add("xl/drawings/drawing1.xml", drawing.as_bytes());
    package.add("xl/drawings/_rels/drawing1.xml.rels", &relations(&[("rId1", "../media/image1.png")]));
    package.add("xl/media/image1.png", &png(5));
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &package.finish());
    let folder = "content/mo-hinh/binh-thuan";
    assert_eq!(
        names(&plan),
        [format!("{folder}/hu-gao-1.png"), format!("{folder}/keng-1.png")],
        "{:#?}",
        plan.findings
    );
    assert!(plan.files.values().all(|text| text.ends_with("-1.png)\n")), "{:?}", plan.files);
    assert_eq!(codes(&plan).last(), Some(&(Code::PictureLeft, "ds.xlsx › DS!F10")));

    let mut package = NewPackage::default();
    let cell = |text: &str| format!("<t:table-cell><x:p>{text}</x:p></t:table-cell>");
    let row = |texts: &[&str]| texts.iter().map(|text| cell(text)).collect::<String>();
    let frame = "<t:table-cell><d:frame><d:image l:href=\"Pictures/a.png\"/><s:desc>Kẻng đầu ngõ</s:desc></d:frame></t:table-cell>";
    let body = format!(
        "<x><t:table t:name=\"a\"><t:table-row>{}</t:table-row><t:table-row>{}{frame}</t:table-row></t:table></x>",
        row(&["Tên mô hình", "Địa bàn"]),
        row(&["Kẻng", PLACE]),
    );
    package.add("content.xml", body.as_bytes());
    package.add("Pictures/a.png", &png(6));
    let plan = import(&catalog(&[]), &Memory::default(), "ds.ods", &package.finish());
    assert_eq!(names(&plan), [format!("{folder}/keng-1.png")], "{:#?}", plan.findings);
    assert!(plan.files.values().all(|text| text.contains("![Kẻng đầu ngõ](keng-1.png)")), "{:?}", plan.files);
    assert_eq!(write::address(5, 10), "F10");
}
