// Pictures of a page of each kind as readers see it: `npm run screenshots [-- FOLDER [INTO [PAGE…]]]`. Only pages that begin with a
// PAGE, if any is named. `INTO` (`screenshots/` beside this file if it is not named) then holds an index.html with all of them.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { browse, chosen, serve } from "./site.js";

const into = resolve(process.argv[3] ?? fileURLToPath(new URL("screenshots", import.meta.url)));
const wanted = process.argv.slice(4);

/** The fonts of telephones: Android's own, and the one that many makers put in its place. */
const ROBOTO = { "--sans": "Roboto", "--serif": "Noto Serif" };
const NOTO = { "--sans": "Noto Sans", "--serif": "Noto Serif" };
const view = (width, feature, value, fonts, textSize = "100%") => ({ width, features: [{ name: feature, value }], fonts, textSize });

const VIEWS = {
  "360-light-roboto": view(360, "prefers-color-scheme", "light", ROBOTO),
  "360-light-noto": view(360, "prefers-color-scheme", "light", NOTO),
  "360-dark-noto": view(360, "prefers-color-scheme", "dark", NOTO),
  "360-forced": view(360, "forced-colors", "active", ROBOTO),
  "360-text-200-roboto": view(360, "prefers-color-scheme", "light", ROBOTO, "200%"),
  "360-text-200-noto": view(360, "prefers-color-scheme", "light", NOTO, "200%"),
  "768-light": view(768, "prefers-color-scheme", "light", ROBOTO),
  "768-dark": view(768, "prefers-color-scheme", "dark", ROBOTO),
  "1280-light": view(1280, "prefers-color-scheme", "light", {}),
  "1280-dark": view(1280, "prefers-color-scheme", "dark", {}),
  "1280-forced": view(1280, "forced-colors", "active", {}),
};

/** Pictures that are loaded only when they are near are loaded, and nothing moves any more. */
async function settle(page) {
  await page.evaluate(async () => {
    document.querySelectorAll("img[loading=lazy]").forEach((picture) => (picture.loading = "eager"));
    await Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})));
    await document.fonts.ready;
  });
}

const address = await serve();
const browser = await browse();
const page = await browser.newPage();
await page.setBypassCSP(true);
const session = await page.createCDPSession();
rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });

const all = chosen(wanted);
const rows = [];
for (const [at, kind] of all.entries()) {
  console.error(`${at + 1}/${all.length} ${kind}`);
  const name = kind.replace(/\.html/, "").replace(/[^a-z0-9-]+/g, "_").slice(0, 80);
  const taken = [];
  for (const [label, { width, features, fonts, textSize }] of Object.entries(VIEWS)) {
    await session.send("Emulation.setEmulatedMedia", { features });
    await page.setViewport({ width, height: 800 });
    await page.goto("about:blank");
    await page.goto(address + kind, { waitUntil: "networkidle0" });
    await page.evaluate(
      (fonts, textSize) => {
        const root = document.documentElement.style;
        root.fontSize = textSize;
        Object.entries(fonts).forEach(([name, font]) => root.setProperty(name, font));
      },
      fonts,
      textSize,
    );
    await settle(page);
    const file = `${name}.${label}.png`;
    await page.screenshot({ path: join(into, file), fullPage: true });
    taken.push(`<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${label}</figcaption></figure>`);
  }
  await page.pdf({ path: join(into, `${name}.pdf`), preferCSSPageSize: true, format: "A4" });
  rows.push(`<h2>${kind} · <a href="${name}.pdf">A4</a></h2><div>${taken.join("")}</div>`);
}
await browser.close();
const style =
  "div{display:flex;gap:1em;overflow-x:auto}figure{margin:0}img{height:30em;width:auto;max-width:none;object-fit:cover;object-position:top;border:1px solid}";
writeFileSync(
  join(into, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>${rows.join("\n")}\n`,
);
console.log(`${all.length} pages, ${Object.keys(VIEWS).length} pictures and a PDF each: ${join(into, "index.html")}`);
