"use server";

import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { problemOf, problemWords } from "@/components/content/problem-words";
import { action } from "@/lib/action";
import { autosaveInput, saveAnswer } from "@/lib/campaign-save";
import { type CampaignPatch, findCampaign, saveCampaign } from "@/lib/campaigns";
import { editableKinds } from "@/lib/domain/campaign-edit";
import type { ContentProblem, ContentProblemCode } from "@/lib/domain/content-problem";
import { normalizeEmail } from "@/lib/domain/email-address";
import { composedKey } from "@/lib/domain/template-catalog";
import { listPreviewContacts, previewDraft } from "@/lib/draft-preview";

const patch = z.object({
  kind: z.enum(editableKinds).optional(),
  name: z.string().max(200).optional(),
  subject: z.string().max(300).optional(),
  previewText: z.string().max(300).optional(),
  senderId: z.number().int().positive().nullable().optional(),
  replyTo: z.string().max(320).optional(),
  content: z.record(z.string(), z.unknown()).optional(),
});

const contact = z.preprocess((value) => value || undefined, z.coerce.number().int().optional());

/**
 * Saves what can be saved, and says beside which field why the rest cannot: a wrong tag in the body
 * must not cost the subject. Answers with the mail as it looks now.
 */
export const saveContent = action(
  { role: "marketer", input: autosaveInput(patch).extend({ contact }) },
  async ({ id, revision, patch: changes, contact: contactId }) => {
    const words = await getTranslations("campaigns.save");
    const campaign = await findCampaign(id);
    if (!campaign) return { ok: false, message: words("notFound") };
    const { replyTo, ...typed } = changes;
    const preview = await previewDraft({ ...campaign, ...defined(typed) }, { contactId });
    const address = readReplyTo(replyTo);
    const fields: Record<string, string> = address.ok ? {} : { replyTo: words("replyTo") };
    const accepted: CampaignPatch = {
      ...defined(typed),
      ...(address.ok && replyTo !== undefined ? { replyTo: address.email } : {}),
    };
    const isComposed = campaign.templateKey === composedKey;
    await refuse(accepted, preview.problems, fields, isComposed);

    const saved = await saveAccepted(id, revision, accepted);
    if (!saved.ok) return saveAnswer(saved, (key) => words(key));
    const ok = Object.keys(fields).length === 0;
    return { ok, ...(ok ? {} : { fields }), data: { revision: saved.revision, answer: preview } };
  },
);

async function saveAccepted(id: number, revision: number, accepted: CampaignPatch) {
  if (Object.keys(accepted).length === 0) return { ok: true, revision } as const;
  return saveCampaign(id, { revision, patch: accepted });
}

/** What of a composed mail could not be read again. */
const unreadable: ReadonlySet<ContentProblemCode> = new Set([
  "unreadable",
  "unknown_block",
  "too_many",
  "too_deep",
  "too_long",
]);

/** Takes what has a problem out of the patch, with its sentence for the field. */
async function refuse(
  accepted: CampaignPatch,
  problems: ContentProblem[],
  fields: Record<string, string>,
  isComposed: boolean,
): Promise<void> {
  const t = await getTranslations("content.problems");
  // What concerns the mail as a whole (its size) is no reason to lose what was written.
  const errors = problems.filter(({ severity, field }) => severity === "error" && field !== "mail");
  for (const name of ["subject", "previewText"] as const) {
    const problem = problemOf(errors, name);
    if (!problem || accepted[name] === undefined) continue;
    delete accepted[name];
    fields[name] = problemWords(t, problem);
  }
  const inBody = isComposed
    ? // One half-written tag must not keep the whole document from being saved: it is marked at its
      // block, and nothing is sent with it.
      problems.find(({ code }) => unreadable.has(code))
    : errors.find(({ field }) => field !== "subject" && field !== "previewText");
  if (!inBody || accepted.content === undefined) return;
  delete accepted.content;
  fields["content"] = problemWords(t, inBody);
}

function readReplyTo(
  typed: string | undefined,
): { ok: true; email: string | null } | { ok: false } {
  if (typed === undefined || typed.trim() === "") return { ok: true, email: null };
  const address = normalizeEmail(typed);
  // As it goes over the wire: SES takes no other domain than ASCII.
  return address.ok ? { ok: true, email: address.normalized } : { ok: false };
}

/** A property that is there but undefined would be written as null. */
function defined<Values extends object>(
  values: Values,
): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets the keys; only those without a value are left out.
  return Object.fromEntries(entries) as { [Key in keyof Values]: Exclude<Values[Key], undefined> };
}

/** The stored mail as somebody else sees it. */
export const previewAs = action(
  { role: "marketer", input: z.object({ id: z.coerce.number().int().positive(), contact }) },
  async ({ id, contact: contactId }) => {
    const campaign = await findCampaign(id);
    if (!campaign) return { ok: false };
    return { ok: true, data: await previewDraft(campaign, { contactId }) };
  },
);

export const findPreviewContacts = action(
  { role: "marketer", input: z.object({ id: z.coerce.number().int().positive(), q: z.string() }) },
  async ({ id, q }) => ({ ok: true, data: await listPreviewContacts(id, { q }) }),
);
