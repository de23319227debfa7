"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { ContactChooser } from "@/app/(dashboard)/campaigns/[id]/contact-chooser";
import { maxTestAddresses } from "@/lib/domain/campaign-edit";
import { testSend } from "./actions";

type TestSendProps = { id: number; address: string; inboxUrl: string | undefined };

/** The mail as it stands, to one's own address or a few, with somebody's values. */
export function TestSend({ id, address, inboxUrl }: TestSendProps) {
  const t = useTranslations("campaigns.test");
  return (
    <Card>
      <Form action={testSend} aria-label={t("title")}>
        {(state) => (
          <>
            <input type="hidden" name="id" value={id} />
            <TextField
              label={t("to")}
              name="to"
              inputMode="email"
              defaultValue={address}
              description={t("toHint", { max: maxTestAddresses })}
            />
            <ContactChooser campaignId={id} label={t("as")} name="contact" />
            <FormMessage />
            <div className="flex flex-wrap items-center gap-4">
              <SubmitButton variant="secondary">{t("send")}</SubmitButton>
              {state?.ok && inboxUrl !== undefined && (
                <TextLink href={inboxUrl}>{t("inbox")}</TextLink>
              )}
            </div>
          </>
        )}
      </Form>
    </Card>
  );
}
