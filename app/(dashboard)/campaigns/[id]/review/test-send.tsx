"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { ContactChooser } from "@/app/(dashboard)/campaigns/[id]/contact-chooser";
import { maxTestAddresses } from "@/lib/domain/campaign-edit";
import { testSend } from "./actions";

type TestSendProps = {
  id: number;
  address: string;
  groups: readonly { id: number; name: string; addresses: readonly string[] }[];
  inboxUrl: string | undefined;
};

const noGroup = "0";

/** The mail as it stands, to one's own address, a few, or a saved group, with somebody's values. */
export function TestSend({ id, address, groups, inboxUrl }: TestSendProps) {
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
            {groups.length > 0 && (
              <Select
                label={t("group")}
                name="group"
                defaultValue={noGroup}
                items={[
                  { id: noGroup, label: t("noGroup") },
                  ...groups.map(({ id: groupId, name, addresses }) => ({
                    id: String(groupId),
                    label: name,
                    description: t("groupSize", { count: addresses.length }),
                  })),
                ]}
              />
            )}
            <ContactChooser campaignId={id} label={t("as")} name="contact" />
            <FormMessage />
            <div className="flex flex-wrap items-center gap-4">
              <SubmitButton variant="secondary">{t("send")}</SubmitButton>
              <TextLink href="/settings/test-groups">{t("groups")}</TextLink>
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
