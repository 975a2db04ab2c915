// A reader's own place: chosen once, kept in this browser only. Cards then tell how far they are, and the first page shows
// what stands on the place's own page.
(() => {
  const box = document.querySelector('[data-mine]');
  if (!box) return;
  const root = new URL(box.dataset.mine, location.href);
  const $ = (selector) => box.querySelector(selector);
  const lantoa = (window.lantoa ??= {});
  const KEY = 'lantoa.place';
  const stored = (act) => {
    try { return act(localStorage); } catch { return null; } // a reader may forbid it, or another program have written it
  };
  /** Without marks, each word after one space; a comma is a word, so that no phrase runs from one name into the next. */
  const plain = (text) =>
    ` ${text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/đ/g, 'd').replace(/,/g, ' , ')}`.replace(/\s+/g, ' ');
  let place = stored((box) => JSON.parse(box.getItem(KEY)));

  // ------------------------------------------------------------------------------------------------------ choosing
  let all;
  lantoa.places = (provinces) => {
    all = Object.entries(provinces).flatMap(([province, [slug, communes]]) =>
      communes.map(([rest, name, lon, lat, former]) => ({
        slug: `${slug}/${rest}`, name: `${name}, ${province}`, former, lon, lat, key: plain(`${name}, ${former}, ${province}`),
      })));
  };
  const load = () => {
    if (load.begun) return;
    load.begun = true;
    const script = document.createElement('script');
    script.src = new URL('assets/noi.js', root);
    script.onload = offer;
    script.onerror = () => { load.begun = false; };
    document.head.append(script);
  };
  const input = $('input');
  const found = $('.found');
  function offer() {
    const phrase = plain(input.value).trimEnd();
    const wish = phrase.split(' ').filter((word) => word && word !== ',');
    // Words that stand together count more, and the place's own name more than its former ones, and those than its province.
    const rank = ({ key }) => key.indexOf(phrase) + 1 || Infinity;
    const fits = wish.length && all ? all.filter(({ key }) => wish.every((word) => key.includes(` ${word}`))) : [];
    fits.sort((a, b) => rank(a) - rank(b) || 0).splice(8);
    found.replaceChildren(...fits.map((one) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = one.name;
      if (one.former) button.append(Object.assign(document.createElement('small'), { textContent: ` (${one.former})` }));
      button.onclick = () => choose(one);
      const row = document.createElement('li');
      row.append(button);
      return row;
    }));
  }
  input.addEventListener('focus', load);
  input.addEventListener('input', () => { load(); offer(); });
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    found.querySelector('button')?.click();
  });
  function choose(one) {
    place = one && { slug: one.slug, name: one.name, lon: one.lon, lat: one.lat };
    stored((box) => (place ? box.setItem(KEY, JSON.stringify(place)) : box.removeItem(KEY)));
    input.value = '';
    found.replaceChildren();
    show();
    (place ? $('.chosen a') : input).focus();
  }
  $('[data-do=change]').addEventListener('click', () => {
    $('form').hidden = false;
    input.focus();
  });
  $('[data-do=forget]').addEventListener('click', () => choose(null));

  // ------------------------------------------------------------------------------------------------------- showing
  const radians = (degrees) => (degrees * Math.PI) / 180;
  function away(lon, lat) {
    const half = (a, b) => Math.sin(radians(a - b) / 2) ** 2;
    const chord = half(lat, place.lat) + Math.cos(radians(lat)) * Math.cos(radians(place.lat)) * half(lon, place.lon);
    return Math.round(2 * 6371 * Math.asin(Math.sqrt(chord)));
  }
  function distances() {
    document.querySelectorAll('.card .away').forEach((old) => old.remove());
    if (!place) return;
    for (const card of document.querySelectorAll('.card[data-at]')) {
      const km = away(...card.dataset.at.split(',').map(Number));
      const text = km ? box.dataset.away.replace('{n}', km.toLocaleString(document.documentElement.lang)) : box.dataset.here;
      card.append(Object.assign(document.createElement('p'), { className: 'away', textContent: text }));
    }
  }
  /** The lists of the place's page, where pages may be read by scripts: not from disk, there the link must do. */
  async function lists() {
    const into = $('.lists');
    into?.replaceChildren();
    if (!into || !place) return;
    const page = new URL(`dia-phuong/${place.slug}.html`, root);
    try {
      const answer = await fetch(page);
      if (!answer.ok) return;
      const seen = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const sections = seen.querySelectorAll('main > section[id]');
      for (const link of seen.querySelectorAll('main a[href]')) link.href = new URL(link.getAttribute('href'), page);
      into.replaceChildren(...[...sections].map((section) => document.importNode(section, true)));
      distances();
    } catch { /* the link is there */ }
  }
  function show() {
    $('.chosen').hidden = !place;
    $('form').hidden = Boolean(place);
    if (place) Object.assign($('.chosen a'), { href: new URL(`dia-phuong/${place.slug}.html`, root), textContent: place.name });
    distances();
    lists();
  }
  box.hidden = false;
  show();
})();
