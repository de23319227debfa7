import { html, type Html } from "./html";
import { hrefOf, type Place } from "./place";
import type { Language, Words } from "./words";

export type Shell = { words: Words; language: Language; place: Place; total: number };

/** The frame around list and mail. */
export function inboxPage(
  { words, language, place, total }: Shell,
  parts: { list: Html; pane: Html; title: string },
): string {
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${parts.title}</title>
        <link
          rel="icon"
          href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect x='1' y='3' width='14' height='10' rx='2' fill='%232f4a8a'/%3E%3Cpath d='M2 5l6 4 6-4' fill='none' stroke='white' stroke-width='1.3'/%3E%3C/svg%3E"
        />
        <link rel="stylesheet" href="/inbox.css" />
        <script src="/inbox.js" defer></script>
      </head>
      <body class="${place.id === undefined ? "listing" : "reading"}">
        <header class="top">
          <h1><a href="/">${words.title}</a></h1>
          <p class="promise">${words.promise}</p>
          ${searchForm(place, words)} ${total === 0 ? "" : emptyForm(total, words)}
        </header>
        <main>
          <section
            class="list"
            id="list"
            aria-label="${words.list}"
            ${place.before === undefined ? { html: "data-live" } : ""}
          >
            ${parts.list}
          </section>
          <section class="pane">${parts.pane}</section>
        </main>
      </body>
    </html>`;
  return document.html;
}

function searchForm(place: Place, words: Words): Html {
  return html`<form class="search" role="search" action="/" method="get">
    <label for="q">${words.search}</label>
    <input
      id="q"
      name="q"
      type="search"
      value="${place.search}"
      placeholder="${words.searchHint}"
      autocomplete="off"
      spellcheck="false"
    />
    ${place.search === "" ? "" : html`<a class="clear" href="${hrefOf({ ...place, search: "", before: undefined, id: undefined })}" aria-label="${words.clearSearch}" title="${words.clearSearch}">×</a>`}
  </form>`;
}

function emptyForm(total: number, words: Words): Html {
  return html`<details class="empty">
    <summary>${words.empty}</summary>
    <form action="/inbox/empty" method="post">
      <p>${words.emptyAsk(total)}</p>
      <button>${words.emptyDo}</button>
    </form>
  </details>`;
}

export function note(title: string, body: string): Html {
  return html`<div class="nothing">
    <h2>${title}</h2>
    <p>${body}</p>
  </div>`;
}
