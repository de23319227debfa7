import { formatInstant, zoneName } from "@/lib/domain/date-format";
import { maskEmail } from "@/lib/domain/mask";
import { publicWords, type PublicWords } from "@/lib/i18n/public-words";
import type { PreferenceOutcome } from "./apply-preferences";
import { html, type Html } from "./html";
import type { MailOwner, PreferenceTopic } from "./mail-owner";
import { publicPage } from "./page";

/** A checkbox for each topic and one for all; nothing happens before a button is pressed. */
export function preferencePage(
  owner: MailOwner,
  { topics, isRefused }: { topics: PreferenceTopic[]; isRefused: boolean },
): Response {
  const t = publicWords(owner.locale);
  const own = topics.find((topic) => topic.id === owner.topicId && comes(topic));
  const isOff = isRefused || (topics.length > 0 && !topics.some(comes));
  return publicPage({
    locale: owner.locale,
    sender: owner.sender,
    title: t("preferences.title"),
    body: html`<h1>${t("preferences.title")}</h1>
      <p><span class="address">${maskEmail(owner.email)}</span></p>
      ${isOff ? html`<p>${t("preferences.allOff")}</p>` : undefined}
      ${own ? topicForm(own, t) : undefined}
      <form method="post" action="?lang=${owner.locale}">
        ${
          topics.length > 0
            ? html`<fieldset>
                <legend>${t("preferences.legend")}</legend>
                ${topics.map((topic) => topicBox(topic, t))}
              </fieldset>`
            : undefined
        }
        <label class="all">
          <input type="checkbox" name="all" value="1" />
          <span>${t("preferences.all")}<small>${t("preferences.allHint")}</small></span>
        </label>
        <div class="buttons">
          <button class="${own ? "second" : ""}" name="do" value="save">
            ${t("preferences.save")}
          </button>
        </div>
      </form>`,
    footer: html`${otherLanguage(owner, t)}`,
  });
}

function comes({ isOn, isByDefault }: PreferenceTopic): boolean {
  return isOn || isByDefault;
}

/** The one thing most people came for, in one press. */
function topicForm(topic: PreferenceTopic, t: PublicWords): Html {
  return html`<form method="post">
      <p>${t("preferences.topic", { topic: topic.name })}</p>
      <div class="buttons">
        <button name="do" value="topic">
          ${t("preferences.stopTopic", { topic: topic.name })}
        </button>
      </div>
    </form>
    <hr />`;
}

function topicBox(topic: PreferenceTopic, t: PublicWords): Html {
  return html`<label>
      <input
        type="checkbox"
        name="topic"
        value="${topic.id}"
        ${topic.isOn ? html`checked` : undefined}
      />
      <span
        >${topic.name}${topic.description ? html`<small>${topic.description}</small>` : undefined}${
          topic.isByDefault ? html`<small>${t("preferences.byDefault")}</small>` : undefined
        }</span
      > </label
    >${topic.isByDefault ? stopBox(topic, t) : undefined}`;
}

/** Who never answered has nothing to untick, and must be able to say no all the same. */
function stopBox({ id, name }: PreferenceTopic, t: PublicWords): Html {
  return html`<label>
    <input type="checkbox" name="stop" value="${id}" />
    <span>${t("preferences.stopNotices", { topic: name })}</span>
  </label>`;
}

/** What was done, in words, with the way back. */
export function outcomePage(
  owner: MailOwner,
  {
    topics,
    outcome,
    isUndo,
  }: { topics: PreferenceTopic[]; outcome: PreferenceOutcome; isUndo: boolean },
): Response {
  const t = publicWords(owner.locale);
  const title = t(`outcome.${headline(outcome, isUndo)}`);
  const names = (ids: number[]) =>
    topics.filter((topic) => ids.includes(topic.id)).map((topic) => topic.name);
  const isAll = outcome.everything === "refused";
  const off = isAll ? [] : names(outcome.off);
  const on = names(outcome.on);
  const now = new Date();
  const at = formatInstant(now, { timeZone: owner.timeZone, locale: owner.locale });
  return publicPage({
    locale: owner.locale,
    sender: owner.sender,
    title,
    body: html`<h1>${title}</h1>
      <p><span class="address">${maskEmail(owner.email)}</span></p>
      <ul>
        ${isAll ? html`<li>${t("outcome.everything")}</li>` : undefined}
        ${off.map((topic) => html`<li>${t("outcome.off", { topic })}</li>`)}
        ${on.map((topic) => html`<li>${t("outcome.on", { topic })}</li>`)}
        ${
          outcome.everything === "allowed" && on.length === 0
            ? html`<li>${t("outcome.allowed")}</li>`
            : undefined
        }
      </ul>
      ${isAll || off.length > 0 ? html`<p class="muted">${t("outcome.underway")}</p>` : undefined}
      ${isUndo ? undefined : undoForm(outcome, t)}
      <p class="buttons"><a href="?lang=${owner.locale}">${t("outcome.back")}</a></p>`,
    footer: html`<p>${t("outcome.record", { at: `${at} ${zoneName(now, owner.timeZone)}` })}</p>`,
  });
}

function headline({ on, off, everything }: PreferenceOutcome, isUndo: boolean) {
  if (everything === "refused") return "unsubscribed" as const;
  if (on.length === 0 && off.length === 0 && everything === "same") return "unchanged" as const;
  if (isUndo) return "undone" as const;
  return off.length > 0 && on.length === 0 ? ("unsubscribed" as const) : ("saved" as const);
}

/** Carries what to take back; what a browser could change in it, this page could set anyway. */
function undoForm({ on, off, everything }: PreferenceOutcome, t: PublicWords): Html | undefined {
  if (on.length === 0 && off.length === 0 && everything === "same") return undefined;
  const fields = [
    ...off.map((id) => html`<input type="hidden" name="on" value="${id}" />`),
    ...on.map((id) => html`<input type="hidden" name="off" value="${id}" />`),
    ...(everything === "refused"
      ? [html`<input type="hidden" name="everything" value="lift" />`]
      : []),
    ...(everything === "allowed"
      ? [html`<input type="hidden" name="everything" value="set" />`]
      : []),
  ];
  return html`<form method="post">
    ${fields}
    <div class="buttons">
      <button class="second" name="do" value="undo">${t("outcome.undo")}</button>
    </div>
  </form>`;
}

function otherLanguage({ locale }: MailOwner, t: PublicWords): Html {
  const other = locale === "ko" ? "en" : "ko";
  return html`<p>
    <a href="?lang=${other}" lang="${other}" hreflang="${other}">${t("otherLanguage")}</a>
  </p>`;
}
