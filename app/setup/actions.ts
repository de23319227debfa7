"use server";

import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { after } from "next/server";
import * as z from "zod";
import { action } from "@/lib/action";
import {
  lineField,
  localeField,
  optionalLineField,
  phoneField,
  senderEmailField,
  timeZoneField,
} from "@/lib/domain/form-fields";
import { checkIdentityOf } from "@/lib/identities";
import { finishSetup } from "@/lib/setup";

const input = z.object({
  name: lineField(100),
  timeZone: timeZoneField,
  locale: localeField,
  senderName: optionalLineField(100),
  senderEmail: senderEmailField,
  postalAddress: optionalLineField(200),
  phone: phoneField,
});

export const finishFirstRun = action({ role: "admin", input }, async (answers, { user }) => {
  const { senderName, senderEmail, ...organization } = answers;
  const words = await getTranslations({ locale: answers.locale, namespace: "setup" });
  const sender = { name: senderName || answers.name, email: senderEmail, replyTo: null };
  const result = await finishSetup(
    { ...organization, sender, topicName: words("firstTopic") },
    user.id,
  );
  if (!result.ok) {
    const t = await getTranslations();
    return result.reason === "mailbox_provider"
      ? { ok: false, fields: { senderEmail: t("validation.mailboxProvider") } }
      : { ok: false, message: t("setup.alreadyFinished") };
  }
  // SES and DNS may take seconds; the overview need not wait for them.
  after(async () => void (await checkIdentityOf(senderEmail)));
  redirect("/");
});
