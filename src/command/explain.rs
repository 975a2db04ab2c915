//! `lantoa explain CODE`: the page of a finding's code.

use clap::ArgMatches;

use super::say;
use super::{End, print};
use crate::fault::Fault;
use crate::finding::{Code, explain};
use crate::text::{Lang, Say};

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<End, Fault> {
    let asked = arguments.get_one::<String>("code").map_or("", String::as_str);
    let Some(code) = Code::from_id(asked) else {
        let codes = Code::ALL.iter().map(|code| code.id()).collect::<Vec<_>>().join(" ");
        let line = |lang| say::UNKNOWN_CODE.fill(lang, &[("code", &asked), ("codes", &codes)]);
        return Err(Fault::new(Say::new(line(Lang::Vi), line(Lang::En))));
    };
    print(&format!("{}\n", explain::page(code, lang).trim()))?;
    Ok(End::Well)
}
