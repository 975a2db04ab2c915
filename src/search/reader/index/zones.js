/**
 * The zones of a document, by what a word in them says about it: once in the text (0), several times in the text (1), in the
 * summary (2), only inside the name of its place (3), in its organisation, tags or campaigns (4), in the title (5). A word
 * counts for the best zone that contains it. src/search/index/postings.rs writes them.
 */

export const SUMMARY = 2;
export const META = 4;
export const TITLE = 5;
