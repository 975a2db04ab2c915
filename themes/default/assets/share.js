// Makes the buttons for sending, saving, printing, comparing and listening to a model's page. What reads aloud (read.js)
// is loaded when it is asked for.
(() => {
  const box = document.querySelector('.share[data-slug]');
  if (!box) return;
  const { slug, read } = box.dataset;
  const title = document.querySelector('h1').textContent;
  // This file is in assets/h/.
  const root = new URL('../../', document.currentScript.src);
  const isWeb = /^https?:$/.test(location.protocol);
  // Where the reader is leads the next reader too, also when the site has moved; from disk only the site's address does.
  const url = isWeb ? location.href.split(/[?#]/)[0] : document.querySelector('[rel=canonical]')?.href;
  const told = document.createElement('span');
  told.setAttribute('role', 'status');
  const side = Object.assign(document.createElement('a'), { className: 'side', hidden: true });
  const line = document.createElement('p');
  line.append(told, ' ', side);
  box.append(line);
  const stored = (name) => {
    // Anything may stand there: other versions and other sites of the host write to the same store.
    try { return [JSON.parse(localStorage.getItem(`lantoa.${name}`))].flat(); } catch { return []; }
  };
  const store = (name, value) => {
    try { localStorage.setItem(`lantoa.${name}`, JSON.stringify(value)); } catch { /* a reader may forbid it */ }
  };
  const models = (name) => stored(name).filter((one) => one && typeof one.slug === 'string' && one.slug !== slug);
  const words = {
    share: t('share.send'),
    save: t('share.save'),
    print: t('share.print'),
    compare: t('share.compare'),
    read: t('share.read'),
    copy: t('share.copy'),
  };
  // The buttons stand after the first link, in the order of their words; each is shown when it is known to work.
  const rows = Object.entries(words).map(([name, textContent]) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent });
    button.dataset.do = name;
    const row = Object.assign(document.createElement('li'), { hidden: true });
    row.append(button);
    return row;
  });
  box.querySelector('li').after(...rows);
  const offer = (name, works, act) => {
    const button = box.querySelector(`[data-do=${name}]`);
    if (!works) return;
    button.parentNode.hidden = false;
    button.addEventListener('click', () => act(button));
    return button;
  };
  if (isWeb) {
    for (const link of box.querySelectorAll('a[target]')) {
      // What follows the last = is the page.
      link.href = (link.dataset.to ?? link.href).replace(/[^=]*$/, encodeURIComponent(url));
      link.parentNode.hidden = false;
    }
  }
  offer('share', url && navigator.share, () => navigator.share({ title: document.title, url }).catch(() => {}));
  // Where files can be sent, the link to the share card sends it instead of saving it. A reader may think better of it.
  const picture = isWeb && navigator.canShare && box.querySelector('[download]');
  const files = (parts) => ({ files: [new File(parts, `${slug}.png`, { type: 'image/png' })] });
  if (picture && navigator.canShare(files([]))) {
    picture.textContent = t('share.send_card');
    picture.onclick = async (event) => {
      event.preventDefault();
      try { await navigator.share(files([await (await fetch(picture.href)).blob()])); } catch { /* not sent */ }
    };
  }
  offer('copy', url, async (button) => {
    let isCopied = true;
    // A page that came without TLS has no clipboard of its own.
    try { await navigator.clipboard.writeText(url); } catch {
      const field = Object.assign(document.createElement('textarea'), { value: url });
      document.body.append(field);
      field.select();
      isCopied = document.execCommand('copy');
      field.remove();
      button.focus();
    }
    told.textContent = isCopied ? t('share.copied') : `${t('share.not_copied')} ${url}`;
  });
  offer('print', true, () => print());
  const press = (button, isOn) => button.setAttribute('aria-pressed', isOn);
  const saved = () => stored('saved').some((one) => one?.slug === slug);
  const save = offer('save', true, (button) => {
    const isOn = !saved();
    store('saved', isOn ? [{ slug, title }, ...models('saved')].slice(0, 50) : models('saved'));
    press(button, saved());
    told.textContent = saved() === isOn ? '' : t('share.refused');
  });
  press(save, saved());
  store('seen', [{ slug, title }, ...models('seen')].slice(0, 10));

  // Up to three models stand side by side; the list is kept in this browser only.
  const chosen = () => stored('compare').filter((one) => typeof one === 'string');
  const tell = (slugs) => {
    side.hidden = !slugs.length;
    side.textContent = t('share.side').replace('{n}', slugs.length);
    side.href = `${root}so-sanh.html${isWeb ? '?' : '#'}${new URLSearchParams(slugs.map((one, at) => ['abc'[at], one]))}`;
  };
  const compare = offer('compare', true, (button) => {
    const others = chosen().filter((one) => one !== slug);
    const slugs = chosen().includes(slug) ? others : [...others, slug].slice(-3);
    store('compare', slugs);
    const isOn = slugs.includes(slug);
    press(button, isOn);
    tell(slugs);
    if (chosen().join() !== slugs.join()) told.textContent = t('share.refused');
    else if (isOn && others.length === 3) told.textContent = t('share.dropped');
    else told.textContent = isOn ? side.textContent : '';
  });
  press(compare, chosen().includes(slug));
  if (chosen().length) tell(chosen());

  // Reading aloud is offered where there is a Vietnamese voice; browsers tell their voices late.
  const speech = window.speechSynthesis;
  const voice = () => speech?.getVoices().some(({ lang }) => lang.toLowerCase().startsWith('vi'));
  const listen = () => {
    if (!read || !voice()) return;
    speech.onvoiceschanged = null;
    offer('read', true, (button) => {
      if (button.dataset.ready) return;
      button.dataset.ready = true;
      document.head.append(Object.assign(document.createElement('script'), { src: read }));
    });
  };
  if (speech) {
    speech.onvoiceschanged = listen;
    listen();
  }
  box.hidden = false;
})();
