// Buttons for sending and printing a model's page. They stay hidden without this script, which loads nothing itself.
(() => {
  const box = document.querySelector("[data-share]");
  if (!box) return;
  const url = box.dataset.share || location.href.split("#")[0];
  const isPublic = /^https?:/.test(url);
  const offer = (name, works, act) => {
    const button = box.querySelector(`[data-do="${name}"]`);
    if (!button || !works) return;
    button.parentNode.hidden = false;
    button.addEventListener("click", () => act(button));
  };
  const select = () => {
    const field = document.createElement("textarea");
    field.value = url;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  offer("share", isPublic && navigator.share, () => navigator.share({ title: document.title, url }).catch(() => {}));
  offer("copy", isPublic, async (button) => {
    // A page that came without TLS has no clipboard of its own.
    try { await navigator.clipboard.writeText(url); } catch { select(); button.focus(); }
    button.textContent = button.dataset.done;
    box.querySelector("[role=status]").textContent = button.dataset.done;
  });
  // Up to three models stand side by side; the list is kept in this browser only.
  offer("compare", true, (button) => {
    const { slug, page } = button.dataset;
    let slugs = [];
    // Anything may stand there: other versions and other sites of the host write to the same store.
    try { slugs = [JSON.parse(localStorage.getItem("lantoa.compare"))].flat(); } catch { /* only this one, then */ }
    slugs = [...slugs.filter((one) => typeof one === "string" && one !== slug), slug].slice(-3);
    try { localStorage.setItem("lantoa.compare", JSON.stringify(slugs)); } catch { /* the address tells it too */ }
    const address = new URLSearchParams(slugs.map((one, at) => ["abc"[at], one]));
    location.href = `${page}${location.protocol === "file:" ? "#" : "?"}${address}`;
  });
  offer("print", true, () => print());
  box.hidden = false;
})();
