//! The program `lantoa`: everything it does is in the library's `command` room.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    lantoa::command::run(std::env::args_os())
}
