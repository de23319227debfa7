"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action } from "@/lib/action";
import { mergeContacts } from "@/lib/contact-merge";
import { deleteContacts, findContact, findContactByEmail } from "@/lib/contacts";
import { parseDuplicateKey } from "@/lib/domain/duplicate-key";
import { idField, lineField } from "@/lib/domain/form-fields";
import { requestDuplicates } from "@/lib/duplicate-search";
import { erasePerson } from "@/lib/erasure";

const path = "/audience/contacts";

export const removeOne = action(
  { role: "marketer", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    await deleteContacts([id], { userId: user.id });
    redirect(path);
  },
);

export const eraseContact = action(
  { role: "admin", input: z.object({ id: idField, why: lineField(200) }) },
  async ({ id, why }, { user }) => {
    const contact = await findContact(id);
    if (contact) await erasePerson({ email: contact.email, why }, { userId: user.id });
    redirect(`${path}/erasures`);
  },
);

export const eraseAddress = action(
  { role: "admin", input: z.object({ email: lineField(320), why: lineField(200) }) },
  async ({ email, why }, { user }) => {
    const t = await getTranslations("person.erase");
    const erased = await erasePerson({ email, why }, { userId: user.id });
    if (!erased.ok) return { ok: false, fields: { email: t(erased.reason) } };
    revalidatePath(path, "layout");
    return { ok: true, message: t("done") };
  },
);

export const merge = action(
  {
    role: "marketer",
    input: z.object({ from: idField, into: idField, takeFrom: z.array(z.string()) }),
  },
  async (input, { user }) => {
    const t = await getTranslations("person.merge");
    const merged = await mergeContacts(input, { userId: user.id });
    if (!merged.ok) {
      return { ok: false, message: t(merged.reason === "same" ? "sameOne" : merged.reason) };
    }
    revalidatePath(path, "layout");
    redirect(`${path}/${input.into}`);
  },
);

/** Finds the other contact by its address and shows both beside each other. */
export const compare = action(
  { role: "marketer", input: z.object({ into: idField, email: lineField(320) }) },
  async ({ into, email }) => {
    const t = await getTranslations("person.merge");
    const other = await findContactByEmail(email);
    if (!other) return { ok: false, fields: { email: t("not_found") } };
    if (other.id === into) return { ok: false, fields: { email: t("sameOne") } };
    redirect(`${path}/${into}/merge?with=${other.id}`);
  },
);

/** Has the runner look through all contacts for those who share a value. */
export const findDuplicates = action(
  { role: "marketer", input: z.object({ key: lineField(110) }) },
  async ({ key: name }) => {
    const key = parseDuplicateKey(name);
    if (key) await requestDuplicates(key);
    revalidatePath(`${path}/duplicates`);
  },
);
