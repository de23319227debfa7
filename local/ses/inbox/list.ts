import type { StoredMail } from "@/local/ses/mail-index";
import { html, type Html } from "./html";
import { hrefOf, type Place } from "./place";
import { shortTime } from "./times";
import type { Language, Words } from "./words";

export type ListState = { mails: StoredMail[]; hasMore: boolean; total: number };

/** The left column: newest first, fifty a page. Also served alone, to refresh itself. */
export function mailList(
  state: ListState,
  place: Place,
  { words, language }: { words: Words; language: Language },
): Html {
  if (state.mails.length === 0) return nothing(state, place, words);
  return html`<p class="count">${words.count(state.total)}</p>
    <ol class="mails">
      ${state.mails.map((mail) => row(mail, place, { words, language }))}
    </ol>
    ${pager(state, place, words)}`;
}

function row(
  mail: StoredMail,
  place: Place,
  { words, language }: { words: Words; language: Language },
): Html {
  const isOpen = mail.messageId === place.id;
  return html`<li>
    <a
      href="${hrefOf({ ...place, id: mail.messageId })}"
      ${isOpen ? { html: 'aria-current="true"' } : ""}
    >
      <span class="who">${mail.to}</span>
      <time datetime="${new Date(mail.at).toISOString()}">${shortTime(mail.at, language)}</time>
      <span class="what">${mail.subject === "" ? words.noSubject : mail.subject}</span>
      ${outcomeBadge(mail, words)}
    </a>
  </li>`;
}

export function outcomeBadge(mail: Pick<StoredMail, "outcome">, words: Words): Html {
  if (mail.outcome === "delivered") return html``;
  const tone =
    mail.outcome === "delayed" || mail.outcome === "auto_replied" || mail.outcome === "soft_bounced"
      ? "warn"
      : "bad";
  return html`<span class="badge ${tone}">${words.outcome[mail.outcome]}</span>`;
}

function pager({ mails, hasMore }: ListState, place: Place, words: Words): Html {
  const last = mails.at(-1);
  if (place.before === undefined && !hasMore) return html``;
  return html`<nav class="pager" aria-label="${words.pages}">
    ${place.before === undefined ? html`<span></span>` : html`<a href="${hrefOf({ ...place, id: undefined, before: undefined })}">← ${words.newest}</a>`}
    ${hasMore && last ? html`<a href="${hrefOf({ ...place, id: undefined, before: last.messageId })}">${words.older} →</a>` : ""}
  </nav>`;
}

function nothing(state: ListState, place: Place, words: Words): Html {
  return place.search === "" || state.total === 0
    ? html`<div class="nothing">
        <h2>${words.emptyTitle}</h2>
        <p>${words.emptyBody}</p>
      </div>`
    : html`<div class="nothing">
        <h2>${words.noMatchTitle}</h2>
        <p>${words.noMatchBody(place.search)}</p>
        <p>
          <a href="${hrefOf({ ...place, search: "", before: undefined })}">${words.clearSearch}</a>
        </p>
      </div>`;
}
