import { heading } from "@/emails/blocks/heading";
import { readDocument, storeDocument } from "@/emails/blocks/document";
import {
  allStartingPoints,
  findStartingPoint,
} from "@/emails/blocks/starting-points/all-starting-points";
import { text } from "@/emails/blocks/text";
import type { MailLocale } from "@/emails/system/locale";

type Options = { locale: MailLocale; pictures: string };

/** The mails that a composed one can begin with, in the order in which they are offered. */
export function listStartingPoints(): string[] {
  return allStartingPoints.map(({ key }) => key);
}

/** A starting point as a new mail stores it; without one a heading and a text. */
export function composedBeginning(key: string | undefined, { locale, pictures }: Options) {
  const begun =
    key === undefined ? emptyMail(locale) : findStartingPoint(key)?.write(locale, pictures);
  if (!begun) return undefined;
  const read = readDocument(begun.document);
  if (!read.ok) throw new Error(`The starting point ${key} cannot be read.`);
  const { subject, previewText } = begun;
  // storeDocument makes a plain object.
  return { subject, previewText, content: storeDocument(read.document) as Record<string, unknown> };
}

function emptyMail(locale: MailLocale) {
  const { title, body } = emptyWords[locale];
  const blocks = [
    { type: heading.type, id: "b1", content: { text: title } },
    { type: text.type, id: "b2", content: { body: `<p>${body}</p>` } },
  ];
  return { subject: "", previewText: "", document: { blocks } };
}

const emptyWords: Readonly<Record<MailLocale, { title: string; body: string }>> = {
  ko: { title: "제목을 적어 주세요", body: "내용을 적어 주세요." },
  en: { title: "Write a heading", body: "Write something." },
};
