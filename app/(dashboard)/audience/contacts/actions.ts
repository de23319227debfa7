"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { action } from "@/lib/action";
import { readContactForm, type WrongValue } from "@/lib/contact-form";
import { createContact, updateContact, type SaveContactResult } from "@/lib/contacts";
import { subscribe, unsubscribeFromTopic } from "@/lib/subscriptions";

const id = z.coerce.number().int().positive();
const fields = {
  email: z.string().max(320),
  name: z.string().trim().max(200),
  firstName: z.string().trim().max(200).default(""),
  lastName: z.string().trim().max(200).default(""),
  phone: z.string().trim().max(50),
};

// Besides these fields come property-<key> for the declared properties.
export const add = action(
  {
    role: "marketer",
    input: z.looseObject({
      ...fields,
      topics: z.array(z.coerce.number().int().positive()),
      source: z.string().trim().max(500).default(""),
    }),
  },
  async ({ topics, source, ...input }, { user }) => {
    const t = await getTranslations("contacts.form");
    const read = await readContactForm(input);
    if (!read.ok) return { ok: false, fields: await valueErrors(read.wrong) };
    if (topics.length > 0 && source === "") {
      return { ok: false, fields: { source: t("sourceMissing") } };
    }
    const created = await createContact(read.contact, { userId: user.id });
    if (!created.ok) return refusal(created);
    const evidence = { source: "manual", wording: source, userId: user.id } as const;
    await subscribe({ contactId: created.id, topicIds: topics, evidence });
    redirect(`/audience/contacts/${created.id}`);
  },
);

export const save = action(
  { role: "marketer", input: z.looseObject({ id, ...fields }) },
  async ({ id: contactId, ...input }, { user }) => {
    const t = await getTranslations("contacts.form");
    const read = await readContactForm(input);
    if (!read.ok) return { ok: false, fields: await valueErrors(read.wrong) };
    const saved = await updateContact(contactId, read.contact, { userId: user.id });
    if (!saved.ok) return refusal(saved);
    revalidatePath(`/audience/contacts/${contactId}`);
    return { ok: true, message: t("saved") };
  },
);

async function valueErrors(wrong: WrongValue[]): Promise<Record<string, string>> {
  const t = await getTranslations("contacts.form");
  return Object.fromEntries(wrong.map(({ field, problem }) => [field, t(problem)]));
}

async function refusal(result: Exclude<SaveContactResult, { ok: true }>) {
  const t = await getTranslations("contacts");
  if (result.reason === "not_found") return { ok: false, message: t("form.gone") };
  if (result.reason === "busy") return { ok: false, message: t("form.busy") };
  if (result.reason === "erased") return { ok: false, fields: { email: t("form.erased") } };
  const words = result.reason === "exists" ? t("form.exists") : t(`emailProblem.${result.reason}`);
  // The form links to the other contact.
  const data = result.reason === "exists" ? { existingId: result.id } : undefined;
  return { ok: false, fields: { email: words }, data };
}

const answer = z.object({
  id,
  topic: z.coerce.number().int().positive(),
  how: z.string().trim().min(1).max(500),
});

export const recordYes = action(
  { role: "marketer", input: answer },
  async ({ id: contactId, topic, how }, { user }) => {
    const t = await getTranslations("contacts.detail");
    const evidence = { source: "manual", wording: how, userId: user.id } as const;
    await subscribe({ contactId, topicIds: [topic], evidence });
    revalidatePath(`/audience/contacts/${contactId}`);
    return { ok: true, message: t("changedToast") };
  },
);

export const recordNo = action(
  { role: "marketer", input: answer },
  async ({ id: contactId, topic, how }, { user }) => {
    const t = await getTranslations("contacts.detail");
    const evidence = { source: "manual", wording: how, userId: user.id } as const;
    await unsubscribeFromTopic({ contactId, topicId: topic, evidence });
    revalidatePath(`/audience/contacts/${contactId}`);
    return { ok: true, message: t("changedToast") };
  },
);
