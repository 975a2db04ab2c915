// Choosing a place: by any spelling of its present or former name, or by where the phone is.
(() => {
  const lantoa = (window.lantoa ??= {});
  /** The words of a text by which places are compared: without marks and case, i for a final y that is the only vowel. */
  const key = (lantoa.placeKey = (text) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f\u200b-\u200d\ufeff\u00ad'’]/g, '')
      .toLowerCase()
      .replace(/đ/g, 'd')
      .replace(/ƀ/g, 'b')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .split(' ')
      .map((word) => word.replace(/^((?:[bcdghklmnprstvx]|qu)*)y$/, '$1i'))
      .join(' '));
  /** How many places are offered. */
  const MOST = 8;

  let all = [];
  /**
   * Called by assets/noi.js. Each province is [name, slug, middle, whether it has a page, names of the former ones,
   * communes, former districts]; a commune [name, end of its slug or 0 without a page]; a district [name with its
   * province, slug or 0]. A middle is longitude and latitude. `forms` has abbreviations with what they stand for.
   */
  let parts = [];
  let id;
  let shortForms = {};
  lantoa.places = (provinces, of, forms) => {
    [all, parts, id, shortForms] = [[], [], of, forms];
    for (const [province, slug, [lon, lat], hasPage, former, communes, districts] of provinces) {
      const above = [province, ...former].map(key);
      // Inside a line the word for the type has no capital, but in Thành phố Hồ Chí Minh.
      const there = province.replace(/^\S+(?! phố Hồ Chí)/, (word) => word.toLowerCase());
      all.push({ lon, lat, name: province, slug: hasPage ? slug : null, former: former.join(', '), own: [key(province)], before: above.slice(1), above: [] });
      const inside = communes.map(([name, rest]) => ({ name: `${name}, ${there}`, slug: rest ? `${slug}/${rest}` : null, former: '', own: [key(name)], before: [], above, isCommune: true }));
      const around = districts.map(([name, slug]) => ({ name, slug: slug || null, former: '', own: [key(name)], before: [], above }));
      parts.push([inside, around]);
      all.push(...inside, ...around);
    }
  };
  /**
   * Called by assets/noi-cu.js, for provinces in the same order: [communes, middles of the former districts]; a commune
   * [middle, names of the former ones, numbers of former districts].
   */
  let isWhole = false;
  lantoa.formerPlaces = (provinces, of) => {
    if (of !== id) return; // of another build
    for (const [at, [communes, districts]] of provinces.entries()) {
      const [inside, around] = parts[at];
      districts.forEach(([lon, lat], number) => Object.assign(around[number], { lon, lat }));
      communes.forEach(([[lon, lat], former, numbers], number) => {
        const one = inside[number];
        const above = [...one.above, ...numbers.flatMap((number) => around[number]?.own ?? [])];
        Object.assign(one, { lon, lat, former, before: former.split(', ').map(key), above });
      });
    }
    isWhole = true;
  };

  const TYPE = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh) (?=.)/;
  const holds = (names, words) => names.some((name) => ` ${name}`.includes(` ${words}`));
  const is = (names, words) => names.some((name) => ` ${name}`.endsWith(` ${words}`));
  /** From 0 (best) how well a place fits the words; -1 if it does not. Former names are known without their types. */
  function fit({ own, before, above }, wish) {
    const bare = wish.replace(TYPE, '');
    if (is(own, wish)) return 0;
    if (holds(own, wish)) return 1;
    if (is(before, bare)) return 2;
    if (holds(before, bare)) return 3;
    // The whole name, then what it belongs to: `dong giang ham thuan bac`. The last word may be unfinished.
    const words = wish.split(' ');
    for (let end = words.length - 1; end > 0; end--) {
      const head = words.slice(0, end).join(' ');
      const rank = is(own, head) ? 4 : is(before, head.replace(TYPE, '')) ? 5 : 0;
      const last = words.length - 1;
      const inside = (name) => words.every((word, at) => at < end || ` ${name} `.includes(at < last ? ` ${word} ` : ` ${word}`));
      if (rank && above.some(inside)) return rank;
    }
    return -1;
  }
  /** The places that fit a text, best first; of equal ones those that have a page. */
  const find = (lantoa.findPlaces = (text) => {
    const wish = key(text).split(' ').map((word) => shortForms[word] ?? word).join(' ');
    if (!wish) return [];
    const ranked = all.map((one) => [fit(one, wish), one]).filter(([rank]) => rank >= 0);
    return ranked.sort(([a, one], [b, other]) => a - b || !one.slug - !other.slug).slice(0, MOST).map(([, one]) => one);
  });

  /** From two degrees how far places are, in degrees; one is 111 km. */
  const farFrom = (lon, lat) => {
    const narrow = Math.cos((lat * Math.PI) / 180);
    return (one) => Math.hypot((one.lon - lon) * narrow, one.lat - lat);
  };
  /** The communes nearest to a place that have a page: {slug, name, km}. */
  const nearest = ({ lon, lat }) => {
    const far = farFrom(lon, lat);
    const near = all.filter(({ isCommune, slug }) => isCommune && slug).sort((a, b) => far(a) - far(b)).slice(0, 3);
    return near.map((one) => ({ slug: one.slug, name: one.name, km: Math.round(111 * far(one)) }));
  };

  /** Makes the form work; `choose` is given the place. `load` loads assets/noi-cu.js of this name. */
  lantoa.choosing = (form, choose, load) => {
    const input = form.querySelector('input');
    const list = form.querySelector('.found');
    const told = form.querySelector('.told');
    const quiet = told.textContent;
    let places = [];
    let active = -1;
    let loading;
    /** Loads where places are and what their names were; what is offered till then is found by the present names. */
    const whole = () =>
      (loading ??= load(id).then(() => {
        if (!isWhole) throw Error(id);
        if (input.value && active < 0) offer();
      }).catch((error) => {
        loading = null;
        throw error;
      }));
    const ask = () => whole().catch(() => { if (input.value && !places.length) told.textContent = t('mine.failed'); });
    /** Does something with places once it is known where they are. */
    const located = (act) => {
      if (isWhole) return act();
      told.textContent = t('mine.loading');
      return whole().then(act, () => { told.textContent = t('mine.failed'); });
    };
    const pick = (one) => located(() => {
      const { slug, name, lon, lat } = one;
      input.value = '';
      offer();
      choose({ slug, name, lon, lat, near: slug ? [] : nearest(one) });
    });
    const mark = (at) => {
      active = at;
      [...list.children].forEach((row, number) => row.setAttribute('aria-selected', number === at));
      if (at < 0) input.removeAttribute('aria-activedescendant');
      else {
        input.setAttribute('aria-activedescendant', list.children[at].id);
        list.children[at].scrollIntoView({ block: 'nearest' });
      }
    };
    function offer() {
      places = find(input.value);
      list.replaceChildren(...places.map((one, number) => {
        const row = Object.assign(document.createElement('li'), { id: `noi-${number}`, textContent: one.name });
        row.setAttribute('role', 'option');
        if (one.former) row.append(Object.assign(document.createElement('small'), { textContent: ` (${one.former})` }));
        row.addEventListener('click', () => pick(one));
        return row;
      }));
      input.setAttribute('aria-expanded', places.length > 0);
      told.textContent = !input.value.trim() ? quiet : !places.length ? (isWhole ? t('mine.none') : t('mine.loading')) : (places.length < MOST ? t('mine.found') : t('mine.first')).replace('{n}', places.length);
      mark(-1);
      // It may have failed before.
      if (!isWhole && input.value.trim()) ask();
    }
    input.addEventListener('input', offer);
    input.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && places.length) {
        event.preventDefault();
        mark((active + step + places.length + (active < 0 && step < 0 ? 1 : 0)) % places.length);
      } else if (event.key === 'Escape') {
        input.value = '';
        offer();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const one = places[Math.max(active, 0)];
      if (one) pick(one);
    });
    offer();
    ask();
    return {
      /** Chooses the commune whose middle is nearest to the phone. Its position is sent nowhere. */
      locate: () => navigator.geolocation.getCurrentPosition(
        ({ coords: { longitude, latitude } }) => located(() => {
          const far = farFrom(longitude, latitude);
          const communes = all.filter(({ isCommune }) => isCommune);
          if (!communes.length) return;
          const nearest = communes.reduce((best, one) => (far(one) < far(best) ? one : best));
          if (far(nearest) > 1) told.textContent = t('mine.abroad');
          else pick(nearest);
        }),
        () => { told.textContent = t('mine.denied'); },
      ),
    };
  };
})();
