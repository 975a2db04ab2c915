// What the three measurements share: a page of each kind, a plain host, a browser.

import { createServer } from "node:http";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const OUTPUT = fileURLToPath(new URL("../../output", import.meta.url));

/** The folder of the built site: the first argument, or `output/` of the repository. */
export const folder = resolve(process.argv[2] ?? OUTPUT);
if (!existsSync(join(folder, "index.html"))) {
  throw new Error(`${folder}: no built site here; run \`cargo run --release\` first`);
}

/** All HTML pages below a folder of the site, in order. */
export function pages(below = "") {
  const root = join(folder, below);
  if (!existsSync(root)) {
    return [];
  }
  return readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => join(below, name))
    .sort();
}

/** The heaviest page of those, which has the most that can be wrong. */
function heaviest(paths) {
  const size = (path) => statSync(join(folder, path)).size;
  return paths.reduce((best, path) => (size(path) > size(best) ? path : best));
}

/** Whether a page only leads to another one. */
const isRedirect = (path) => readFileSync(join(folder, path), "utf8").includes('http-equiv="refresh"');

const isModel = (path) => readFileSync(join(folder, path), "utf8").includes('<article class="model');

/** A page of each kind: all that stand alone, and the heaviest in each folder. */
export function kinds() {
  const models = pages("mo-hinh").filter(isModel);
  const compared = models.slice(0, 3).map((path, at) => `${"abc"[at]}=${basename(path, ".html")}`);
  const top = pages().filter((path) => !path.includes("/") && !isRedirect(path) && !["so-sanh.html", "tim-kiem.html"].includes(path));
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "mo-hinh")
    .map((entry) => pages(entry.name).filter((path) => !isRedirect(path)))
    .filter((below) => below.length > 0);
  const inFolders = folders.map(heaviest);
  const communes = pages("dia-phuong").filter((path) => path.split("/").length === 3);
  return [
    ...top,
    ...inFolders,
    ...(communes.length > 0 ? [heaviest(communes)] : []),
    "mo-hinh/2.html",
    heaviest(models),
    models[0],
    `so-sanh.html#${compared.join("&")}`,
    "so-sanh.html",
    "tim-kiem.html?q=rac+thai",
    "tim-kiem.html",
  ].filter((path, at, all) => all.indexOf(path) === at && existsSync(join(folder, path.split(/[?#]/)[0])));
}

/** Of the pages of each kind those that begin so; a page that is named whole is measured though it is none of them. All, if none is asked for. */
export function chosen(asked) {
  const whole = asked.filter((path) => path.endsWith(".html") && existsSync(join(folder, path)));
  const begun = kinds().filter((path) => asked.length === 0 || asked.some((start) => path.startsWith(start)));
  return [...new Set([...begun, ...whole])];
}

/** Chromium; `CHROMIUM` names another one. */
const chromium =
  process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".xml": "application/xml",
};

/** Serves the site as the plainest host does, without compression. Returns its address. */
export async function serve() {
  const server = createServer((request, answer) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      answer.writeHead(404).end();
      return;
    }
    answer.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": statSync(file).size,
    });
    createReadStream(file).pipe(answer);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  server.unref();
  return `http://127.0.0.1:${server.address().port}/`;
}

/** Starts Chromium. */
export function browse() {
  return puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"] });
}
