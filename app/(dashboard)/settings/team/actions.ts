"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { action, type ActionResult } from "@/lib/action";
import { emailField, idField } from "@/lib/domain/form-fields";
import { revokeInvitation } from "@/lib/invitations";
import { inviteUser } from "@/lib/user-invitation";
import { changeUserRole, disableUser, enableUser, type UserChange } from "@/lib/users";

const roleField = z.enum(["admin", "marketer", "viewer"]);

export const invite = action(
  { role: "admin", input: z.object({ email: emailField, role: roleField }) },
  async ({ email, role }, { user }) => {
    const t = await getTranslations("settings.team");
    const invited = await inviteUser({ email, role, inviter: user });
    if (!invited.ok) return { ok: false, fields: { email: t("alreadyMember") } };
    revalidatePath("/settings/team");
    return { ok: true, message: t("inviteSent", { email }), data: invited.url };
  },
);

export const withdrawInvitation = action(
  { role: "admin", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    const t = await getTranslations("settings.team");
    const isWithdrawn = await revokeInvitation(id, user.id);
    revalidatePath("/settings/team");
    return isWithdrawn
      ? { ok: true, message: t("withdrawn") }
      : { ok: false, message: t("alreadyGone") };
  },
);

export const changeRole = action(
  { role: "admin", input: z.object({ id: idField, role: roleField }) },
  async ({ id, role }, { user }) =>
    say(await changeUserRole(id, { role, by: user.id }), "roleChanged"),
);

export const disableMember = action(
  { role: "admin", input: z.object({ id: idField }) },
  async ({ id }, { user }) => {
    if (id === user.id) {
      const t = await getTranslations("settings.team");
      return { ok: false, message: t("self") };
    }
    return say(await disableUser(id, user.id), "disabledNow");
  },
);

export const enableMember = action(
  { role: "admin", input: z.object({ id: idField }) },
  async ({ id }, { user }) => say(await enableUser(id, user.id), "enabledNow"),
);

async function say(
  change: UserChange,
  done: "roleChanged" | "disabledNow" | "enabledNow",
): Promise<ActionResult> {
  const t = await getTranslations("settings.team");
  revalidatePath("/settings/team");
  if (change.ok) return { ok: true, message: t(done) };
  return { ok: false, message: t(change.reason === "last_admin" ? "lastAdmin" : "notFound") };
}
