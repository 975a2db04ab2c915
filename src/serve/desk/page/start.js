// The page for who has started the program by a double click: a new site, one that is there already, or a list to begin with.

import { ask } from './api.js';
import { attempt, stop } from './dialogs.js';
import { button, element, loadWords, newId, say } from './dom.js';
import { placeField } from './places.js';

/** Goes to the desk of a site, `page` being one of its pages. */
const lead = (action, page = '') => attempt('open', async () => location.assign((await action()).address + page));

function begin(heading, text, page) {
  const home = placeField({ id: newId('home'), label: say('siteHome'), changed: () => {} });
  const input = element('input', { id: newId('title'), placeholder: say('siteTitleExample'), autocomplete: 'off' });
  const create = () => {
    home.settle();
    return lead(() => ask('new', { title: input.value, home: home.input.value }), page);
  };
  input.addEventListener('keydown', (event) => event.key === 'Enter' && !event.isComposing && create());
  return element(
    'section', { class: 'part' },
    element('h2', {}, heading), element('p', {}, text),
    element('label', { for: input.id }, say('siteTitle')),
    input,
    element('label', { for: home.input.id }, say('siteHome')),
    element('p', { class: 'hint' }, say('siteHomeHint')),
    element('div', { class: 'row' }, home.element, button(say('begin'), create, { class: 'main' })),
  );
}

function existing(sites) {
  const input = element('input', { id: newId('folder'), spellcheck: false, placeholder: say('folderExample') });
  const open = () => lead(() => ask('open', { folder: input.value }));
  input.addEventListener('keydown', (event) => event.key === 'Enter' && open());
  return element(
    'section', { class: 'part' },
    element('h2', {}, say('openSite')),
    sites.length ? element('ul', { class: 'sites' }, sites.map((folder, at) => element('li', {}, button(folder, () => lead(() => ask('open', { at })))))) : element('p', {}, say('noSites')),
    element('label', { for: input.id }, say('openFolder')),
    element('div', { class: 'row' }, input, button(say('open'), open)),
  );
}

/** The site that was opened last: one button, which Enter presses. */
function last(folder) {
  const open = button(say('openLast'), () => lead(() => ask('open', { at: 0 })), { class: 'main', id: 'last' });
  return element('section', { class: 'part' }, element('h2', {}, say('lastSite')), element('div', { class: 'row' }, element('code', {}, folder), open));
}

await loadWords();
await attempt('read', async () => {
  const { sites, has_last: hasLast, parent } = await ask('sites');
  document.getElementById('desk').replaceChildren(
    element('header', { class: 'top' }, element('span', { class: 'name' }, element('strong', {}, 'Lan Tỏa')), element('span', { class: 'root' }), button(say('stop'), stop, { class: 'plain' })),
    element(
      'main', { class: 'start' },
      element('h1', {}, say('welcome')),
      element('p', {}, say('welcomeText')),
      hasLast ? last(sites[0]) : null,
      begin(say('newSite'), say('newSiteText', { parent }), ''),
      existing(sites),
      begin(say('fromList'), say('fromListText'), '#/nhap'),
    ),
  );
  document.getElementById('last')?.focus();
});
