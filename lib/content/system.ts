import { createElement, type ReactElement } from "react";
import Invitation from "@/emails/system/invitation";
import type { FrameProps } from "@/emails/system/mail-frame";
import Notice from "@/emails/system/notice";
import SignInLink from "@/emails/system/sign-in-link";
import { invitationWords, signInWords } from "@/emails/system/words";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { renderMail } from "./render-mail";
import { createSlotTable, markAddress, markText, plainOrganization, splitPart } from "./slot-table";

type Locale = "ko" | "en";
type Options = {
  locale: Locale;
  organization: { name: string; postalAddress: string; phone: string };
};

/** Our own mails and the values each of them needs. */
const systemFields = {
  "sign-in-link": ["url"],
  invitation: ["url", "inviterName", "organizationName", "role"],
  notice: ["title", "body", "url"],
} as const satisfies Record<string, readonly string[]>;

export type SystemMail = keyof typeof systemFields;

/** Compiles a mail of the system itself; its values are filled in like those of any other mail. */
export function compileSystemMail(
  messageType: SystemMail,
  { locale, organization }: Options,
): Promise<CompiledContent> {
  const key = JSON.stringify([messageType, locale, organization]);
  const known = compiled.get(key);
  if (known) return known;
  const rendering = draw(messageType, { locale, organization });
  compiled.set(key, rendering);
  // One entry per kind and language, until the organisation's footer changes.
  if (compiled.size > 24) compiled.clear();
  return rendering;
}

const compiled = new Map<string, Promise<CompiledContent>>();

async function draw(messageType: SystemMail, options: Options): Promise<CompiledContent> {
  const table = createSlotTable();
  const known = { knownFields: systemFields[messageType] };
  const mark = (liquid: string) => markText(liquid, table, known);
  const address = markAddress("{{ url }}", table, known);
  const subject = subjects[messageType](options.locale, mark);
  const organization = plainOrganization(options.organization);
  const { locale } = options;
  const frame: FrameProps = { locale, organization, subject, previewText: "", reason: "system" };
  return renderMail(elements[messageType](frame, address, mark), {
    table,
    subject: splitPart(subject, table, "text"),
    locale: options.locale,
    trackLinks: false, // a sign-in link that passes through a redirect would be logged there
  });
}

type Mark = (liquid: string) => string;

const subjects: Readonly<Record<SystemMail, (locale: Locale, mark: Mark) => string>> = {
  "sign-in-link": (locale) => signInWords[locale].subject,
  invitation: (locale, mark) =>
    invitationWords[locale].subject({
      inviterName: mark("{{ inviterName }}"),
      organizationName: mark("{{ organizationName }}"),
    }),
  notice: (_, mark) => mark("{{ title }}"),
};

const elements: Readonly<
  Record<SystemMail, (frame: FrameProps, url: string, mark: Mark) => ReactElement>
> = {
  "sign-in-link": (frame, url) => createElement(SignInLink, { frame, url }),
  invitation: (frame, url, mark) =>
    createElement(Invitation, {
      frame,
      url,
      inviterName: mark("{{ inviterName }}"),
      organizationName: mark("{{ organizationName }}"),
      role: mark(roleInWords(frame.locale)),
    }),
  notice: (frame, url, mark) =>
    createElement(Notice, { frame, url, title: mark("{{ title }}"), body: mark("{{ body }}") }),
};

function roleInWords(locale: Locale): string {
  const roles = Object.entries(invitationWords[locale].roles);
  const cases = roles.map(([role, word]) => `{% when "${role}" %}${word}`).join("");
  return `{% case role %}${cases}{% endcase %}`;
}
