import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { contacts, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { organization } from "@/db/schema/organization";
import { recipients } from "@/db/schema/recipients";
import type { LinkTarget } from "@/lib/domain/link-token";
import { isLocale, type Locale } from "@/lib/domain/locale";
import { chosenLocale, strangerLocale } from "./link";

/** Whom a link speaks for. Rows may be archived or erased: then there is less, never an error. */
export type MailOwner = {
  target: LinkTarget;
  contactId: number | null;
  /** Normalised: the address the mail went to, and the contact's present one. */
  addresses: string[];
  email: string;
  topicId: number | null; // what the mail was about
  sender: string;
  timeZone: string;
  locale: Locale;
};

export type PreferenceTopic = {
  id: number;
  name: string;
  description: string;
  isOn: boolean;
  /** Its information mails come without an answer; no ticked box, because that is no consent. */
  isByDefault: boolean;
};

/** undefined = nobody is known any more by this link. */
export async function findMailOwner(
  target: LinkTarget,
  request: Request,
): Promise<MailOwner | undefined> {
  const contactId = sql`coalesce(${recipients.contactId}, ${target.contactId}::bigint)`;
  const [row] = await db
    .select({
      contactId: contacts.id,
      contactEmail: contacts.email,
      contactAddress: contacts.emailNormalized,
      contactLocale: contacts.locale,
      mailedEmail: recipients.email,
      mailedAddress: recipients.emailNormalized,
      topicId: campaigns.topicId,
      fromName: campaigns.fromName,
      sender: organization.name,
      timeZone: organization.timeZone,
      locale: organization.locale,
    })
    .from(organization)
    .leftJoin(
      recipients,
      and(eq(recipients.campaignId, target.campaignId), eq(recipients.id, target.recipientId)),
    )
    .leftJoin(contacts, eq(contacts.id, contactId))
    .leftJoin(campaigns, eq(campaigns.id, target.campaignId))
    .where(eq(organization.id, 1));
  const email = row?.mailedEmail || row?.contactEmail;
  if (!row || !email) return undefined;
  const addresses = [row.mailedAddress, row.contactAddress].flatMap((one) => (one ? [one] : []));
  const known = [row.contactLocale, row.locale].find(isLocale);
  return {
    target,
    contactId: row.contactId,
    addresses: [...new Set(addresses)],
    email,
    topicId: target.topicId ?? row.topicId,
    sender: row.sender || row.fromName || "",
    timeZone: row.timeZone,
    locale: chosenLocale(request) ?? known ?? strangerLocale(request),
  };
}

/** The public topics, private ones that the person is or was in, and the mail's own in any case. */
export async function listPreferenceTopics(
  owner: MailOwner,
  database: Database = db,
): Promise<PreferenceTopic[]> {
  if (owner.contactId === null) return [];
  return database
    .select({
      id: topics.id,
      name: topics.name,
      description: topics.description,
      isOn: sql<boolean>`coalesce(${subscriptions.status} = 'subscribed', false)`,
      isByDefault: sql<boolean>`(${topics.includesUnanswered} and ${subscriptions.status} is null)`,
    })
    .from(topics)
    .leftJoin(
      subscriptions,
      and(eq(subscriptions.topicId, topics.id), eq(subscriptions.contactId, owner.contactId)),
    )
    .where(
      or(
        and(or(topics.isPublic, isNotNull(subscriptions.contactId)), isNull(topics.archivedAt)),
        sql`${topics.id} = ${owner.topicId}::bigint`,
      ),
    )
    .orderBy(sql`${topics.id} is distinct from ${owner.topicId}::bigint`, asc(topics.name));
}

/** Whether the person has asked for no campaign mail at all. */
export async function hasRefusedEverything(
  owner: MailOwner,
  database: Database = db,
): Promise<boolean> {
  const [row] = await database
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(
      and(
        sql`${suppressions.emailNormalized} = any(${sql.param(owner.addresses)}::text[])`,
        eq(suppressions.reason, "unsubscribe"),
      ),
    )
    .limit(1);
  return row !== undefined;
}
