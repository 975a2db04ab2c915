use lantoa::*;
use rayon::prelude::*;
use std::sync::Arc;
use std::time::Instant;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let source = source::Source::read(root.as_ref()).unwrap().value;
    let g = locality::Gazetteer::builtin();
    let p = text::SitePath::new("content/site.yaml");
    let site = Arc::new(schema::read_site(&p, source.text(&p).unwrap()).value);
    let t = Instant::now();
    let files: Vec<_> = source.iter().filter(|(p, _)| entry::is_entry(p)).collect();
    let parsed: Vec<_> = files.par_iter().map(|(p, f)| entry::parse(p, f.text().unwrap(), &site, 2026)).collect();
    eprintln!("parse {:?}", t.elapsed());
    let t = Instant::now();
    let entries: Vec<_> = parsed.iter().filter_map(|c| c.value.clone()).collect();
    eprintln!("clone {:?}", t.elapsed());
    let t = Instant::now();
    let around = catalog::Surroundings {
        site: site.clone(),
        site_source: (p.clone(), Arc::from(source.text(&p).unwrap())),
        gazetteer: g,
    };
    let cat = catalog::gather(entries, around, &source);
    eprintln!("gather {:?}", t.elapsed());
    let theme = theme::load(&source, &site, &finding::FileContext::new(&p, "")).value;
    let t = Instant::now();
    let ed = edition::lay_out(&cat.value, &theme, Vec::new());
    eprintln!("lay_out {:?} {}", t.elapsed(), ed.value.leaves.len());
}
