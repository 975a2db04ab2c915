// The Nu checker over all built pages: `npm run markup [-- FOLDER]`. Needs Java. Nothing may be found.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { folder, pages } from "./site.js";

// The checker reads files, and from disk `'self'` is no origin: it takes every script and style sheet for blocked. Whether
// pages work under their policy is tested in the browser.
const UNFOUNDED = ".*violates Content Security Policy.*";

const jar = `${createRequire(import.meta.url)("vnu-jar")}`;
const options = ["-Xss4m", "-jar", jar, "--skip-non-html", "--format", "text", "--filterpattern", UNFOUNDED];
const { stderr, error } = spawnSync("java", [...options, folder], { encoding: "utf8", maxBuffer: 1 << 28 });
if (error) {
  throw error;
}
// What is left beside the count of the run are errors and warnings.
const found = stderr.trim().replace(/^(Document checking completed\..*|There were errors\.|There were warnings\.)$/gm, "").trim();
console.log(found || `${pages().length} pages: 0 errors, 0 warnings`);
process.exitCode = found === "" ? 0 : 1;
