//! The secret that the desk's page carries and sends with each request: another page cannot read it.

use std::hash::{BuildHasher, RandomState};

/// A secret of one run of the program.
pub(super) struct Token(String);

impl Token {
    /// A new one. The keys of the standard library's hash maps come from the system's source of random numbers; hashes under
    /// such keys tell nothing of them.
    pub(super) fn new() -> Self {
        let keys = RandomState::new();
        let parts: String = (0..4_u64).map(|part| format!("{:016x}", keys.hash_one(part))).collect();
        Self(parts)
    }

    /// Whether `text` is this token. Takes as long for any text.
    pub(super) fn is(&self, text: &str) -> bool {
        blake3::hash(self.0.as_bytes()) == blake3::hash(text.as_bytes())
    }

    /// As the page carries it.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_itself_and_no_other() {
        let (one, other) = (Token::new(), Token::new());
        assert!(one.is(one.as_str()) && !one.is(other.as_str()) && !one.is("") && !one.is(&one.as_str()[1..]));
        assert_eq!(one.as_str().len(), 64);
    }
}
