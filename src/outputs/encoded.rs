//! Compressed copies of text files, beside them: `index.html.gz` and `index.html.br`. A server that is told so (`gzip_static` of
//! nginx, `precompressed` of Caddy) sends them as they are, smaller than what it would compress in the time of an answer.
//!
//! The same bytes always give the same copies. Here they are named and made; the pipeline keeps them in the store.

use std::io::Write;

use super::{Output, OutputKind, PublishOrder};
use crate::cache::Key;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::render::{Rendered, Renderer};

/// Raised when the same bytes give other copies.
const VERSION: u32 = 1;
/// Of 0 to 11. On pages of 20 kB it takes 14 ms and gives 5,600 bytes; 11 takes twice as long for 80 bytes less, 9 a fifth less
/// for 330 bytes more.
const BROTLI_QUALITY: i32 = 10;
/// Of 0 to 10, as in zlib.
const GZIP_LEVEL: u8 = 9;

/// Extensions of files that are text.
const TEXTS: [&str; 12] =
    ["html", "css", "js", "json", "jsonld", "csv", "xml", "svg", "txt", "webmanifest", "geojson", "md"];

/// How a copy is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Gzip,
    Brotli,
}

impl Encoding {
    const ALL: [Self; 2] = [Self::Gzip, Self::Brotli];

    fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Brotli => "br",
        }
    }
}

/// A compressed copy of the output at `of`.
#[derive(Debug)]
pub(crate) struct Encoded {
    of: String,
    encoding: Encoding,
    order: PublishOrder,
}

/// The copies of all text files among `outputs`. They are put in place with their originals.
pub(super) fn plan(outputs: &[Output]) -> Vec<Output> {
    let is_text =
        |output: &&Output| output.url_path.rsplit_once('.').is_some_and(|(_, extension)| TEXTS.contains(&extension));
    let copy = |original: &Output, encoding: Encoding| {
        let encoded = Encoded { of: original.url_path.clone(), encoding, order: original.order() };
        Output::new(format!("{}.{}", original.url_path, encoding.extension()), encoded)
    };
    outputs.iter().filter(is_text).flat_map(|output| Encoding::ALL.map(|encoding| copy(output, encoding))).collect()
}

impl Encoded {
    /// URL path of the original.
    pub(crate) fn of(&self) -> &str {
        &self.of
    }

    /// Under what the copy of an original with this fingerprint is kept.
    pub(crate) fn key(&self, original: Fingerprint) -> Key {
        let hash = blake3::hash(&[&original.len.to_le_bytes()[..], &original.hash.to_le_bytes()[..]].concat());
        Key::new("encoded", VERSION, self.encoding.extension(), hash)
    }

    /// The copy of the original with these bytes.
    pub(crate) fn encode(&self, original: &[u8]) -> Vec<u8> {
        match self.encoding {
            Encoding::Gzip => gzip(original),
            Encoding::Brotli => brotli(original),
        }
    }
}

impl OutputKind for Encoded {
    fn order(&self) -> PublishOrder {
        self.order
    }

    /// Never called: the pipeline asks for [`encoded`](OutputKind::encoded) first.
    fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(Vec::new().into())
    }

    fn encoded(&self) -> Option<&Encoded> {
        Some(self)
    }
}

/// A file of gzip (RFC 1952) without name and time.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    // Deflate, no flags, no time, compressed as far as possible, from no known system.
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    file.extend(miniz_oxide::deflate::compress_to_vec(bytes, GZIP_LEVEL));
    file.extend(crc32fast::hash(bytes).to_le_bytes());
    // The length modulo 2³².
    file.extend((bytes.len() as u32).to_le_bytes());
    file
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut file = brotli::CompressorWriter::with_params(Vec::new(), 4096, &params);
    // Writing to memory cannot fail.
    let _ = file.write_all(bytes);
    file.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn copies_unpack_to_the_original() {
        for original in [&b""[..], "Tiếng kẻng ".repeat(3_000).as_bytes()] {
            let packed = gzip(original);
            assert_eq!(miniz_oxide::inflate::decompress_to_vec(&packed[10..packed.len() - 8]).unwrap(), original);
            assert_eq!(packed[packed.len() - 8..packed.len() - 4], crc32fast::hash(original).to_le_bytes());
            assert_eq!(packed[packed.len() - 4..], (original.len() as u32).to_le_bytes());
            let mut unpacked = Vec::new();
            brotli::Decompressor::new(&brotli(original)[..], 4096).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, original);
        }
    }

    #[test]
    fn pictures_and_settings_of_hosts_have_no_copies() {
        let output = |path: &str| Output::placed(path, PublishOrder::Page);
        let copies = plan(&["a.html", "a.jpg", "web.config", ".nojekyll"].map(output));
        let paths: Vec<&str> = copies.iter().map(|copy| copy.url_path.as_str()).collect();
        assert_eq!(paths, ["a.html.gz", "a.html.br"]);
    }
}
