//! `lantoa explain CODE`: prints the explanation of a code of findings.

use clap::ArgMatches;

use super::messages;
use super::{Outcome, print};
use crate::error::SystemError;
use crate::finding::{Code, explain};
use crate::text::{Lang, Message};

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<Outcome, SystemError> {
    let asked = arguments.get_one::<String>("code").map_or("", String::as_str);
    let Some(code) = Code::from_id(asked) else {
        let codes = Code::ALL.iter().map(|code| code.id()).collect::<Vec<_>>().join(" ");
        let line = |lang| messages::UNKNOWN_CODE.fill(lang, &[("code", &asked), ("codes", &codes)]);
        return Err(SystemError::new(Message::new(line(Lang::Vi), line(Lang::En))));
    };
    print(&format!("{}\n", explain::page(code, lang).trim()))?;
    Ok(Outcome::Success)
}
