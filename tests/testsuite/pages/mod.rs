//! Pages as a browser lays them out: how high they are, whether anything is out of sight, what they weigh, what a sheet of
//! paper holds; and pictures of them for who looks.

mod covers;
mod hostile;
mod keyboard;
mod large;
mod layout;
mod listen;
mod numbers;
mod paper;
mod pictures;
mod submit;
mod weight;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::support;

/// The shipped site on disk, written once for all tests of this folder.
static SITE: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    support::write_all(folder.path(), support::build_in_memory(&support::shipped_source()));
    let path = folder.path().to_owned();
    (folder, path)
});

fn site() -> &'static Path {
    &SITE.1
}

/// One page of each kind, and those that are the largest of their kind.
const KINDS: [&str; 18] = [
    "index.html",
    "mo-hinh.html",
    "linh-vuc.html",
    "linh-vuc/kinh-te.html",
    "dia-phuong.html",
    "dia-phuong/a-z.html",
    "dia-phuong/lam-dong.html",
    "dia-phuong/lam-dong/xa-tan-thanh.html",
    "dia-phuong/lam-dong/phuong-mui-ne.html",
    "mo-hinh/dong-quan-ly-nguon-loi-so-long.html",
    "mo-hinh/be-tong-hoa-duong-hem-khu-dan-cu.html",
    "thong-ke.html",
    "du-lieu.html",
    "so-sanh.html#a=dong-quan-ly-nguon-loi-so-long&b=be-tong-hoa-duong-hem-khu-dan-cu&c=diem-sang-toan-dan-bao-ve-an-ninh-giao-nop-vu-khi",
    "tim-kiem.html",
    "gui-mo-hinh.html",
    "gioi-thieu.html",
    "ngoai-tuyen.html",
];

/// The address from disk.
fn address(page: &str) -> String {
    format!("file://{}/{page}", site().display())
}

/// Whether a page is that of a model.
fn is_model(html: &str) -> bool {
    html.contains("<article class=\"model")
}

/// The pages of all models.
fn models() -> Vec<String> {
    let mut models: Vec<String> = std::fs::read_dir(site().join("mo-hinh"))
        .unwrap()
        .map(|entry| format!("mo-hinh/{}", entry.unwrap().file_name().to_string_lossy()))
        .filter(|page| std::fs::read_to_string(site().join(page)).is_ok_and(|text| is_model(&text)))
        .collect();
    models.sort();
    assert!(models.len() >= 60, "{}", models.len());
    models
}
