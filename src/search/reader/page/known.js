/**
 * What a reader can ask this site for: its matters and its places, by name.
 */

import { distance, fold, syllables } from '../letters.js';
import { Bits } from '../index/bits.js';
import { about, isLarge, store } from '../index/store.js';
import { names } from '../index/places.js';
import { table } from '../index/table.js';

/** The folded syllables of a text, joined by spaces. */
export const plainOf = (text) => syllables(fold(text)).map(({ raw }) => raw).join(' ');

/** Without the type of a unit before it. */
const bareOf = (plain) => plain.replace(RegExp(`^(${about.ranks.join('|')}) (?=.* |\\D)`), '');

/** How many provinces of one name are told. */
const MOST_PROVINCES = 2;

let all;
/** By group, what can be asked for: {label, beside, plain}. `beside` says in which province a commune lies. */
export function known() {
  // The places may still be on their way.
  if (all?.store !== store || !all.places.length) all = { store, matters: mattersOf(), places: isLarge ? placesByName() : placesOfFilters() };
  return all;
}

const mattersOf = () => store.matters.map(([label]) => ({ label, plain: plainOf(label) }));

const place = (label, beside) => ({ label, beside, plain: bareOf(plainOf(label)) });

/** The places of a site whose filters are all loaded. */
function placesOfFilters() {
  const provinces = store.provinces ?? [];
  const within = provinces.length ? (store.u0 ?? []) : [];
  const label = (one) => (Array.isArray(one) ? one[1] : one);
  const districts = within.flatMap(([, , districts]) => districts.map(([, name]) => /^(.*) \((.*)\)$/.exec(name) ?? [, name, '']));
  return [
    ...provinces.map(([, name]) => place(name)),
    ...within.flatMap(([at, communes]) => communes.map((one) => place(label(one), provinces[at][1]))),
    ...districts.map(([, name, province]) => place(name, province)),
  ];
}

/**
 * The places of a large site: names without their types, which come with the table of words, and the provinces in which they lie, those
 * with most models first (`pack_provinces` in src/search/index/places.rs).
 */
function placesByName() {
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const bits = new Bits(store.within);
  const width = bits.eliasGamma() - 1;
  // Part 0 is that of places without models.
  const present = names().filter(({ parts }) => parts[0]);
  const all = present.map(({ words }) => {
    const label = words.map((word) => capital(table.words[word])).join(' ');
    const count = bits.eliasGamma() - 1;
    const provinces = Array.from({ length: Math.min(count, MOST_PROVINCES) }, () => store.provinceNames[bits.many(width)]);
    const others = count > MOST_PROVINCES ? ', …' : '';
    return place(label, label === provinces[0] ? '' : provinces.join(', ') + others);
  });
  // Years are names too.
  return all.filter(({ label }) => !/^\d/.test(label));
}

/** The places that a question names, the longest names first; if none, those whose names differ in one letter. */
export function placesIn(question) {
  const plain = ` ${plainOf(question)} `;
  const exact = known().places.filter((one) => plain.includes(` ${one.plain} `));
  if (exact.length) return exact.sort((a, b) => b.plain.length - a.plain.length);
  const words = plain.trim().split(' ');
  return known().places.filter((one) => {
    const length = one.plain.split(' ').length;
    return one.plain.length > 4 && words.some((_, at) => distance(words.slice(at, at + length).join(' '), one.plain) === 1);
  });
}

/** The matters that share most with a question, the nearest first. */
export function mattersNear(question) {
  const words = new Set(plainOf(question).split(' '));
  const near = known().matters.map((one) => {
    const own = one.plain.split(' ');
    return { ...one, share: own.filter((word) => word.length > 1 && words.has(word)).length / own.length };
  });
  return near.filter(({ share }) => share > 0.5).sort((a, b) => b.share - a.share);
}
