import { asc, ilike, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { listAudience } from "@/lib/campaign-audience";
import {
  type CampaignMail,
  compileCampaign,
  describeMail,
  findMergeData,
  mailLocale,
  sampleMergeData,
} from "@/lib/campaign-content";
import { defineCampaignAudience } from "@/lib/campaign-review";
import { getCampaign } from "@/lib/campaigns";
import type { PreflightItem } from "@/lib/domain/preflight-item";
import { previewMail } from "@/lib/content/preview";
import { builtInFields } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { preflightDraft } from "@/lib/draft-preflight";
import { sampleAudience, type WorstCase } from "@/lib/worst-cases";

export type DraftPreview = {
  /** undefined while the content does not compile. */
  mail: { subject: string; html: string; text: string } | undefined;
  htmlBytes: number;
  /** Fields without a fallback that this contact has no value for: they would be skipped. */
  missing: string[];
  /** What is wrong with what was typed so far, to be said beside each field. */
  problems: ContentProblem[];
  /** Everything that speaks against sending it as it stands, what is still to be written too. */
  preflight: PreflightItem[];
};

/** The mail as one contact would see it; without a contact, filled with sample values. */
export async function previewDraft(
  campaign: CampaignMail,
  { contactId }: { contactId: number | undefined },
): Promise<DraftPreview> {
  const contact = contactId === undefined ? undefined : await findMergeData(contactId);
  const data = contact?.data ?? sampleMergeData(await mailLocale());
  const mail = await describeMail(campaign);
  // What is still to be written is the review's business; here only what is wrong.
  const result = await previewMail(mail, { data });
  const preflight = await preflightDraft(mail, result.ok ? result.compiled : undefined);
  if (!result.ok) {
    return { mail: undefined, htmlBytes: 0, missing: [], problems: result.problems, preflight };
  }
  const { htmlBytes, missing, warnings } = result;
  return {
    mail: result.mail,
    htmlBytes,
    // The sample has built-in fields only: a property it lacks is nobody's missing value.
    missing: contact ? missing : [],
    problems: warnings,
    preflight,
  };
}

export type PreviewContact = {
  id: number;
  name: string;
  email: string;
  missing: string[];
  /** Why a mail should be looked at as this one. */
  cases: WorstCase[];
};

const offered = 20;
const lacking = 3;

/**
 * Whom a mail can be looked at as: found by name or address; at first the worst cases of a sample of
 * the audience and some others who get it. Where the sample meets nobody (a small segment of many
 * contacts) the audience itself is read.
 */
export async function listPreviewContacts(
  campaignId: number,
  { q }: { q: string },
): Promise<PreviewContact[]> {
  const words = q.trim().normalize("NFC");
  if (words !== "") return searchContacts(words);
  const campaign = await getCampaign(campaignId);
  const result = await compileCampaign(campaign);
  const definition = await defineCampaignAudience(campaign, result);
  const used = result.ok ? result.compiled.fields.filter((field) => field !== "email") : [];
  const { people } = await sampleAudience(definition, {
    fields: used.length > 0 ? used : builtInFields,
    locale: await mailLocale(),
    seed: campaignId,
  });
  if (people.length > 0) return people;
  const [missing, getting] = await Promise.all([
    listAudience(definition, { part: "missing_value", limit: lacking }),
    listAudience(definition, { part: "will_get", limit: offered }),
  ]);
  return [...missing.people, ...getting.people].map((person) => ({
    id: person.contactId,
    name: person.name,
    email: person.email,
    missing: person.missing,
    cases: person.missing.length > 0 ? ["most_missing"] : [],
  }));
}

async function searchContacts(words: string): Promise<PreviewContact[]> {
  const escaped = words.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const rows = await db
    .select({ id: contacts.id, name: contacts.name, email: contacts.email })
    .from(contacts)
    .where(
      or(
        sql`${contacts.emailNormalized} like ${`${escaped}%`}`,
        ilike(contacts.name, `%${escaped}%`),
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(offered);
  return rows.map((row) => ({ ...row, missing: [], cases: [] }));
}
