// The lists of models and of pages, with what is wrong in each.

import { firstOf, placeOf } from './dialogs.js';
import { button, element, later, say } from './dom.js';
import { fold } from './letters.js';

/** Rows that are drawn at first, and with each press of "more". */
const SHOWN = 100;

const FILTERS = {
  all: () => true,
  errors: (row) => row.errors > 0,
  drafts: (row) => row.draft,
  review: (row) => row.awaits_review,
  warnings: (row) => row.warnings > 0,
};

/** The list of `kind`. `state` keeps filter and question while a file is open. */
export function listPage({ kind, rows: models, pages, others, bin, unused, is_nobodys: isNobodys, state, restore, discard, actions, set }) {
  const isPages = kind === 'page';
  const rows = isPages ? pages : models;
  // Without a history nobody knows when a file was changed.
  const hasDays = rows.some(({ updated }) => updated);
  const names = { all: say('filterAll'), errors: say('filterErrors'), drafts: say('filterDrafts'), review: say('filterReview'), warnings: say('filterWarnings') };
  const folded = rows.map((row) => fold(`${row.title} ${row.place} ${row.field} ${row.slug}`));
  const body = element('tbody');
  const more = button(say('more'), () => draw(body.rows.length + SHOWN), { class: 'add' });
  const told = element('p', { class: 'count', role: 'status' });
  // Nobody asks whether a page still runs.
  const filters = Object.keys(FILTERS).filter((name) => !isPages || name !== 'review');
  const tabs = filters.map((name) =>
    button('', () => {
      state.filter = name;
      draw();
    }, { class: 'tab' }),
  );
  const input = element('input', { id: 'find', type: 'search', value: state.question, placeholder: isPages ? say('findPage') : say('find'), 'aria-label': isPages ? say('findPage') : say('find') });
  input.addEventListener('input', later(() => {
    state.question = input.value;
    draw();
  }, 80));

  function draw(count = SHOWN) {
    const asked = fold(state.question).split(/\s+/).filter(Boolean);
    const found = rows.filter((row, at) => FILTERS[state.filter](row) && asked.every((word) => folded[at].includes(word)));
    filters.forEach((name, at) => {
      tabs[at].textContent = `${names[name]} (${rows.filter(FILTERS[name]).length})`;
      tabs[at].setAttribute('aria-pressed', String(state.filter === name));
    });
    body.replaceChildren(...found.slice(0, count).map(line));
    more.hidden = found.length <= count;
    const count_ = { count: found.length };
    told.textContent = found.length ? (isPages ? say('foundPages', count_) : say('found', count_)) : rows.length ? say('foundNone') : '';
  }

  function line(row) {
    const badge = (kind, text) => element('span', { class: `badge ${kind}` }, text);
    const states = [
      row.draft ? badge('draft', say('draft')) : null,
      row.errors ? badge('error', say('errors', { count: row.errors })) : null,
      row.doubts ? badge('warning', say('doubtCount', { count: row.doubts })) : null,
      row.warnings ? badge('warning', say('warnings', { count: row.warnings })) : null,
      row.awaits_review ? badge('review', say('toReview')) : null,
    ].filter(Boolean);
    return element(
      'tr', {},
      element('td', {}, element('a', { href: `#/${row.id}` }, row.title), row.stage ? element('small', {}, row.stage) : null),
      isPages ? null : [element('td', {}, row.place), element('td', {}, row.field), element('td', { class: 'number' }, row.year ? String(row.year) : '')],
      hasDays ? element('td', { class: 'number' }, row.updated ?? '') : null,
      element('td', {}, states.length ? states : badge('good', say('fine'))),
    );
  }

  draw();
  const head = [...(isPages ? [say('columnPage')] : [say('columnTitle'), say('columnPlace'), say('columnField'), say('columnYear')]), hasDays ? say('columnUpdated') : null, say('columnState')].filter(Boolean);
  return element(
    'main', { class: 'list' },
    element('nav', { class: 'kinds', 'aria-label': say('kinds') },
      element('a', { href: '#/', 'aria-current': isPages ? null : 'page' }, say('kindModels', { count: models.length })),
      element('a', { href: '#/trang', 'aria-current': isPages ? 'page' : null }, say('kindPages', { count: pages.length }))),
    element('div', { class: 'bar' }, input, element('div', { class: 'buttons' }, actions)),
    isNobodys ? element('p', { class: 'others' }, say('nobodys'), ' ', button(say('settingsFill'), set)) : null,
    others.length ? element('details', { class: 'others' }, element('summary', {}, say('others', { count: others.length })), element('ul', { class: 'remarks' }, firstOf(others, 50, ({ severity, file, line: at, message }) => element('li', { class: severity }, placeOf(file, at), ` ${message}`)))) : null,
    element('div', { class: 'tabs', role: 'group', 'aria-label': say('filters') }, tabs),
    told,
    rows.length ? element('table', {}, element('thead', {}, element('tr', {}, head.map((text) => element('th', { scope: 'col' }, text)))), body) : element('p', { class: 'empty' }, isPages ? say('noPages') : say('noModels')),
    more,
    unused.length ? element('details', { class: 'others', open: state.isUnusedOpen, on: { toggle: ({ target }) => (state.isUnusedOpen = target.open) } }, element('summary', {}, say('unused', { count: unused.length })), element('p', { class: 'hint' }, say('unusedHint')), element('ul', { class: 'unused' }, firstOf(unused, 100, ({ file, url }) => element('li', {}, element('img', { src: url, alt: '', loading: 'lazy' }), element('span', {}, file), button(say('delete'), () => discard(file), { class: 'danger', 'aria-label': `${say('delete')} ${file}` }))))) : null,
    bin.length ? element('details', { class: 'others' }, element('summary', {}, say('bin', { count: bin.length })), element('ul', { class: 'sites' }, firstOf(bin, 100, (name) => element('li', {}, button(say('takeOut', { name: name.split('/').pop() }), () => restore(name)))))) : null,
  );
}
