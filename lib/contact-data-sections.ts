import type { ContactData } from "@/lib/contact-data";
import type { DataWords } from "@/lib/i18n/data-words";
import type { MailData } from "@/lib/contact-mails";

/** A line of the document, in words. */
export type Fact = { label: string; value: string };
export type DocumentSection = { title: string; note?: string; blocks: Fact[][] };

/** The data of one person as a document tells it: part by part, nothing left out. */
export function listSections(data: ContactData, words: DataWords): DocumentSection[] {
  const { heading, date, value, fact } = words;
  const labels = new Map(data.properties.map(({ key, label }) => [key, label]));
  return [
    { title: heading("contact"), blocks: [listContactFacts(data.contact, words)] },
    {
      title: heading("properties"),
      blocks: oneBlock(
        data.properties.map(({ label, value: given, choice }) => ({
          label,
          value: words.property(choice ?? given),
        })),
      ),
    },
    {
      title: heading("subscriptions"),
      blocks: data.subscriptions.map(({ topic, status, changedAt }) => [
        fact("topic", topic),
        fact("status", value(`subscription.${status}`)),
        fact("changedAt", date(changedAt)),
      ]),
    },
    {
      title: heading("consents"),
      blocks: data.consents.map((consent) => listConsentFacts(consent, words)),
    },
    {
      title: heading("suppressions"),
      blocks: data.suppressions.map((block) => listBlockFacts(block, words)),
    },
    { title: heading("segments"), blocks: data.segments.map((name) => [fact("segment", name)]) },
    {
      title: heading("mails"),
      ...(data.mailsElsewhere.length > 0 && { note: words.elsewhere(data.mailsElsewhere) }),
      blocks: data.mails.map((mail) => listMailFacts(mail, { words, labels })),
    },
    {
      title: heading("history"),
      blocks: oneBlock(
        data.history.map((entry) => ({ label: date(entry.at), value: words.entry(entry) })),
      ),
    },
  ];
}

function listContactFacts(
  contact: ContactData["contact"],
  { date, value, fact, source }: DataWords,
): Fact[] {
  return keepFilled([
    fact("email", contact.email),
    fact("name", contact.name),
    fact("firstName", contact.firstName),
    fact("lastName", contact.lastName),
    fact("phone", contact.phone),
    fact("locale", contact.locale && value(`language.${contact.locale}`)),
    fact("timeZone", contact.timeZone),
    fact("source", source(contact.source, contact.sourceFile)),
    fact("sourceUpdatedAt", date(contact.sourceUpdatedAt)),
    fact("createdAt", date(contact.createdAt)),
    fact("updatedAt", date(contact.updatedAt)),
    fact("lastOpenedAt", date(contact.lastOpenedAt)),
    fact("lastClickedAt", date(contact.lastClickedAt)),
    fact("bouncesForgivenAt", date(contact.bouncesForgivenAt)),
    fact("number", String(contact.id)),
  ]);
}

function listConsentFacts(
  consent: ContactData["consents"][number],
  { date, value, fact, source }: DataWords,
): Fact[] {
  return keepFilled([
    fact("action", value(`consent.${consent.action}`)),
    fact("topic", consent.topic ?? value("everything")),
    fact("wording", consent.wording),
    fact("source", source(consent.source, consent.file ?? undefined)),
    fact("givenAt", date(consent.givenAt)),
    fact("recordedAt", date(consent.recordedAt)),
    fact("undoneAt", date(consent.undoneAt)),
    fact("ip", consent.ip),
    fact("userAgent", consent.userAgent),
  ]);
}

function listBlockFacts(
  block: ContactData["suppressions"][number],
  { date, value, fact, source }: DataWords,
): Fact[] {
  return keepFilled([
    fact("reason", value(`suppression.${block.reason}`)),
    fact("source", source(block.source, undefined)),
    fact("note", block.note),
    fact("since", date(block.createdAt)),
  ]);
}

function listMailFacts(
  mail: MailData,
  { words, labels }: { words: DataWords; labels: ReadonlyMap<string, string> },
): Fact[] {
  const { date, value, fact } = words;
  const count = (n: number) => (n > 0 ? String(n) : "");
  return keepFilled([
    fact("subject", mail.subject || mail.campaign),
    fact("sentTo", mail.sentTo),
    fact("addressedAs", mail.addressedAs),
    fact("status", value(`mail.${mail.status}`)),
    fact("skipReason", mail.skipReason && value(`skip.${mail.skipReason}`)),
    fact("plannedAt", date(mail.createdAt)),
    fact("sentAt", date(mail.sentAt)),
    fact("deliveredAt", date(mail.deliveredAt)),
    fact("openedAt", date(mail.openedAt)),
    fact("openCount", count(mail.openCount)),
    fact("clickedAt", date(mail.clickedAt)),
    fact("clickCount", count(mail.clickCount)),
    fact("bouncedAt", date(mail.bouncedAt)),
    fact("bounceMessage", mail.bounceMessage),
    fact("complainedAt", date(mail.complainedAt)),
    fact("unsubscribedAt", date(mail.unsubscribedAt)),
    ...Object.entries(mail.values ?? {}).map(([key, used]) => ({
      label: words.usedIn(key, labels.get(key)),
      value: words.property(used),
    })),
  ]);
}

function keepFilled(facts: Fact[]): Fact[] {
  return facts.filter(({ value }) => value !== "");
}

function oneBlock(facts: Fact[]): Fact[][] {
  return facts.length === 0 ? [] : [facts];
}
