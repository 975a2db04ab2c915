//! What photographs and share cards cost: `cargo bench --bench pictures [-- --photos N] [--cards N]`.
//!
//! It makes its own photographs: 12 million pixels of waves and noise, which compress about as a photograph of a village does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a bench stops at what it cannot do")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jpeg_encoder::{ColorType, Encoder};
use wait4::Wait4;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, otherwise: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(otherwise)
    };
    if let Some(at) = arguments.iter().position(|argument| argument == "--make") {
        let [width, height, seed] = [1, 2, 3].map(|part| arguments[at + part].parse().unwrap());
        return fs::write(&arguments[at + 4], photograph(width, height, seed)).unwrap();
    }
    photographs(number("--photos", 100));
    large();
    cards(number("--cards", 1_000));
}

/// A folder in memory, if the machine has one.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// Writes a photograph. Another process does it, because a build starts with the peak memory of this one.
fn write(path: &Path, [width, height]: [u32; 2], seed: usize) -> usize {
    let numbers = [width, height, seed as u32].map(|number| number.to_string());
    let made = Command::new(std::env::current_exe().unwrap()).arg("--make").args(numbers).arg(path).status().unwrap();
    assert!(made.success());
    fs::metadata(path).unwrap().len() as usize
}

fn photograph(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut noise = seed.wrapping_mul(2_654_435_761) | 1;
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            let wave = ((x / 3 + seed) as f32 * 0.013).sin() * 60.0 + (y as f32 * 0.021).cos() * 50.0;
            let detail = ((x * y / 97 + seed * 31) % 64) as f32;
            for shift in [0, 8, 16] {
                pixels.push((100.0 + wave + detail + f32::from((noise >> shift) as u8 % 24)) as u8);
            }
        }
    }
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 80).encode(&pixels, width as u16, height as u16, ColorType::Rgb).unwrap();
    jpeg
}

fn model(number: usize, cover: bool) -> String {
    let cover = if cover { format!("cover: anh-{number}.jpg\ncover_alt: Ảnh\n") } else { String::new() };
    format!(
        "---\ntitle: Mô hình dân vận khéo số {number} về môi trường\nlocality: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2019\nresults: [{{label: Hộ tham gia, value: {}, unit: hộ}}]\n{cover}---\n\nBà con cùng làm.\n",
        number + 7
    )
}

/// Time, processor time and peak memory of a build.
fn build(root: &Path, what: &str, target: &str) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command.arg("build").current_dir(root).env("LANTOA_CACHE", root.join("store")).stdout(Stdio::null());
    let since = Instant::now();
    let ended = command.spawn().unwrap().wait4().unwrap();
    let took = since.elapsed();
    assert!(ended.status.success(), "{what}");
    let (processor, memory) = (ended.rusage.utime + ended.rusage.stime, ended.rusage.maxrss >> 20);
    println!("{what:<58} {:>7.2} s {:>7.2} s {memory:>6} MiB   {target}", took.as_secs_f64(), processor.as_secs_f64());
    took
}

fn site(root: &Path, settings: &str, models: usize, cover: bool) {
    fs::create_dir_all(root.join("content/mo-hinh")).unwrap();
    fs::write(root.join("content/site.yaml"), settings).unwrap();
    for number in 0..models {
        fs::write(root.join(format!("content/mo-hinh/so-{number}.md")), model(number, cover)).unwrap();
    }
}

fn change(root: &Path) {
    let path = root.join("content/mo-hinh/so-0.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{text}\nThêm một câu.\n")).unwrap();
}

fn photographs(count: usize) {
    let folder = folder();
    let root = folder.path();
    site(root, "title: A\n", count, true);
    let mut bytes = 0;
    for number in 0..count {
        bytes += write(&root.join(format!("content/mo-hinh/anh-{number}.jpg")), [4_000, 3_000], number);
    }
    println!("{count} photographs of 12 million pixels, {} kB each", bytes / count.max(1) / 1000);
    println!("{:<58} {:>9} {:>9} {:>10}", "", "time", "processor", "memory");
    build(root, "once", "≤ 40 s on two cores, ≤ 300 MiB");
    build(root, "nothing changed", "≤ 0.3 s");
    change(root);
    build(root, "one text changed", "≤ 0.3 s");
    fs::remove_dir_all(root.join("output")).unwrap();
    build(root, "into an empty folder, from the store", "");
    for width in [480, 960, 1600] {
        let mut sizes: Vec<u64> = Vec::new();
        for file in fs::read_dir(root.join("output/assets/h")).unwrap().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            let is_it = if width == 1600 {
                !name.contains("-480.") && !name.contains("-960.")
            } else {
                name.contains(&format!("-{width}."))
            };
            sizes.extend((name.ends_with(".jpg") && is_it).then(|| file.metadata().unwrap().len()));
        }
        sizes.sort_unstable();
        println!("  {width} pixels wide: {} kB (median)", sizes.get(sizes.len() / 2).copied().unwrap_or(0) / 1000);
    }
}

fn large() {
    let folder = folder();
    let root = folder.path();
    site(root, "title: A\n", 2, true);
    for number in 0..2 {
        write(&root.join(format!("content/mo-hinh/anh-{number}.jpg")), [7_300, 5_480], number);
    }
    build(root, "two photographs of 40 million pixels", "≤ 300 MiB");
}

fn cards(count: usize) {
    let folder = folder();
    let root = folder.path();
    site(root, "title: A\nbase_url: https://x.example/\nshare_cards: none\n", count, false);
    build(root, &format!("{count} models without share cards"), "");
    fs::remove_dir_all(root.join("output")).unwrap();
    site(root, "title: A\nbase_url: https://x.example/\n", count, false);
    build(root, "with share cards, once", "≤ 15 s on two cores");
    build(root, "nothing changed", "");
    change(root);
    build(root, "one text changed, no card", "as without cards");
    let sizes =
        fs::read_dir(root.join("output/anh-chia-se")).unwrap().flatten().map(|file| file.metadata().unwrap().len());
    let sizes: Vec<u64> = sizes.collect();
    println!(
        "  {} kB a card at most, {} on average",
        sizes.iter().max().unwrap() / 1000,
        sizes.iter().sum::<u64>() / sizes.len() as u64 / 1000
    );
}
