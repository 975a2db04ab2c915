const slugOf = (name) => name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/đ/g, 'd').replace(/ /g, '-');
/** Names with the end of each one's slug; the first `pages` have a page. */
const named = ([packed, pages, slugs]) => (packed ? packed.split(' ') : []).map((text, at) => {
  const name = unpack(text);
  return [name, at < pages ? slugs[at] ?? slugOf(name) : 0];
});
lantoa.places(ROWS.map(([name, slug, lon, lat, hasPage, former, communes, groups]) => {
  const districts = groups.flatMap(([after, folder, ...inside]) => named(inside).map(([name, rest]) => [name + after, rest && folder + rest]));
  return [name, slug, [lon / 100, lat / 100], hasPage, former, named(communes), districts];
}), ID, FORMS);
