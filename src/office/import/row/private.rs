//! What a cell tells of a person and must not be published.

use super::{Aim, Doubt, Reading};
use crate::entry::privacy;
use crate::office::sheet::Cell;
use crate::text::Message;

impl Reading<'_> {
    /// Looks for personal data in a cell of which anything is taken.
    pub(super) fn private(&mut self, column: usize, aim: Aim, cell: &Cell) {
        let is_of_office = matches!(aim, Aim::Key(key) if key.name == "contact") || matches!(aim, Aim::Contact(_));
        // Of an article it matters what is new in it.
        let is_article = matches!(aim, Aim::Article(_));
        let is_number = matches!(aim, Aim::Slug | Aim::File | Aim::Version | Aim::Number | Aim::Ignored);
        if let (Cell::Text(text), false) = (cell, is_of_office || is_number || is_article) {
            self.row.doubts.extend(doubt(column, text));
        }
    }
}

/// The doubt about a text with an identity number or a mobile number. It stands in the file too, so it does not repeat the
/// number.
pub(crate) fn doubt(column: usize, text: &str) -> Option<Doubt> {
    let (vi, en) = match (privacy::has_identity(text), privacy::has_mobile(text)) {
        (true, _) => ("số căn cước", "an identity number"),
        (_, true) => ("số di động", "a mobile number"),
        _ => return None,
    };
    let message = Message::new(
        format!("Ở đây có dãy số giống {vi} của một người."),
        format!("Here stands what looks like {en}."),
    );
    let help = Message::new(
        "Xóa số ấy khỏi danh sách hoặc hồ sơ, và khỏi bài: dữ liệu cá nhân không được đăng.",
        "Take it out of the list or the dossier, and out of the article: personal data is never published.",
    );
    Some(Doubt { is_private: true, ..Doubt::new(column, message, help) })
}
