// Reloads an open page when its content has changed, shows the findings in a panel over it, and leads to the desk. `lantoa serve` adds this
// script to pages; a built site does not have it.
(() => {
  "use strict";
  const own = document.currentScript;
  const page = own.dataset.page;
  const site = new URL("..", own.src);
  // Where the scroll position is kept over a reload.
  const scrollKey = "lantoa:" + location.pathname;

  const kept = sessionStorage.getItem(scrollKey);
  if (kept !== null) {
    sessionStorage.removeItem(scrollKey);
    addEventListener("load", () => scrollTo(0, Number(kept)));
  }

  async function update(event) {
    const findings = await (await fetch(new URL(".lantoa/findings.json", site))).json();
    if (findings) show(findings);
    swapStyle(event.style);
    await reloadIfChanged();
  }

  function swapStyle(address) {
    const old = [...document.querySelectorAll("link[rel=stylesheet]")].find((link) => /\/assets\/h\/style\.[0-9a-f]+\.css$/.test(link.href));
    const wanted = new URL(address, site).href;
    if (!old || old.href === wanted) return;
    const fresh = old.cloneNode();
    fresh.href = wanted;
    fresh.addEventListener("load", () => old.remove());
    old.after(fresh);
  }

  // The ETag does not depend on the style sheet's name: a page that differs in nothing else is not reloaded.
  async function reloadIfChanged() {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.headers.get("ETag") === `"${page}"`) return;
    sessionStorage.setItem(scrollKey, String(scrollY));
    location.reload();
  }

  // The panel. Texts of findings are set as text only, never as HTML.
  const host = document.createElement("lantoa-findings");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; }
    @media print { :host { display: none; } }
    button, .panel { border: 0; background: #fffdf7; color: inherit; font: inherit; box-shadow: 0 0 16px #0006; }
    button { float: right; margin: 0 1rem 1rem; padding: .4rem 1rem; border-radius: 2rem; cursor: pointer; min-height: 44px; }
    .bad { background: #a1260d; color: #fff; }
    .panel { clear: both; max-height: 55vh; overflow: auto; padding: 1rem max(1rem, calc(50vw - 26rem)); border-top: 4px solid #a1260d; }
    article { margin: 0 0 1.25rem; }
    h2 { margin: 0; font-size: 1rem; }
    p { margin: .15rem 0; }
    pre { margin: .3rem 0; padding: .4rem .6rem; background: #f1ecdf; overflow: auto; white-space: pre-wrap; font: 15px/1.5 ui-monospace, monospace; }
    mark { background: #ffd2c7; color: inherit; border-bottom: 2px solid #a1260d; }
    .warning h2::before { content: "⚠ "; } .error h2::before { content: "✗ "; } .info h2::before { content: "ℹ "; }
    a { color: #0b5c3b; }
    code { font: 14px ui-monospace, monospace; }`);
  root.adoptedStyleSheets = [sheet];
  let latest = null;
  let isOpen = false;

  function element(name, text, className) {
    const created = document.createElement(name);
    if (text) created.textContent = text;
    if (className) created.className = className;
    return created;
  }

  function show(findings) {
    const hadErrors = latest && latest.errors > 0;
    latest = findings;
    // The first error opens the panel, but on a phone, where it would hide half of the page; when no error is left it closes.
    if (findings.errors > 0 && !hadErrors) isOpen = matchMedia("(min-width: 40rem)").matches;
    if (findings.errors === 0 && hadErrors) isOpen = false;
    draw();
  }

  function draw() {
    const words = latest.words;
    root.replaceChildren();
    const counts = ["errors", "warnings", "infos"].filter((kind) => latest[kind] > 0).map((kind) => `${latest[kind]} ${words[kind]}`);
    if (counts.length === 0) return host.remove();
    if (!host.isConnected) document.documentElement.append(host);
    const button = element("button", isOpen ? words.hide : counts.join(" · "), latest.errors ? "bad" : "");
    button.setAttribute("aria-expanded", String(isOpen));
    button.addEventListener("click", () => { isOpen = !isOpen; draw(); });
    root.append(button);
    if (!isOpen) return;
    const panel = element("section", "", "panel");
    panel.append(element("p", counts.join(" · ")));
    for (const finding of latest.findings) panel.append(card(finding, words));
    const rest = latest.errors + latest.warnings + latest.infos - latest.findings.length;
    if (rest > 0) panel.append(element("p", `… ${rest} ${words.more}`));
    root.append(panel);
  }

  function card(finding, words) {
    const article = element("article", "", finding.severity);
    article.append(element("h2", finding.message));
    const where = finding.line ? `${finding.file}:${finding.line}` : finding.file;
    const line = element("p");
    if (finding.open) {
      const link = element("a", where);
      link.href = finding.open;
      link.title = words.open;
      line.append(link);
    } else line.append(element("span", where));
    line.append(" ", element("code", finding.code));
    article.append(line);
    if (finding.text) article.append(excerpt(finding));
    if (finding.help) article.append(element("p", `${words.help}: ${finding.help}`));
    return article;
  }

  function excerpt(finding) {
    const letters = [...finding.text];
    const from = finding.column - 1;
    const to = finding.end_column ? Math.max(finding.end_column - 1, from + 1) : letters.length;
    const line = element("pre", letters.slice(0, from).join(""));
    line.append(element("mark", letters.slice(from, to).join("")), letters.slice(to).join(""));
    return line;
  }

  // The link to the desk; from the page of a model to its form.
  if (own.dataset.desk) {
    const holder = document.createElement("lantoa-desk");
    const inside = holder.attachShadow({ mode: "open" });
    const look = new CSSStyleSheet();
    look.replaceSync(`
      :host { position: fixed; inset: auto auto 1rem 1rem; z-index: 2147483646; font: 16px/1.5 system-ui, sans-serif; }
      @media print { :host { display: none; } }
      a { display: inline-block; padding: .4rem 1rem; border-radius: 2rem; background: #1b5745; color: #fffdf8; text-decoration: none; box-shadow: 0 0 12px #0006; }
      a:focus-visible { outline: 3px solid #b45309; outline-offset: 2px; }`);
    inside.adoptedStyleSheets = [look];
    const model = /\/mo-hinh\/([^/]+)\.html$/.exec(location.pathname);
    const link = element("a", `✎ ${own.dataset.desk}`);
    link.href = new URL(`.lantoa/desk/${model ? `#/mo-hinh/${model[1]}` : ""}`, site);
    inside.append(link);
    document.documentElement.append(holder);
  }

  // A hidden page closes its connection: browsers open at most six to one server.
  let events = null;
  function listen() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource(new URL(".lantoa/events", site));
      events.onmessage = (event) => update(JSON.parse(event.data)).catch(() => {});
    }
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { if (events) events.close(); events = null; });
  addEventListener("pageshow", listen);
  listen();
})();
