// Reloads an open page when its files change, and shows findings over it. Served by `lantoa serve` only.
(() => {
  "use strict";
  const own = document.currentScript;
  const page = own.dataset.page;
  const site = new URL("..", own.src);
  const words = {
    vi: { errors: "lỗi", warnings: "cảnh báo", infos: "lưu ý", open: "Mở trong trình soạn thảo", help: "Cách sửa", hide: "Thu gọn", lost: "Mất liên lạc với lantoa serve", more: "mục nữa" },
    en: { errors: "errors", warnings: "warnings", infos: "notes", open: "Open in the editor", help: "Help", hide: "Hide", lost: "lantoa serve has gone", more: "more" },
  };
  const place = "lantoa:" + location.pathname;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", () => scrollTo(0, Number(kept)));
  }

  async function heard(news) {
    const findings = await (await fetch(new URL(".lantoa/findings.json", site))).json();
    if (findings) show(findings);
    restyle(news.style);
    await refresh();
  }

  function restyle(address) {
    const old = [...document.querySelectorAll("link[rel=stylesheet]")].find((link) => /\/assets\/style\.[0-9a-f]+\.css$/.test(link.href));
    const wanted = new URL(address, site).href;
    if (!old || old.href === wanted) return;
    const fresh = old.cloneNode();
    fresh.href = wanted;
    fresh.addEventListener("load", () => old.remove());
    old.after(fresh);
  }

  // The page's ETag leaves out the style sheet's name, so a change of style alone does not reload the page.
  async function refresh() {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.headers.get("ETag") === `"${page}"`) return;
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  }

  // Findings. They quote what editors wrote, so they are set as text, never as HTML.
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
  let wished = null;

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  function show(findings) {
    const hadErrors = latest && latest.errors > 0;
    latest = findings;
    // Errors open the panel by themselves; when they are mended it closes again.
    if (findings.errors > 0 && !hadErrors) wished = true;
    if (findings.errors === 0 && hadErrors) wished = false;
    draw();
  }

  function draw() {
    const say = words[latest.language] || words.vi;
    root.replaceChildren();
    const counts = ["errors", "warnings", "infos"].filter((kind) => latest[kind] > 0).map((kind) => `${latest[kind]} ${say[kind]}`);
    if (counts.length === 0) return host.remove();
    if (!host.isConnected) document.documentElement.append(host);
    const button = element("button", wished ? say.hide : counts.join(" · "), latest.errors ? "bad" : "");
    button.setAttribute("aria-expanded", String(Boolean(wished)));
    button.addEventListener("click", () => { wished = !wished; draw(); });
    root.append(button);
    if (!wished) return;
    const panel = element("section", "", "panel");
    panel.append(element("p", counts.join(" · ")));
    for (const finding of latest.findings) panel.append(card(finding, say));
    const rest = latest.errors + latest.warnings + latest.infos - latest.findings.length;
    if (rest > 0) panel.append(element("p", `… ${rest} ${say.more}`));
    root.append(panel);
  }

  function card(finding, say) {
    const made = element("article", "", finding.severity);
    made.append(element("h2", finding.message));
    const where = finding.line ? `${finding.file}:${finding.line}` : finding.file;
    const line = element("p");
    if (finding.open) {
      const link = element("a", where);
      link.href = finding.open;
      link.title = say.open;
      line.append(link);
    } else line.append(element("span", where));
    line.append(" ", element("code", finding.code));
    made.append(line);
    if (finding.text) made.append(excerpt(finding));
    if (finding.help) made.append(element("p", `${say.help}: ${finding.help}`));
    return made;
  }

  function excerpt(finding) {
    const letters = [...finding.text];
    const from = finding.column - 1;
    const to = finding.end_column ? Math.max(finding.end_column - 1, from + 1) : letters.length;
    const line = element("pre", letters.slice(0, from).join(""));
    line.append(element("mark", letters.slice(from, to).join("")), letters.slice(to).join(""));
    return line;
  }

  // A hidden page closes its connection, because browsers open at most six to one server.
  let events = null;
  function listen() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource(new URL(".lantoa/events", site));
      events.onmessage = (event) => heard(JSON.parse(event.data)).catch(() => {});
    }
  }
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { if (events) events.close(); events = null; });
  addEventListener("pageshow", listen);
  listen();
})();
