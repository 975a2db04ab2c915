//! Photographs of a document: each is taken out, without what is private in it, beside the file of its model.

use std::collections::{BTreeMap, BTreeSet};

use super::file::escaped;
use super::report;
use super::walk::Place;
use crate::finding::Finding;
use crate::image::{self, Format};
use crate::office::sheet::Linked;
use crate::schema::collapse_white_space;
use crate::text::{Message, SitePath};
use crate::vietnamese;

/// Most pictures that are taken for one model.
const MOST: usize = 20;
/// Most bytes of a picture: as many as one of a site can have.
const MAX_BYTES: usize = 32 << 20;
/// Most bytes of all pictures of one run, which are held in memory until they are written.
const MAX_ALL: usize = 128 << 20;

/// How many bytes of pictures may still be taken in a run.
pub(super) struct Room(usize);

/// What was taken for one model.
#[derive(Default)]
pub(super) struct Taken {
    /// New files.
    pub(super) files: Vec<(SitePath, Vec<u8>)>,
    /// What each part of the document became.
    names: BTreeMap<String, String>,
    /// By what they are known again when the document comes again.
    pub(super) marks: Vec<String>,
    /// What was not taken.
    pub(super) findings: Vec<Finding>,
}

impl Default for Room {
    fn default() -> Self {
        Self(MAX_ALL)
    }
}

impl Room {
    /// Takes pictures for the model in the new file `path`. They are named after it.
    pub(super) fn take(&mut self, place: &Place<'_>, cell: &str, pictures: &[&Linked], path: &SitePath) -> Taken {
        let mut taken = Taken::default();
        let mut seen = BTreeSet::new();
        for picture in pictures.iter().filter(|picture| seen.insert(picture.part.as_str())) {
            match self.one(place, picture, &mut taken) {
                Ok((extension, bytes)) => {
                    let name = format!("{}-{}.{extension}", path.stem(), taken.files.len() + 1);
                    let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
                    taken.files.push((SitePath::new(&format!("{folder}/{name}")), bytes));
                    taken.names.insert(picture.part.clone(), name);
                }
                Err(why) => taken.findings.push(report::picture_left(cell, &picture.part, why)),
            }
        }
        taken
    }

    /// One picture as it is published: its extension and its bytes.
    fn one(
        &mut self,
        place: &Place<'_>,
        picture: &Linked,
        taken: &mut Taken,
    ) -> Result<(&'static str, Vec<u8>), Message> {
        if taken.files.len() >= MOST {
            return Err(Message::new(
                format!("Mỗi mô hình lấy nhiều nhất {MOST} ảnh."),
                format!("At most {MOST} pictures are taken for a model."),
            ));
        }
        let too_large = || Message::new("Ảnh quá lớn, hoặc các ảnh cộng lại quá lớn.", "The pictures are too large.");
        let bytes = place.document.picture(picture).map_err(|_| too_large())?;
        taken.marks.push(mark(&bytes));
        if bytes.len() > MAX_BYTES || bytes.len() > self.0 {
            return Err(too_large());
        }
        let extension = picture.part.rsplit_once('.').map_or("", |(_, extension)| extension);
        let inspected = image::inspect(&extension.to_ascii_lowercase(), &bytes).map_err(|why| why.reason())?;
        self.0 -= inspected.cleaned.len().min(self.0);
        Ok((extension_of(inspected.picture.format), inspected.cleaned))
    }
}

impl Taken {
    /// The pictures as Markdown, each a paragraph. One of which nobody has said what it shows has no description, which
    /// `lantoa check` asks for.
    pub(super) fn links(&self, pictures: &[Linked]) -> String {
        let link = |picture: &Linked| {
            let name = self.names.get(&picture.part)?;
            Some(format!("![{}]({name})", escaped(&description(&picture.alt))))
        };
        pictures.iter().filter_map(link).collect::<Vec<_>>().join("\n\n")
    }
}

/// What a picture shows, as its author has said it. What programs write of themselves says nothing: the name of the file, or
/// what a machine has guessed.
fn description(alt: &str) -> String {
    let alt = collapse_white_space(alt);
    let folded = vietnamese::fold(&alt);
    let is_machine = ["generated", "tu dong", "image", "picture", "hinh anh"].iter().any(|word| match *word {
        "image" | "picture" | "hinh anh" => {
            folded.strip_prefix(word).is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
        }
        word => folded.contains(word),
    });
    let is_name = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"].iter().any(|end| folded.ends_with(end));
    if is_machine || is_name { String::new() } else { alt }
}

/// By what the pictures of a document that comes again are known.
pub(super) fn marks(place: &Place<'_>, pictures: &[&Linked]) -> Vec<String> {
    pictures.iter().filter_map(|picture| place.document.picture(picture).ok()).map(|bytes| mark(&bytes)).collect()
}

fn mark(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(16).collect()
}

fn extension_of(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::WebP => "webp",
        Format::Gif => "gif",
        Format::Avif => "avif",
        Format::Svg => "svg",
    }
}

#[cfg(test)]
mod tests {
    use super::description;

    #[test]
    fn only_people_describe_pictures() {
        for alt in ["image1", "Picture 3", "IMG_2020.jpg", "A group of people\n\nDescription automatically generated"] {
            assert_eq!(description(alt), "", "{alt}");
        }
        assert_eq!(description("Bà con họp  bên kẻng"), "Bà con họp bên kẻng");
    }
}
