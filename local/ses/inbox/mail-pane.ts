import type { MailView } from "@/local/ses/mail-view";
import type { StoredMail } from "@/local/ses/mail-index";
import { decodeWords } from "@/local/ses/mime-build";
import { html, type Html } from "./html";
import { outcomeBadge } from "./list";
import { hrefOf, views, widths, type Place, type View } from "./place";
import { fullTime } from "./times";
import type { Language, Words } from "./words";

type Context = { words: Words; language: Language; place: Place };

const shownSourceBytes = 200_000;

/** The right column: one mail, four ways to look at it. */
export function mailPane(stored: StoredMail, mail: MailView, context: Context): Html {
  const { words, place } = context;
  return html`<article class="mail" aria-labelledby="subject">
    <a class="back" href="${hrefOf({ ...place, id: undefined })}">← ${words.back}</a>
    <header>
      <h2 id="subject">
        ${mail.subject === "" ? words.noSubject : mail.subject} ${outcomeBadge(stored, words)}
      </h2>
      ${facts(stored, mail, context)}
    </header>
    <div class="bar">
      <nav class="tabs" aria-label="${words.view}">${views.map((view) => tab(view, context))}</nav>
      ${place.view === "html" && mail.html !== null ? widthSwitch(context) : ""}
      ${place.view === "source" ? html`<a class="quiet" href="/inbox/${mail.id}/source.eml" download>${words.download}</a>` : ""}
    </div>
    ${bodies[place.view](mail, context)}
  </article>`;
}

function facts(stored: StoredMail, mail: MailView, { words, language }: Context): Html {
  const replyTo = mail.headers.find(({ name }) => name.toLowerCase() === "reply-to")?.value;
  const to = mail.headers.find(({ name }) => name.toLowerCase() === "to")?.value ?? mail.to;
  const tags = Object.entries(mail.tags);
  return html`<dl class="facts">
    ${fact(words.from, decodeWords(mail.from))} ${fact(words.to, decodeWords(to))}
    ${replyTo === undefined ? "" : fact(words.replyTo, decodeWords(replyTo))}
    ${fact(words.time, fullTime(stored.at, language))}
    ${
      tags.length === 0
        ? ""
        : html`<div>
            <dt>${words.tags}</dt>
            <dd class="tags">
              ${tags.map(([name, value]) => html`<code>${name}=${value}</code> `)}
            </dd>
          </div>`
    }
    ${mail.attachments.length === 0 ? "" : fact(words.attachments, mail.attachments.map(({ name, bytes }) => `${name} (${Math.ceil(bytes / 1024)} KB)`).join(", "))}
  </dl>`;
}

function fact(label: string, value: string): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function tab(view: View, { words, place }: Context): Html {
  const isOpen = view === place.view;
  return html`<a
    href="${hrefOf({ ...place, view })}"
    ${isOpen ? { html: 'aria-current="page"' } : ""}
    >${words[view]}</a
  >`;
}

function widthSwitch({ words, place }: Context): Html {
  const labels = { phone: "375", desktop: "600", full: "↔" };
  return html`<nav class="widths" aria-label="${words.width}">
    ${widths.map((width) => {
      const isOpen = width === place.width;
      return html`<a
        href="${hrefOf({ ...place, width })}"
        title="${words[width]}"
        aria-label="${words[width]}"
        ${isOpen ? { html: 'aria-current="true"' } : ""}
        >${labels[width]}</a
      >`;
    })}
  </nav>`;
}

const bodies: Record<View, (mail: MailView, context: Context) => Html> = {
  html: (mail, { words, place }) =>
    mail.html === null
      ? html`<p class="lack">${words.noHtml}</p>`
      : html`<div class="stage">
          <iframe
            class="${place.width}"
            title="${words.mailFrame}"
            src="/inbox/${mail.id}/html"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            referrerpolicy="no-referrer"
          ></iframe>
        </div>`,
  text: (mail, { words }) =>
    mail.text === null
      ? html`<p class="lack">${words.noText}</p>`
      : html`<pre class="text" tabindex="0">${mail.text}</pre>`,
  headers: (mail, { words }) =>
    html`<div class="scroll" tabindex="0">
      <table class="headers">
        <thead>
          <tr>
            <th scope="col">${words.name}</th>
            <th scope="col">${words.value}</th>
          </tr>
        </thead>
        <tbody>
          ${mail.headers.map(
            ({ name, value }) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  source: (mail, { words }) => {
    const source = mail.source();
    const isCut = source.length > shownSourceBytes;
    return html`${isCut ? html`<p class="lack">${words.sourceCut}</p>` : ""}
      <pre class="source" tabindex="0">${source.toString("utf8", 0, shownSourceBytes)}</pre>`;
  },
};
