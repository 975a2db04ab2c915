// Lan Tỏa's search as a module: import { search } from './search.js'
window.lantoa ??= {};
lantoa.folder ??= new URL('.', import.meta.url).href;
await import('./start.js');
export const search = lantoa.search;
export default search;
