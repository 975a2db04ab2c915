// Lighthouse for phones, on a host without compression: `npm run lighthouse [-- FOLDER [scores] [PAGE…]]`. With `scores`, only
// those are taken that do not depend on what else the machine does: of accessibility, best practices and search engines. A PAGE
// is the beginning of a path: `so-sanh`.
//
// Scores are those of Lighthouse's own settings. How fast a page is, is measured under real throttling: Slow 4G of 150 ms
// and 1.6 Mbit/s, a processor at a quarter of its speed. It is the median of three runs, because a machine that others use
// is slow at times. Last comes Lighthouse's own measure of this machine's processor, of which it is a quarter.

import lighthouse from "lighthouse";
import { browse, chosen, serve } from "./site.js";

const RUNS = 3;
const LIMITS = { lcp: 1100, blocked: 0, cls: 0.01 };
const SLOW_4G = {
  requestLatencyMs: 150,
  downloadThroughputKbps: 1600,
  uploadThroughputKbps: 750,
  cpuSlowdownMultiplier: 4,
};
const asked = process.argv.slice(3);
const isTimed = !asked.includes("scores");
const only = asked.filter((word) => word !== "scores");
const CATEGORIES = [...(isTimed ? ["performance"] : []), "accessibility", "best-practices", "seo"];
// Not to be found by search engines, on purpose.
const UNLISTED = ["so-sanh.html", "tim-kiem.html"];

const USUAL = /^(index|mo-hinh|dia-phuong|thong-ke|so-sanh|tim-kiem|gui-mo-hinh)\.html|^(mo-hinh|linh-vuc|dia-phuong)\//;
const paths = chosen(only).filter((path) => only.length > 0 || USUAL.test(path));
const address = await serve();
const speeds = [];
let isFine = true;

/** One run of Lighthouse in a browser of its own. */
async function run(path, flags) {
  const browser = await browse();
  try {
    const page = await browser.newPage();
    const { lhr } = await lighthouse(address + path, { logLevel: "error", ...flags }, undefined, page);
    return lhr;
  } finally {
    await browser.close();
  }
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** How fast and how still a page is: whether that is good, and in words. */
async function time(path) {
  const measured = [];
  for (let at = 0; at < RUNS; at += 1) {
    const { audits } = await run(path, {
      onlyCategories: ["performance"],
      throttlingMethod: "devtools",
      throttling: SLOW_4G,
    });
    measured.push({
      lcp: audits["largest-contentful-paint"].numericValue,
      blocked: audits["total-blocking-time"].numericValue,
      cls: audits["cumulative-layout-shift"].numericValue,
    });
  }
  const { lcp, blocked, cls } = Object.fromEntries(
    Object.keys(LIMITS).map((name) => [name, median(measured.map((one) => one[name]))]),
  );
  const figures = `LCP ${Math.round(lcp)} ms · blocked ${Math.round(blocked)} ms · CLS ${cls.toFixed(3)} · `;
  return { isGood: lcp <= LIMITS.lcp && blocked <= LIMITS.blocked && cls <= LIMITS.cls, figures };
}

for (const path of paths) {
  const scored = await run(path, { onlyCategories: CATEGORIES });
  const scores = CATEGORIES.map((name) => Math.round(scored.categories[name].score * 100));
  const wanted = UNLISTED.includes(path.split(/[?#]/)[0]) ? scores.slice(0, -1) : scores;
  speeds.push(scored.environment.benchmarkIndex);
  const failed = Object.values(scored.audits).filter(
    (audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === "binary",
  );

  const timed = isTimed ? await time(path) : { isGood: true, figures: "" };
  const isGood = wanted.every((score) => score === 100) && timed.isGood;
  isFine &&= isGood;
  console.log(`${isGood ? "  " : "! "}${scores.join("/")} · ${timed.figures}${path}`);
  failed.forEach((audit) => console.log(`      ${audit.id}: ${audit.title}`));
}
console.log(`   processor: benchmark index ${Math.round(median(speeds))} (Lighthouse means its quarter for one of 1500 to 2000)`);
process.exitCode = isFine ? 0 : 1;
