//! Errors of the machine or of usage: disk full, no permission, wrong argument. What is wrong with the content is never one
//! of these but a [`Finding`](crate::finding::Finding).

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::text::{Lang, Message};

/// Why the program could not do its work. The command line exits with code 2.
#[derive(Debug)]
pub struct SystemError {
    /// What failed or was refused, in one sentence.
    pub message: Message,
    /// The file or folder it was about.
    pub path: Option<PathBuf>,
    /// The error of the operating system.
    pub source: Option<io::Error>,
}

impl SystemError {
    /// An error that the program itself finds (a refused folder, a wrong argument).
    pub fn new(message: Message) -> Self {
        Self { message, path: None, source: None }
    }

    /// An error of the operating system while doing what `message` says on `path`.
    pub fn io(message: Message, path: &Path, source: io::Error) -> Self {
        Self { message, path: Some(path.to_path_buf()), source: Some(source) }
    }

    /// Names the file or folder.
    #[must_use]
    pub fn on(mut self, path: &Path) -> Self {
        self.path = Some(path.to_path_buf());
        self
    }

    /// The error as one line in `lang`.
    pub fn show(&self, lang: Lang) -> String {
        let mut line = self.message.get(lang).to_owned();
        if let Some(path) = &self.path {
            line.push_str(&format!(": {}", path.display()));
        }
        if let Some(source) = &self.source {
            line.push_str(&format!(" ({})", reason(source).get(lang)));
        }
        line
    }
}

/// What a system says of a file that another program keeps to itself; as long as Excel has a list open, nobody else writes it.
#[cfg(windows)]
const IN_USE: [i32; 2] = [32, 33];
#[cfg(not(windows))]
const IN_USE: [i32; 0] = [];

/// Why the operating system refused, in plain words where it is common; else as the system says it.
pub(crate) fn reason(error: &io::Error) -> Message {
    if error.raw_os_error().is_some_and(|code| IN_USE.contains(&code)) {
        return Message::new(
            "tệp đang mở ở chương trình khác, như Excel hay Word; đóng nó lại rồi làm lại",
            "another program, such as Excel or Word, has it open; close it there and try again",
        );
    }
    let (vi, en) = match error.kind() {
        ErrorKind::NotFound => ("không có tệp hoặc thư mục ấy", "there is no such file or folder"),
        ErrorKind::PermissionDenied => ("máy không cho phép", "permission denied"),
        ErrorKind::IsADirectory => ("đây là một thư mục, không phải tệp", "it is a folder, not a file"),
        ErrorKind::NotADirectory => {
            ("trên đường dẫn có một tệp ở chỗ của thư mục", "a file is in the place of a folder")
        }
        ErrorKind::AlreadyExists => ("đã có tệp hoặc thư mục ấy", "it exists already"),
        ErrorKind::StorageFull => ("ổ đĩa đã đầy", "the disk is full"),
        ErrorKind::QuotaExceeded => {
            ("đã dùng hết dung lượng được cấp trên ổ đĩa này", "the quota on this disk is used up")
        }
        ErrorKind::ReadOnlyFilesystem => ("ổ đĩa này chỉ đọc, không ghi được", "the disk is read-only"),
        ErrorKind::InvalidFilename => {
            ("tên tệp quá dài hoặc có ký tự không dùng được", "the name is too long or not allowed")
        }
        ErrorKind::InvalidData if error.raw_os_error().is_none() => ("không phải chữ UTF-8", "it is not UTF-8 text"),
        _ => return Message::new(error.to_string(), error.to_string()),
    };
    Message::new(vi, en)
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Lang::En))
    }
}

impl std::error::Error for SystemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_refuses_is_said_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        let shown = |path: &Path, error: io::Error| SystemError::io(Message::new("Không đọc được", ""), path, error);
        let missing = folder.path().join("a.xlsx");
        let error = shown(&missing, std::fs::read(&missing).unwrap_err());
        assert_eq!(
            error.show(Lang::Vi),
            format!("Không đọc được: {} (không có tệp hoặc thư mục ấy)", missing.display())
        );
        std::fs::write(&missing, b"\xff").unwrap();
        let error = shown(&missing, std::fs::read_to_string(&missing).unwrap_err());
        assert!(error.show(Lang::En).ends_with("(it is not UTF-8 text)"), "{}", error.show(Lang::En));
        let odd = shown(&missing, io::Error::other("odd"));
        assert!(odd.show(Lang::Vi).ends_with("(odd)"));
    }
}
