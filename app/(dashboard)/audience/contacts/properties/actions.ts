"use server";

import { getTranslations } from "next-intl/server";
import { revalidatePath } from "next/cache";
import * as z from "zod";
import { propertyTypes } from "@/lib/domain/property-value";
import { action } from "@/lib/action";
import { createProperty, renameProperty, setPropertyArchived } from "@/lib/properties";

const path = "/audience/contacts/properties";
const one = z.object({ id: z.coerce.number().int().positive() });
const label = z.string().trim().min(1).max(200);

export const add = action(
  {
    role: "marketer",
    input: z.object({ label, key: z.string().trim().max(40), type: z.enum(propertyTypes) }),
  },
  async ({ key, ...input }, { user }) => {
    const t = await getTranslations("contacts.property");
    const created = await createProperty(
      { ...input, key: key === "" ? undefined : key },
      { userId: user.id },
    );
    if (!created.ok) {
      return {
        ok: false,
        fields: { key: t(created.reason === "bad_key" ? "badKey" : "keyTaken") },
      };
    }
    revalidatePath(path);
    return { ok: true, message: t("added") };
  },
);

export const rename = action({ role: "marketer", input: one.extend({ label }) }, async (input) => {
  const t = await getTranslations("contacts.property");
  const isRenamed = await renameProperty(input.id, input.label);
  revalidatePath(path);
  return { ok: isRenamed, message: t(isRenamed ? "renamed" : "gone") };
});

export const archive = action({ role: "marketer", input: one }, async ({ id }, { user }) => {
  const t = await getTranslations("contacts.property");
  const isDone = await setPropertyArchived(id, { archived: true, userId: user.id });
  revalidatePath(path);
  return { ok: isDone, message: t(isDone ? "archivedToast" : "gone") };
});

export const restore = action({ role: "marketer", input: one }, async ({ id }, { user }) => {
  const t = await getTranslations("contacts.property");
  const isDone = await setPropertyArchived(id, { archived: false, userId: user.id });
  revalidatePath(path);
  return { ok: isDone, message: t(isDone ? "restored" : "gone") };
});
