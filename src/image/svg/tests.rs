//! Drawings of real programs survive, and whatever goes in, only what is on the lists comes out.

use std::time::Instant;

use proptest::prelude::*;

use super::*;

fn cleaned(svg: &str) -> (String, Vec<Omitted>) {
    let drawing = clean(svg.as_bytes()).unwrap_or_else(|why| panic!("{}: {svg}", why.en));
    (String::from_utf8(drawing.bytes).unwrap(), drawing.omitted)
}

/// What is inside the root after cleaning a drawing with `inside` in its root.
fn inside(inside: &str) -> (String, Vec<Omitted>) {
    let svg = format!("<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' xmlns:h='{XHTML}' xmlns:e='urn:editor'>{inside}</svg>");
    let (text, omitted) = cleaned(&svg);
    let text = text.replacen(&format!(" xmlns:xlink=\"{XLINK}\""), "", 1);
    let text = text.strip_prefix(&format!("<svg xmlns=\"{SVG}\"")).unwrap().trim_end();
    let text = text.strip_prefix('>').and_then(|text| text.strip_suffix("</svg>")).unwrap_or("");
    (text.to_owned(), omitted)
}

/// Says what in a published drawing could run or fetch; written apart from the code it judges.
fn danger(svg: &str) -> Option<String> {
    let Ok(document) = Document::parse(svg) else { return Some("not XML".to_owned()) };
    let node_danger = |node: Node<'_, '_>| {
        if node.is_pi() || node.is_comment() {
            return Some("markup besides elements".to_owned());
        }
        let refused = ["script", "foreignObject", "set", "handler", "iframe"];
        let name = node.tag_name();
        if node.is_element()
            && (name.namespace() != Some(SVG) || refused.contains(&name.name()) || name.name().starts_with("animate"))
        {
            return Some(format!("element {name:?}"));
        }
        let is_harmful = |value: &str| {
            let value: String = value.to_ascii_lowercase().split_whitespace().collect();
            value.replace("url(#", "").replace("url(\"#", "").replace("url('#", "").contains("url(")
        };
        let attribute = node.attributes().find(|attribute| {
            let value = attribute.value();
            let is_href = attribute.name().ends_with("href");
            attribute.name().to_ascii_lowercase().starts_with("on")
                || (is_href && !value.starts_with('#') && !value.starts_with("data:image/"))
                || (is_href && value.contains("svg"))
                || attribute.name() == "base"
                || is_harmful(value)
        });
        let is_style = name.name() == "style";
        let style = node.text().filter(|text| is_style && (is_harmful(text) || text.contains(['@', '\\'])));
        attribute.map(|attribute| format!("{attribute:?}")).or_else(|| style.map(str::to_owned))
    };
    document.root().descendants().find_map(node_danger)
}

#[test]
fn what_could_run_or_fetch_is_left_out_and_named() {
    use Omitted::*;
    let cases: &[(&str, &str, &[Omitted])] = &[
        ("<script>x()</script>", "", &[Script]),
        ("<g onload='x()' OnClick='x()' id='a'/>", "<g id=\"a\"/>", &[Script]),
        ("<h:script>x()</h:script><h:img src='//x'/>", "", &[Html]),
        ("<foreignObject><h:p>x</h:p></foreignObject>", "", &[Html]),
        ("<a href='javascript:x()'><path/></a>", "<a><path/></a>", &[Reference]),
        ("<a xlink:href='https://x.example/'/>", "<a/>", &[Reference]),
        ("<use href='b.svg#a' xlink:href='#a'/>", "<use/>", &[Reference]),
        ("<a><set attributeName='href' to='javascript:x()'/></a>", "<a/>", &[Animation]),
        ("<image href='https://x.example/x.png' width='1'/>", "<image width=\"1\"/>", &[Reference]),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "<image/>", &[Picture]),
        ("<path fill='url(https://x.example/#a)' d='M1 1'/>", "<path d=\"M1 1\"/>", &[Reference]),
        ("<path style='fill:url(#a);filter:url(x.svg#a)'/>", "<path style=\"fill:url(#a)\"/>", &[Reference]),
        ("<path style='fill:u\\72l(#a)'/>", "<path/>", &[Reference]),
        ("<style>@import 'x.css';a{fill:red}</style>", "<style>a{fill:red}\n</style>", &[Reference]),
        ("<style>@font-face{font-family:a;src:url(x)}</style>", "", &[Style]),
        ("<style>svg{background:url(//x)}</style>", "", &[Reference]),
        ("<style>a[href^='x']{fill:red}</style>", "", &[Style]),
        ("<style>a{fill:red;stroke:image-set('//x')}</style>", "<style>a{fill:red}\n</style>", &[Reference]),
        ("<style>a{font-family:\"x) url(//x\"}</style>", "", &[Reference]),
        ("<blink><path/></blink>", "", &[Element]),
    ];
    for (given, left, named) in cases {
        assert_eq!(inside(given), ((*left).to_owned(), named.to_vec()), "{given}");
    }
}

#[test]
fn what_browsers_do_not_show_is_left_out_silently() {
    let cases = [
        "<!-- x --><?x y?><metadata><x/></metadata><e:view onload='x'/>",
        "<g e:label='x' data-name='x' inkscape='y'/>",
        "<g xml:base='https://x.example/'/>",
        "<style type='text/less'>@import 'x';</style>",
        "<g style='-inkscape-font-specification:\"Sans, Bold\";mso-x:url(y)'/>",
        "<switch><foreignObject requiredExtensions='x'><h:p/></foreignObject></switch>",
    ];
    for case in cases {
        let (text, omitted) = inside(case);
        assert!(["", "<g/>", "<switch/>"].contains(&text.as_str()), "{text}");
        // The last property names an address, so that it is told; browsers do not know it either.
        assert!(omitted.is_empty() || case.contains("mso"), "{case}: {omitted:?}");
    }
}

#[test]
fn harmless_parts_stay_as_they_are() {
    let cases = [
        "<defs><linearGradient id=\"a\" x1=\"0\"><stop offset=\"0\" stop-color=\"#f00\"/></linearGradient></defs>",
        "<clipPath id=\"b\"><rect width=\"4\" height=\"4\" rx=\"1\"/></clipPath><g clip-path=\"url(#b)\"><path d=\"M1 1l2-3z\"/></g>",
        "<text x=\"1\" xml:space=\"preserve\"> Tiếng  kẻng <tspan dy=\"1em\">hai &lt; ba &amp; bốn</tspan></text>",
        "<style>.a,.b:hover&gt;g{fill:url(#a);stroke:rgb(1 2 3 / 50%);font-family:'Times New Roman', serif}\n</style>",
        "<use href=\"#b\" transform=\"translate(1 2) rotate(45)\"/><use xlink:href=\"#b\"/>",
        "<filter id=\"f\"><feGaussianBlur in=\"SourceGraphic\" stdDeviation=\"2\"/></filter><g style=\"filter:url(&quot;#f&quot;);mix-blend-mode:multiply\"/>",
        "<a href=\"#b\"><title>Xem</title><circle r=\"1\" aria-label=\"x\" role=\"img\"/></a>",
        "<textPath href=\"#b\" startOffset=\"50%\">x</textPath><marker id=\"m\" orient=\"auto\"/><path marker-end=\"url(#m)\"/>",
    ];
    for case in cases {
        assert_eq!(inside(case), (case.to_owned(), vec![]));
    }
}

/// As Inkscape, Illustrator and LibreOffice export.
#[test]
fn drawings_of_real_programs_survive() {
    let cases = [
        (
            include_str!("tests/inkscape.svg"),
            &["<path", "url(#linearGradient4)", "Tiếng kẻng", "clip-path=\"url(#clip)\""][..],
        ),
        (
            include_str!("tests/illustrator.svg"),
            &["<style>.st0{fill:#E30613", "class=\"st0\"", "<use xlink:href=\"#SVGID_1_\""],
        ),
        (
            include_str!("tests/libreoffice.svg"),
            &["<tspan", "font-family=\"Liberation Sans, sans-serif\"", "Tổ liên gia"],
        ),
    ];
    for (svg, expected) in cases {
        let (text, omitted) = cleaned(svg);
        assert_eq!(omitted, [], "{text}");
        assert_eq!(danger(&text), None);
        expected.iter().for_each(|part| assert!(text.contains(part), "{part} is not in {text}"));
        assert_eq!(cleaned(&text), (text, vec![]), "cleaning twice changes nothing");
    }
}

#[test]
fn an_embedded_photograph_loses_its_place() {
    let photo = super::super::tests::photo();
    let url =
        format!("data:image/png;base64,{}", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, photo));
    let drawing = clean(format!("<svg xmlns='{SVG}'><image href='{url}'/></svg>").as_bytes()).unwrap();
    assert!(drawing.has_place && drawing.omitted.is_empty());
    let text = String::from_utf8(drawing.bytes).unwrap();
    assert!(text.contains("data:image/jpeg;base64,/9j/") && text.len() < url.len());
    assert!(!clean(text.as_bytes()).unwrap().has_place);
}

#[test]
fn a_drawing_gives_its_size() {
    let cases = [
        ("<svg width='4' height='3.2px'><path d='M1 1'/></svg>", Some((4, 4))),
        ("<?xml version='1.0'?><!-- <script> --><svg viewBox='0 0 24 16'><text>one = on</text></svg>", Some((24, 16))),
        ("\u{feff}<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'><svg width='100%'/>", None),
        ("<svg width='4mm' height='3mm' viewBox='0,0 8,6'/>", Some((8, 6))),
    ];
    for (svg, size) in cases {
        assert_eq!(clean(svg.as_bytes()).unwrap().size, size, "{svg}");
    }
}

#[test]
fn what_is_no_drawing_is_refused() {
    let utf16: Vec<u8> = "<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let deep = format!("<svg xmlns='{SVG}'>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
    let cases: [&[u8]; 11] = [
        b"",
        b"x",
        b"<svg",
        b"<svg onload=x()>",
        b"<html/>",
        &utf16,
        b"\x89PNG\r\n\x1a\n",
        deep.as_bytes(),
        b"<?xml version='1.0' encoding='ISO-2022-JP'?><svg><!-- --\x1b(B><script>x()</script> --></svg>",
        b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<svg><a xlink:href='#a'/></svg>",
    ];
    for svg in cases {
        assert!(clean(svg).is_err(), "{}", String::from_utf8_lossy(svg));
    }
}

/// Small files that take a naive reader hours, gigabytes or its stack.
#[test]
fn bombs_are_refused_or_harmless_and_quick() {
    let laughs = (1..12).fold("<!ENTITY a0 'ha'>".to_owned(), |all, n| {
        format!("{all}<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10))
    });
    let long_entity = format!(
        "<!DOCTYPE svg [<!ENTITY a '{}'>]><svg><text>{}</text></svg>",
        "x".repeat(1 << 20),
        "&a;".repeat(100_000)
    );
    let uses = (1..20).fold("<g id='u0'><path/></g>".to_owned(), |all, n| {
        format!("{all}<g id='u{n}'>{}</g>", format!("<use href='#u{}'/>", n - 1).repeat(10))
    });
    let chain: String = (0..100_000).map(|n| format!("<use id='c{n}' href='#c{}'/>", n + 1)).collect();
    let circle = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=''")).collect();
    let namespaces: String = (0..30_000).map(|n| format!("<g xmlns:a{n}='u{n}'>")).collect();
    let bombs = [
        (format!("<!DOCTYPE svg [{laughs}]><svg><text>&a11;</text></svg>"), false),
        (long_entity, false),
        (format!("<!DOCTYPE svg [<!-- ' --><!ENTITY a '<g/>'>]><svg>{}</svg>", "&a;".repeat(1_000_000)), false),
        (format!("<svg>{uses}</svg>"), false),
        (format!("<svg>{chain}</svg>"), false),
        (format!("<svg>{circle}</svg>"), true),
        (format!("<svg{attributes}/>"), false),
        (format!("<svg>{namespaces}"), false),
        ("<g>".repeat(1_000_000), false),
        (format!("<svg>{}", "<g>".repeat(1_000_000)), false),
        (format!("<svg>{}</svg>", "<g/>".repeat(1_000_000)), false),
        (format!("<svg><style>{}</style></svg>", "@a{".repeat(500_000)), true),
        (format!("<svg><style>{}</style></svg>", "/*".repeat(500_000)), true),
        (format!("<svg><path style='{}'/></svg>", "fill:rgb((".repeat(300_000)), true),
        (format!("<svg><path style='{}'/></svg>", "fill:red;".repeat(300_000)), true),
        (format!("<svg><text>{}</text></svg>", "<![CDATA[x]]>".repeat(300_000)), true),
    ];
    for (bomb, is_drawing) in bombs {
        let started = Instant::now();
        let result = clean(bomb.as_bytes());
        assert!(started.elapsed().as_secs() < 10, "{} s: {:.80}", started.elapsed().as_secs(), bomb);
        assert_eq!(result.is_ok(), is_drawing, "{bomb:.80}");
    }
}

/// Pieces of markup and style that hostile drawings are made of.
const PIECES: &[&str] = &[
    "<svg>",
    "</svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<g",
    ">",
    "/>",
    " style='",
    " href='",
    " xlink:href=\"",
    " onload='",
    " fill='",
    "'",
    "\"",
    "url(",
    "#a",
    "//x",
    ")",
    "{",
    "}",
    ";",
    ":",
    "fill",
    "@import",
    "\\75",
    "/*",
    "*/",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "&#58;",
    "javascript:",
    "data:image/png;base64,",
    "<a",
    "</a>",
    "<use",
    "<image",
    "</g>",
    "<!DOCTYPE svg [",
    "<!ENTITY a '",
    "]>",
    "&a;",
    "<?xml-stylesheet ",
    "?>",
    "font-family",
    ",",
    " ",
    "\n",
    "ẻ",
    "<text>",
    "</text>",
    "xmlns='http://www.w3.org/1999/xhtml'",
    "(",
    "rgb",
    "calc",
    "!important",
    "filter",
    "\u{1b}(B",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]
    #[test]
    fn nothing_harmful_is_ever_written(pieces in proptest::collection::vec(0..PIECES.len(), 0..30), closed in any::<bool>()) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let text = if closed { format!("<svg xmlns='{SVG}' xmlns:xlink='{XLINK}'>{text}</svg>") } else { text };
        if let Ok(drawing) = clean(text.as_bytes()) {
            let written = String::from_utf8(drawing.bytes).unwrap();
            prop_assert_eq!(danger(&written), None, "{}", written);
        }
    }

    #[test]
    fn no_style_is_harmful(pieces in proptest::collection::vec(0..PIECES.len(), 0..12), in_sheet in any::<bool>()) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).filter(|piece| !piece.contains(['<', '&'])).collect();
        let (style, attribute) = if in_sheet { (text.as_str(), "") } else { ("", text.as_str()) };
        let quoted = attribute.replace('"', "&quot;").replace('\u{1b}', "");
        let svg = format!("<svg xmlns='{SVG}'><style>a{{fill:{}}}</style><g style=\"fill:{quoted}\"/></svg>", style.replace('\u{1b}', ""));
        if let Ok(drawing) = clean(svg.as_bytes()) {
            let written = String::from_utf8(drawing.bytes).unwrap();
            prop_assert_eq!(danger(&written), None, "{}", written);
        }
    }
}
