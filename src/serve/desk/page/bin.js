// What was taken out of the bin.

import { notify, say } from './dom.js';

/** Goes to a file that is back, and tells what has become of its entry in the menu. */
export function restored({ id, menu, menu_left: menuLeft, was_in_menu: wasInMenu }, go) {
  go(id);
  if (menuLeft) notify('menu', menuLeft, 'error');
  else if (wasInMenu && menu) notify('menu', say('restoredMenu', { label: menu }));
}
