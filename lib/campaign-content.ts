import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { contacts, topics } from "@/db/schema/audience";
import { type CompileResult, compileContent, type MailToCompile } from "@/lib/content/compile";
import { mergeDataSql } from "@/lib/delivery/merge-data";
import type { EditableKind } from "@/lib/domain/campaign-edit";
import { builtInFields, type FieldLabels, type MergeData } from "@/lib/domain/compiled-content";
import { isLocale, type Locale } from "@/lib/domain/locale";
import { getOrganization } from "@/lib/organization";
import { listAllProperties, type Property } from "@/lib/properties";

/** What of a campaign ends up in its mail. */
export type CampaignMail = {
  kind: EditableKind;
  templateKey: string | null;
  content: unknown;
  subject: string;
  previewText: string;
  topicId: number | null;
};

/** The mail as it would be frozen now: rendered once, with slots for each person's values. */
export async function compileCampaign(campaign: CampaignMail): Promise<CompileResult> {
  return compileContent(await describeMail(campaign));
}

/** What the compiler wants to know of a campaign beside its words. */
export async function describeMail(campaign: CampaignMail): Promise<MailToCompile> {
  const [organization, properties, topicName] = await Promise.all([
    getOrganization(),
    // Those put away too: a draft that names one keeps working.
    listAllProperties(),
    findTopicName(campaign.topicId),
  ]);
  return {
    templateKey: campaign.templateKey ?? "",
    content: campaign.content,
    subject: campaign.subject,
    previewText: campaign.previewText,
    kind: campaign.kind,
    locale: await mailLocale(),
    organization,
    topicName,
    knownFields: [...builtInFields, ...properties.map(({ key }) => key)],
    labels: choiceLabels(properties),
  };
}

/** Campaigns are written in the organisation's language. */
export async function mailLocale(): Promise<Locale> {
  const { locale } = await getOrganization();
  return isLocale(locale) ? locale : "ko";
}

function choiceLabels(properties: Property[]): FieldLabels {
  const labelled = properties.map(
    ({ key, choices }) =>
      [key, Object.fromEntries(choices.map((one) => [one.key, one.label]))] as const,
  );
  return Object.fromEntries(labelled.filter(([, labels]) => Object.keys(labels).length > 0));
}

/** A contact's values, exactly as the first claim of a send would freeze them. */
export async function findMergeData(
  contactId: number,
): Promise<{ email: string; data: MergeData } | undefined> {
  const [row] = await db
    .select({ email: contacts.email, data: sql<MergeData>`${mergeDataSql()}` })
    .from(contacts)
    .where(eq(contacts.id, contactId));
  return row;
}

/** For previews and tests without a contact: a value for every built-in field. */
export function sampleMergeData(locale: Locale): MergeData {
  return samples[locale];
}

const samples: Record<Locale, MergeData> = {
  ko: {
    email: "haneul@example.com",
    name: "김하늘",
    first_name: "하늘",
    last_name: "김",
    phone: "010-1234-5678",
  },
  en: {
    email: "jane@example.com",
    name: "Jane Reader",
    first_name: "Jane",
    last_name: "Reader",
    phone: "+1 555 0100",
  },
};

async function findTopicName(topicId: number | null): Promise<string | undefined> {
  if (topicId === null) return undefined;
  const [topic] = await db.select({ name: topics.name }).from(topics).where(eq(topics.id, topicId));
  return topic?.name;
}
