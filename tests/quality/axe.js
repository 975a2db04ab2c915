// axe with its rules of best practice on a page of each kind, in each look and at two widths: `npm run axe [-- FOLDER]`.
// Nothing may be found. What the page shows only after a press is opened first: all `details`, and the place to choose.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { browse, kinds, serve } from "./site.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = {
  light: [{ name: "prefers-color-scheme", value: "light" }],
  dark: [{ name: "prefers-color-scheme", value: "dark" }],
  "forced colours": [{ name: "forced-colors", value: "active" }],
};

const address = await serve();
const browser = await browse();
const page = await browser.newPage();
await page.setBypassCSP(true);
const session = await page.createCDPSession();
let runs = 0;
let found = 0;

const all = kinds();
for (const [at, kind] of all.entries()) {
  // How far it is, for who waits: some five seconds a page.
  console.error(`${at + 1}/${all.length} ${kind}`);
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 });
    await page.goto("about:blank");
    await page.goto(address + kind, { waitUntil: "networkidle0" });
    await page.evaluate(AXE);
    for (const isOpen of [false, true]) {
      await page.evaluate((isOpen) => {
        document.querySelectorAll("details").forEach((details) => (details.open = isOpen));
        if (isOpen) {
          document.querySelector('[data-do="choose"]')?.click();
        }
      }, isOpen);
      for (const [look, features] of Object.entries(LOOKS)) {
        await session.send("Emulation.setEmulatedMedia", { features });
        const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        runs += 1;
        for (const { id, help, nodes } of violations) {
          found += 1;
          console.log(`${kind} · ${width} · ${look}${isOpen ? " · opened" : ""} · ${id}: ${help}`);
          nodes.slice(0, 3).forEach((node) => console.log(`    ${node.html.slice(0, 160)}`));
        }
      }
    }
  }
}
await browser.close();
console.log(`${runs} runs: ${found} findings`);
process.exitCode = found === 0 ? 0 : 1;
