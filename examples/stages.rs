use lantoa::*;
use std::time::Instant;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let t = Instant::now();
    let source = source::Source::read(root.as_ref()).unwrap().value;
    eprintln!("read {:?}", t.elapsed());
    let t = Instant::now();
    let _ = locality::Gazetteer::builtin();
    eprintln!("gazetteer {:?}", t.elapsed());
    let t = Instant::now();
    let work = understand(&source, &Options::default(), &mut Memo::default());
    eprintln!("understand {:?} findings {}", t.elapsed(), work.findings.len());
    let work = work.value;
    let t = Instant::now();
    let press = render::Press::new(&work.catalog, &work.edition, &work.theme).value;
    eprintln!("press {:?}", t.elapsed());
    let t = Instant::now();
    use rayon::prelude::*;
    let total: usize = work
        .edition
        .leaves
        .par_iter()
        .map(|l| match press.print(l) {
            Ok(render::Printed::Bytes(b)) => b.len(),
            Ok(_) => 0,
            Err(e) => {
                panic!("{e:?}")
            }
        })
        .sum();
    eprintln!("print {:?} {} leaves {} bytes", t.elapsed(), work.edition.leaves.len(), total);
    let mut by: std::collections::BTreeMap<String, (usize, std::time::Duration, usize)> = Default::default();
    for l in &work.edition.leaves {
        let t = Instant::now();
        let n = match press.print(l) {
            Ok(render::Printed::Bytes(b)) => b.len(),
            _ => 0,
        };
        let k = format!("{:?}", l.recipe);
        let k = k.split([' ', '(', '{']).next().unwrap().to_owned();
        let e = by.entry(k).or_default();
        e.0 += 1;
        e.1 += t.elapsed();
        e.2 += n;
    }
    for (k, v) in by {
        eprintln!("  {k}: {} in {:?} ({:?} each) {} bytes", v.0, v.1, v.1 / (v.0 as u32), v.2);
    }
}
