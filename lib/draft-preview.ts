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
import { previewMail } from "@/lib/content/preview";
import type { ContentProblem } from "@/lib/domain/content-problem";

export type DraftPreview = {
  /** undefined while the content does not compile. */
  mail: { subject: string; html: string; text: string } | undefined;
  htmlBytes: number;
  /** Fields without a fallback that this contact has no value for: they would be skipped. */
  missing: string[];
  problems: ContentProblem[];
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
  if (!result.ok) {
    return { mail: undefined, htmlBytes: 0, missing: [], problems: result.problems };
  }
  const { htmlBytes, missing, warnings } = result;
  return {
    mail: result.mail,
    htmlBytes,
    // The sample has built-in fields only: a property it lacks is nobody's missing value.
    missing: contact ? missing : [],
    problems: warnings,
  };
}

export type PreviewContact = { id: number; name: string; email: string; missing: string[] };

const offered = 20;
const worstCases = 3;

/**
 * Whom a mail can be looked at as: found by name or address; at first some who get it, and those
 * whose values are missing, because that is where a mail goes wrong.
 */
export async function listPreviewContacts(
  campaignId: number,
  { q }: { q: string },
): Promise<PreviewContact[]> {
  const words = q.trim().normalize("NFC");
  if (words !== "") return searchContacts(words);
  const campaign = await getCampaign(campaignId);
  const definition = await defineCampaignAudience(campaign, await compileCampaign(campaign));
  const [missing, getting] = await Promise.all([
    listAudience(definition, { part: "missing_value", limit: worstCases }),
    listAudience(definition, { part: "will_get", limit: offered }),
  ]);
  return [...missing.people, ...getting.people].map((person) => ({
    id: person.contactId,
    name: person.name,
    email: person.email,
    missing: person.missing,
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
  return rows.map((row) => ({ ...row, missing: [] }));
}
