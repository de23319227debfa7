import { createHash } from "node:crypto";
import type { Locale } from "@/lib/domain/locale";
import { publicWords } from "@/lib/i18n/public-words";
import { html, type Html } from "./html";

/** On every answer of a public link: nothing is stored, nothing is told to the next site. */
export const publicHeaders = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
} as const;

const style = `
:root { color-scheme: light dark; font: 16px/1.6 "Pretendard Variable", Pretendard, system-ui, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
* { box-sizing: border-box; }
body { margin: 0; background: light-dark(#f6f5f3, #171615); color: light-dark(#1f1d1b, #eceae7); }
main { max-width: 34rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
.sender { margin: 0 0 1.5rem; font-weight: 600; }
.card { padding: 1.75rem; border: 1px solid light-dark(#e3e0dc, #35322f); border-radius: 10px; background: light-dark(#fff, #1f1d1c); }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.35; letter-spacing: -.01em; }
h2 { margin: 0 0 .25rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
.muted, footer { color: light-dark(#6a655f, #a9a39c); font-size: .875rem; }
.address { font-weight: 600; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
hr { height: 1px; margin: 1.5rem 0; border: 0; background: light-dark(#e3e0dc, #35322f); }
fieldset { margin: 0; padding: 0; border: 0; }
legend { margin: 0 0 .5rem; padding: 0; font-weight: 600; }
label { display: flex; gap: .75rem; align-items: flex-start; padding: .625rem 0; cursor: pointer; }
label + label { border-top: 1px solid light-dark(#efece8, #2b2927); }
label small { display: block; color: light-dark(#6a655f, #a9a39c); font-size: .875rem; }
input[type=checkbox] { flex: none; width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: light-dark(#2f4b8f, #9db4ee); }
.all { margin-top: .5rem; border-top: 1px solid light-dark(#e3e0dc, #35322f); }
button { min-height: 2.75rem; padding: .5rem 1.125rem; border: 1px solid light-dark(#2f4b8f, #9db4ee); border-radius: 6px; background: light-dark(#2f4b8f, #9db4ee); color: light-dark(#fff, #10182c); font: inherit; font-weight: 600; cursor: pointer; }
button.second { border-color: light-dark(#c9c4bd, #4a4642); background: transparent; color: inherit; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-top: 1.25rem; }
a { color: light-dark(#2f4b8f, #9db4ee); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid light-dark(#2f4b8f, #9db4ee); outline-offset: 2px; }
footer { margin-top: 1.5rem; }
footer p { margin: 0 0 .25rem; }
@media (max-width: 30rem) { main { padding-top: 1.5rem; } .card { padding: 1.25rem; } button { width: 100%; } }
`;

// One string: white space that a formatter added inside would change the hash.
const styleElement: Html = { markup: `<style>${style}</style>` };

// The page's own style by its hash, its own forms, and nothing else at all.
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A page of its own: no script, no cookie, nothing loaded from anywhere. */
export function publicPage({
  locale,
  title,
  sender,
  body,
  footer,
  status = 200,
}: {
  locale: Locale;
  title: string;
  sender?: string;
  body: Html;
  footer?: Html;
  status?: number;
}): Response {
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${sender ? `${title} · ${sender}` : title}</title>
        ${styleElement}
      </head>
      <body>
        <main>
          ${sender ? html`<p class="sender">${sender}</p>` : undefined}
          <div class="card">${body}</div>
          ${footer ? html`<footer>${footer}</footer>` : undefined}
        </main>
      </body>
    </html>`;
  return new Response(page.markup, {
    status,
    headers: {
      ...publicHeaders,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    },
  });
}

type CalmReason = "notOurs" | "inert" | "gone" | "tooMany" | "notUnderstood";

const statuses: Record<CalmReason, number> = {
  notOurs: 404,
  inert: 200,
  gone: 200,
  tooMany: 429,
  notUnderstood: 400,
};

/** One quiet page for everything that leads nowhere; it says nothing about anybody. */
export function calmPage(locale: Locale, reason: CalmReason): Response {
  const t = publicWords(locale);
  return publicPage({
    locale,
    status: statuses[reason],
    title: t(`${reason}.title`),
    body: html`<h1>${t(`${reason}.title`)}</h1>
      <p>${t(`${reason}.body`)}</p>`,
  });
}
