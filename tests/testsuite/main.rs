//! The integration tests, all in one binary. `README.md` beside this file says how to write and run each kind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]

mod support;

mod cli;
mod golden;
mod hosting;
mod json_feed;
mod keys;
mod layers;
mod new;
mod office;
mod pages;
mod pictures;
mod place;
mod properties;
mod public_api;
mod reader;
mod search;
mod serve;
mod shipped;
mod sizes;
mod spec;
mod theme_guide;
mod words;
mod world;
