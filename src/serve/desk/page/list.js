// The list of models, with what is wrong in each.

import { firstOf } from './dialogs.js';
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

/** The list. `state` keeps filter and question while a model is open. */
export function listPage({ rows, others, bin, is_nobodys: isNobodys, state, restore, actions, set }) {
  // Without a history nobody knows when a file was changed.
  const hasDays = rows.some(({ updated }) => updated);
  const names = { all: say('filterAll'), errors: say('filterErrors'), drafts: say('filterDrafts'), review: say('filterReview'), warnings: say('filterWarnings') };
  const folded = rows.map((row) => fold(`${row.title} ${row.place} ${row.field} ${row.slug}`));
  const body = element('tbody');
  const more = button(say('more'), () => draw(body.rows.length + SHOWN), { class: 'add' });
  const told = element('p', { class: 'count', role: 'status' });
  const tabs = Object.keys(FILTERS).map((name) =>
    button('', () => {
      state.filter = name;
      draw();
    }, { class: 'tab' }),
  );
  const input = element('input', { id: 'find', type: 'search', value: state.question, placeholder: say('find'), 'aria-label': say('find') });
  input.addEventListener('input', later(() => {
    state.question = input.value;
    draw();
  }, 80));

  function draw(count = SHOWN) {
    const asked = fold(state.question).split(/\s+/).filter(Boolean);
    const found = rows.filter((row, at) => FILTERS[state.filter](row) && asked.every((word) => folded[at].includes(word)));
    Object.entries(FILTERS).forEach(([name, takes], at) => {
      tabs[at].textContent = `${names[name]} (${rows.filter(takes).length})`;
      tabs[at].setAttribute('aria-pressed', String(state.filter === name));
    });
    body.replaceChildren(...found.slice(0, count).map(line));
    more.hidden = found.length <= count;
    told.textContent = found.length ? say('found', { count: found.length }) : rows.length ? say('foundNone') : '';
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
      element('td', {}, row.place),
      element('td', {}, row.field),
      element('td', { class: 'number' }, row.year ? String(row.year) : ''),
      hasDays ? element('td', { class: 'number' }, row.updated ?? '') : null,
      element('td', {}, states.length ? states : badge('good', say('fine'))),
    );
  }

  draw();
  const head = [say('columnTitle'), say('columnPlace'), say('columnField'), say('columnYear'), hasDays ? say('columnUpdated') : null, say('columnState')].filter(Boolean);
  return element(
    'main', { class: 'list' },
    element('div', { class: 'bar' }, input, element('div', { class: 'buttons' }, actions)),
    isNobodys ? element('p', { class: 'others' }, say('nobodys'), ' ', button(say('settingsFill'), set)) : null,
    others.length ? element('details', { class: 'others' }, element('summary', {}, say('others', { count: others.length })), element('ul', { class: 'remarks' }, firstOf(others, 50, ({ severity, file, line: at, message }) => element('li', { class: severity }, element('strong', {}, at ? `${file}:${at}` : file), ` ${message}`)))) : null,
    element('div', { class: 'tabs', role: 'group', 'aria-label': say('filters') }, tabs),
    told,
    rows.length ? element('table', {}, element('thead', {}, element('tr', {}, head.map((text) => element('th', { scope: 'col' }, text)))), body) : element('p', { class: 'empty' }, say('noModels')),
    more,
    bin.length ? element('details', { class: 'others' }, element('summary', {}, say('bin', { count: bin.length })), element('ul', { class: 'sites' }, firstOf(bin, 100, (name) => element('li', {}, button(say('takeOut', { name: name.split('/').pop() }), () => restore(name)))))) : null,
  );
}
