// The desk: which page is shown, and what is done with the whole site.

import { ask, watch } from './api.js';
import { attempt, confirm, importList, publish, report, stop } from './dialogs.js';
import { button, element, later, loadWords, notify, same, say, settle } from './dom.js';
import { restored } from './bin.js';
import { history as commits } from './history.js';
import { listPage } from './list.js';
import { formOf, modelPage } from './model.js';
import { settings } from './settings.js';

const root = document.getElementById('desk');
const site = { rows: [], pages: [], others: [], bin: [], unused: [] };
/** Filter and question of each list. */
const listStates = { model: { filter: 'all', question: '' }, page: { filter: 'all', question: '' } };
/** The model or page that is open. */
let open = null;

/** What is begun at these addresses. */
const NEW = { moi: 'model', 'trang-moi': 'page' };
/** The list of pages. */
const PAGES = 'trang';
const IMPORT = 'nhap';
const placeOf = () => decodeURIComponent(location.hash.replace(/^#\/?/, ''));

/** Goes to a page by its address. With `isShown` the page is on the screen already, and only its address is new. */
function go(place, isShown = false) {
  const hash = `#/${place}`;
  if (isShown && place) {
    shown = place;
    // This raises no event.
    history.replaceState(null, '', hash);
  } else if (placeOf() === place) {
    route();
  } else {
    location.hash = hash;
  }
}

// A file that is dropped where nothing takes it would be opened by the browser, in place of the desk.
const hasFiles = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes('Files');
addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
addEventListener('drop', (event) => {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  notify('picture', say('dropElsewhere'), 'error');
});

/** The address of the page on the screen. */
let shown = '';

async function route() {
  const place = placeOf();
  if (open?.isChanged() && place !== shown) {
    const leaves = await confirm(say('leave'), say('leaveText'), say('leaveYes'), { loses: true });
    if (!leaves) {
      history.replaceState(null, '', `#/${shown}`);
      return;
    }
  }
  shown = place;
  // What went wrong with the file that is left behind is over.
  if (open) ['save', 'check', 'file', 'picture'].forEach(settle);
  open = null;
  if (!place || place === PAGES || place === IMPORT) {
    showList();
    if (place === IMPORT) bringList();
    return;
  }
  try {
    // A page of the site knows its slug, not its file.
    const row = place.startsWith('mo-hinh/') && site.rows.find(({ slug }) => `mo-hinh/${slug}` === place);
    if (row) return location.replace(`#/${row.id}`);
    const kind = NEW[place];
    const opened = kind ? { ...(await ask('begin', { kind })), kind } : await ask('open', { id: place });
    if (placeOf() !== place) return;
    settle('open');
    showModel(opened);
    scrollTo(0, 0);
    open.focus();
  } catch (refusal) {
    notify('open', refusal.message, 'error');
    go('');
  }
}

/** Shows the editor of a model or page, with what was typed in another and is not saved yet. */
function showModel(opened, unsaved) {
  open = modelPage(opened, {
    site,
    go,
    unsaved,
    onSaved: (model) => {
      if (shown !== model.id) go(model.id, true);
      readSoon();
    },
  });
  root.replaceChildren(top(), open.element);
}

async function read() {
  Object.assign(site, await ask('start'), await ask('list'));
}

/** The lists of the form have changed in site.yaml: the form is made anew, nothing that was typed is lost. */
function showFormAgain() {
  const y = scrollY;
  showModel(open.model(), open.unsaved());
  scrollTo(0, y);
  notify('read', say('newLists'));
}

function showList() {
  const kind = shown === PAGES ? 'page' : 'model';
  document.title = `${say('desk')} – ${site.site}`;
  const actions = [
    kind === 'page' ? element('a', { class: 'button main', href: '#/trang-moi' }, say('newPage')) : element('a', { class: 'button main', href: '#/moi' }, say('newModel')),
    button(say('import'), bringList),
    button(say('report'), () => report()),
    button(say('history'), () => commits((file) => formOf({ id: file }, site))),
    button(say('settings'), set),
    button(say('publish'), publishAll),
  ];
  const restore = (bin) => attempt('bin', async () => {
    const back = await ask('restore', { bin });
    if (back.id) restored(back, go);
    else await again();
  });
  const discard = (file) => attempt('bin', async () => {
    const { bin } = await ask('delete_picture', { file });
    await again();
    notify('bin', say('pictureDeleted', { name: file.split('/').pop() }), 'done', { action: { text: say('undo'), run: () => restore(bin) } });
  });
  root.replaceChildren(top(), listPage({ ...site, kind, state: listStates[kind], restore, discard, actions, set }));
}

async function publishAll() {
  // How many drafts stay behind is told as the files are now.
  if (await attempt('read', read)) site.target = await publish(site.target, site.rows.filter(({ draft }) => draft).length);
}

async function bringList() {
  if (await importList()) {
    await attempt('read', read);
    showList();
  }
}

async function set() {
  if (await settings()) {
    await attempt('read', read);
    showList();
  }
}

function top() {
  return element(
    'header', { class: 'top' },
    element('a', { href: '#/', class: 'name' }, element('strong', {}, site.site), element('span', {}, ` · ${say('desk')}`)),
    element('span', { class: 'root', title: site.root }, site.root),
    site.chooser ? element('a', { href: site.chooser }, say('otherSite')) : null,
    element('a', { href: '/', target: '_blank', rel: 'noopener' }, say('seeSite')),
    button(say('stop'), stop, { class: 'plain' }),
  );
}

const readSoon = later(async () => {
  await read().catch(() => {});
  // A dialog on the screen belongs to the form that is there; the next change of a file asks again.
  if (open && !same(formOf(open.model(), site), open.form()) && !document.querySelector('dialog[open]')) showFormAgain();
  if (open) open.look();
  else showListAgain();
}, 250);

/** Reads the lists and draws the one on the screen anew. */
async function again() {
  await read();
  if (!open) showListAgain();
}

/** Draws the list anew; who stands somewhere in it with the keyboard, or types a question, still does. */
function showListAgain() {
  const { activeElement } = document;
  const nameOf = (one) => one.id || one.getAttribute('href') || one.textContent;
  const name = root.contains(activeElement) ? nameOf(activeElement) : '';
  const from = activeElement?.selectionStart;
  const opened = [...root.querySelectorAll('details[open] summary')].map(nameOf);
  const y = scrollY;
  showList();
  for (const summary of root.querySelectorAll('summary')) summary.parentElement.open = opened.includes(nameOf(summary));
  const again = name && [...root.querySelectorAll('a, button, input, summary')].find((one) => nameOf(one) === name);
  if (again) again.focus({ preventScroll: true });
  if (again?.id === 'find') again.setSelectionRange(from, from);
  scrollTo(0, y);
}

addEventListener('hashchange', route);
addEventListener('beforeunload', (event) => {
  if (open?.isChanged()) event.preventDefault();
});
addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    event.preventDefault();
    open?.save();
  }
});

await loadWords();
if (await attempt('read', read)) {
  await route();
  watch(readSoon);
}
