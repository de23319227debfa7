/** All the JavaScript of the inbox: the list refreshes itself, and "/" goes to the search. */
export const script = `"use strict";
const list = document.getElementById("list");
let shown = "";
async function refresh() {
  if (document.hidden) return;
  const url = new URL(location.href);
  url.searchParams.set("part", "list");
  const answer = await fetch(url, { headers: { accept: "text/html" } }).catch(() => undefined);
  if (!answer || !answer.ok) return;
  const text = await answer.text();
  if (shown !== "" && text !== shown) {
    const focused = document.activeElement?.closest("#list a")?.getAttribute("href");
    list.innerHTML = text;
    if (focused) list.querySelector('a[href="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
  }
  shown = text;
}
if (list && "live" in list.dataset) {
  refresh();
  setInterval(refresh, 2000);
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input")) return;
  event.preventDefault();
  document.getElementById("q").focus();
});
`;
