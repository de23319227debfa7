"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { after } from "next/server";
import * as z from "zod";
import { action, type ActionResult } from "@/lib/action";
import { idField, lineField, optionalEmailField, senderEmailField } from "@/lib/domain/form-fields";
import { checkIdentity, checkIdentityOf } from "@/lib/identities";
import {
  archiveSender,
  createSender,
  makeDefaultSender,
  type SenderChange,
  updateSender,
} from "@/lib/senders";

const fields = {
  name: lineField(100),
  email: senderEmailField,
  replyTo: optionalEmailField,
};

export const add = action({ role: "admin", input: z.object(fields) }, async (sender, { user }) => {
  const created = await createSender(sender, user.id);
  // SES and DNS may take seconds; the page shows their answer when it is read next.
  if (created.ok) after(async () => void (await checkIdentityOf(sender.email)));
  return await say(created, "added");
});

export const edit = action(
  { role: "admin", input: z.object({ id: idField, ...fields }) },
  async ({ id, ...sender }, { user }) => {
    const changed = await updateSender(id, sender, user.id);
    if (changed.ok) after(async () => void (await checkIdentityOf(sender.email)));
    return await say(changed, "saved");
  },
);

export const makeDefault = action(
  { role: "admin", input: z.object({ id: idField }) },
  async ({ id }, { user }) => await say(await makeDefaultSender(id, user.id), "madeDefault"),
);

export const archive = action(
  { role: "admin", input: z.object({ id: idField }) },
  async ({ id }, { user }) => await say(await archiveSender(id, user.id), "archived"),
);

export const checkNow = action(
  { role: "admin", input: z.object({ name: z.string().min(1).max(320) }) },
  async ({ name }) => {
    const t = await getTranslations("settings.identities");
    const checked = await checkIdentity(name);
    revalidatePath("/settings/senders");
    return checked.ok
      ? { ok: true, message: t("checked") }
      : { ok: false, message: t("failed", { detail: checked.detail }) };
  },
);

async function say(
  change: SenderChange,
  done: "added" | "saved" | "madeDefault" | "archived",
): Promise<ActionResult> {
  const t = await getTranslations("settings.senders");
  revalidatePath("/settings/senders");
  if (change.ok) return { ok: true, message: t(`done.${done}`, { name: change.name }) };
  const sentence = t(`refused.${change.reason}`);
  return change.reason === "mailbox_provider"
    ? { ok: false, fields: { email: sentence } }
    : { ok: false, message: sentence };
}
