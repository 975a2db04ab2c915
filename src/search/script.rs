//! The reader's script made small: no comments, no space, short names. A reader on a weak line pays for each byte, and the
//! project wants no JavaScript tools.
//!
//! It knows just enough of the language for scripts that end their statements with semicolons. A name is shortened only if
//! it is declared in the script and never stands where a property could; or if the script itself says that the name is
//! nobody else's, in a comment that goes `@own` and then names.

use std::collections::{BTreeMap, BTreeSet};

/// What a script consists of, as far as this room cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'s> {
    /// A name, a keyword or a number.
    Word(&'s str),
    /// A string, a piece of a template or a regular expression, which stays as it is.
    Text(&'s str),
    Mark(char),
}

/// `script` with the same meaning in fewer bytes.
pub(super) fn compact(script: &str) -> String {
    let tokens = tokens(script);
    let names = short_names(&tokens, &own(script));
    let tokens = together(tokens);
    let mut out = String::with_capacity(script.len() / 2);
    let mut before = None;
    for token in tokens {
        let text = match token {
            Token::Word(word) => names.get(word).map_or(word, String::as_str),
            Token::Text(text) => text,
            Token::Mark(mark) => {
                // `a + +b` must not become `a++b`.
                if matches!(mark, '+' | '-') && before == Some(Token::Mark(mark)) && out.ends_with(' ') {
                    out.push(' ');
                }
                out.push(mark);
                before = Some(token);
                continue;
            }
        };
        if matches!((before, token), (Some(Token::Word(_)), Token::Word(_))) {
            out.push(' ');
        }
        out.push_str(text);
        before = Some(token);
    }
    out
}

/// `const a = 1; const b = 2;` as one declaration, and no semicolon before a brace.
fn together(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    // For the whole and each bracket that is open: whether its present statement is a declaration.
    let mut declares = vec![false];
    for token in tokens {
        let ends = out.last() == Some(&Token::Mark(';'));
        let begins = ends || matches!(out.last(), None | Some(Token::Mark('{' | '}')));
        if let Some(declares) = declares.last_mut().filter(|_| begins) {
            let is_const = token == Token::Word("const");
            if is_const && ends && *declares {
                out.pop();
                out.push(Token::Mark(','));
                continue;
            }
            // What follows a bracket may go on with the statement.
            *declares = is_const || (*declares && !ends);
        }
        // After a parenthesis it may be the whole body of a loop.
        if token == Token::Mark('}') && ends && !out.ends_with(&[Token::Mark(')'), Token::Mark(';')]) {
            out.pop();
        }
        match token {
            Token::Mark('(' | '[' | '{') => declares.push(false),
            Token::Mark(')' | ']' | '}') => drop(declares.pop()),
            _ => {}
        }
        out.push(token);
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn tokens(script: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    // For each template that is open, the number of braces open in its expression.
    let mut templates: Vec<usize> = Vec::new();
    while let Some(c) = script[at..].chars().next() {
        let rest = &script[at..];
        let length = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        } else if is_word(c) {
            let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            let fraction = rest[..end].bytes().all(|b| b.is_ascii_digit()) && rest[end..].starts_with('.');
            if fraction {
                end + 1 + rest[end + 1..].find(|c: char| !is_word(c)).unwrap_or(rest.len() - end - 1)
            } else {
                end
            }
        } else if matches!(c, '\'' | '"') {
            quoted(rest, |tail| tail.starts_with(c))
        } else if c == '`' || (c == '}' && templates.last() == Some(&0)) {
            let end = quoted(rest, |tail| tail.starts_with('`') || tail.starts_with("${"));
            if c == '}' {
                templates.pop();
            }
            if rest[..end].ends_with('$') {
                templates.push(0);
                end + 1
            } else {
                end
            }
        } else if c == '/' && begins_expression(&tokens) {
            let end = regular_expression(rest);
            end + rest[end..].find(|c: char| !is_word(c)).unwrap_or(rest.len() - end)
        } else {
            if let Some(open) = templates.last_mut() {
                match c {
                    '{' => *open += 1,
                    '}' => *open -= 1,
                    _ => {}
                }
            }
            tokens.push(Token::Mark(c));
            at += c.len_utf8();
            continue;
        };
        tokens.push(if is_word(c) { Token::Word(&rest[..length]) } else { Token::Text(&rest[..length]) });
        at += length;
    }
    tokens
}

/// Bytes up to and with the first character at which `is_end` holds, after the opening one; a backslash hides what follows.
fn quoted(rest: &str, is_end: impl Fn(&str) -> bool) -> usize {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, c)) = letters.next() {
        if is_end(&rest[at..]) {
            return at + c.len_utf8();
        }
        if c == '\\' {
            letters.next();
        }
    }
    rest.len()
}

fn regular_expression(rest: &str) -> usize {
    let mut in_class = false;
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, c)) = letters.next() {
        match c {
            '\\' => drop(letters.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a slash after these tokens begins a regular expression and is not a division.
fn begins_expression(tokens: &[Token<'_>]) -> bool {
    match tokens.last() {
        None => true,
        Some(Token::Mark(mark)) => !matches!(mark, ')' | ']' | '}'),
        Some(Token::Word(word)) => matches!(*word, "return" | "typeof" | "case" | "of" | "in"),
        Some(Token::Text(_)) => false,
    }
}

/// Names of the browser that a script might hide behind its own.
const GLOBALS: [&str; 9] = ["document", "event", "history", "location", "name", "self", "status", "top", "window"];

/// Names that the script says are its own wherever they stand: no browser, no data and no other script knows them.
fn own(script: &str) -> BTreeSet<&str> {
    let names = script.lines().filter_map(|line| line.split_once("@own "));
    names.flat_map(|(_, names)| names.split_whitespace()).collect()
}

/// Short names for those that can have one: the most used get the shortest.
fn short_names<'s>(tokens: &[Token<'s>], own: &BTreeSet<&'s str>) -> BTreeMap<&'s str, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut declared, mut fixed) = (BTreeSet::new(), BTreeSet::new());
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| tokens[at]);
        match token {
            Token::Mark(mark @ ('(' | '[' | '{')) => open.push(*mark),
            Token::Mark(')' | ']' | '}') => drop(open.pop()),
            // A template's expression is no object.
            Token::Text(text) if text.ends_with("${") => open.push('$'),
            Token::Text(text) if text.starts_with('}') => drop(open.pop()),
            Token::Word(word) => {
                *counts.entry(word).or_default() += 1;
                if own.contains(word) || matches!(before, Some(Token::Word("const" | "let" | "function" | "class"))) {
                    declared.insert(*word);
                }
                if !own.contains(word) && is_property(tokens, at, open.last() == Some(&'{')) {
                    fixed.insert(*word);
                }
            }
            _ => {}
        }
        if let Token::Text(text) = token
            && text.starts_with('}')
            && text.ends_with("${")
        {
            open.pop();
            open.push('$');
        }
    }
    let may = |name: &&str| name.len() > 2 && !GLOBALS.contains(name);
    let mut shortened: Vec<&str> = declared.difference(&fixed).copied().filter(may).collect();
    shortened.sort_by_key(|name| (std::cmp::Reverse(counts[name] * name.len()), *name));
    let mut fresh = (0..).map(name).filter(|name| {
        !counts.contains_key(name.as_str()) && !matches!(name.as_str(), "as" | "do" | "if" | "in" | "of")
    });
    shortened.into_iter().map_while(|long| Some((long, fresh.next()?))).collect()
}

/// Whether the word could be a property: after a dot, or in braces as a key, a shorthand or a method.
fn is_property(tokens: &[Token<'_>], at: usize, in_braces: bool) -> bool {
    let mark = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        Some(Token::Mark(mark)) => Some(*mark),
        _ => None,
    };
    let (before, after) = (mark(at.checked_sub(1)), mark(Some(at + 1)));
    let spread = before == Some('.') && mark(at.checked_sub(2)) == Some('.');
    if before == Some('.') {
        return !spread;
    }
    in_braces && matches!(before, Some('{' | ',')) && matches!(after, Some('}' | ',' | ':' | '=' | '('))
}

/// The `n`th of all names of letters: a, b, …, Z, aa, …
fn name(mut n: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.insert(0, char::from(LETTERS[n % LETTERS.len()]));
        match (n / LETTERS.len()).checked_sub(1) {
            Some(rest) => n = rest,
            None => return name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_meaning_goes_and_the_rest_stays() {
        let cases = [
            ("// note\nconst long = 1; /* more */ long + 2;", "const a=1;a+2;"),
            ("let text = 'a  // b'; f(text);", "let a='a  // b';f(a);"),
            ("const found = /[/'\"`]+/g.exec(x) / 2;", "const a=/[/'\"`]+/g.exec(x)/2;"),
            ("const own = `a  ${ `${ inner }` + own }  }`;", "const a=`a  ${`${inner}`+a}  }`;"),
            ("return a in b;", "return a in b;"),
            (
                "const a = { b: 1 }; const c = [2]; f(); const d = 3; let e; const g = 4;",
                "const a={b:1},c=[2];f();const d=3;let e;const g=4;",
            ),
            (
                "for (const a of b) c(); const d = () => { const e = 1; const f = 2; }; const g = 3;",
                "for(const a of b)c();const d=()=>{const e=1,f=2},g=3;",
            ),
        ];
        for (script, small) in cases {
            assert_eq!(compact(script), small, "{script}");
        }
    }

    #[test]
    fn properties_keep_their_names() {
        let script = "const total = 1, other = 2; ({ total, x: other }); y.other; f(...count, total); let count = other ? total : 0;";
        assert_eq!(
            compact(script),
            "const total=1,other=2;({total,x:other});y.other;f(...a,total);let a=other?total:0;"
        );
    }

    #[test]
    fn properties_of_its_own_are_shortened_wherever_they_stand() {
        let script = "// @own total wide\nconst { total, other } = f(); g({ total, wide: other.wide, other });";
        assert_eq!(compact(script), "const{a,other}=f();g({a,b:other.b,other});");
    }

    #[test]
    fn the_shipped_script_becomes_much_smaller() {
        let script = include_str!("../../themes/default/assets/search.js");
        let small = compact(script);
        assert!(small.len() * 10 < script.len() * 7, "{} of {}", small.len(), script.len());
        assert_eq!(compact(&small), small);
    }
}
