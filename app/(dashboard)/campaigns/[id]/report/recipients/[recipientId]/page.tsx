import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { MailCopy } from "@/app/(dashboard)/campaigns/[id]/report/recipients/[recipientId]/mail-copy";
import { History } from "@/app/(dashboard)/campaigns/[id]/report/recipients/[recipientId]/history";
import { RecipientStatusBadge } from "@/components/campaigns/recipient-status-badge";
import { DateTime } from "@/components/ui/date-time";
import { Facts } from "@/components/ui/facts";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { maskEmail } from "@/lib/domain/mask";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { findRecipient, maskHistory, rebuildMail } from "@/lib/reports/history";
import { findReportedCampaign } from "@/lib/reports/report";
import { requireUser } from "@/lib/session";

type Props = { params: Promise<{ id: string; recipientId: string }> };

export default async function RecipientPage({ params }: Props) {
  const user = await requireUser("viewer");
  const t = await getTranslations("reports");
  const { id, recipientId } = await params;
  const campaign = await findReportedCampaign(parseId(id) ?? 0);
  const recipient = campaign && (await findRecipient(campaign.id, parseId(recipientId) ?? 0));
  if (!campaign || !recipient) notFound();
  // The mail itself holds names and addresses: viewers see the story, not the letter.
  const maySee = hasRole(user.role, "marketer");
  const [{ timeZone }, mail] = await Promise.all([
    getOrganization(),
    maySee ? rebuildMail(campaign.id, recipient.id) : undefined,
  ]);
  const base = `/campaigns/${campaign.id}/report/recipients`;
  const address = recipient.email === "" ? t("recipients.erased") : recipient.email;
  return (
    <Page>
      <PageHeader
        title={maySee ? address : maskEmail(address)}
        badge={<RecipientStatusBadge status={recipient.status} />}
        back={{ href: base, label: t("detail.back", { name: campaign.name }) }}
      />
      <Section title={t("detail.facts")}>
        <Facts
          items={[
            ...(maySee && recipient.name !== ""
              ? [{ label: t("detail.name"), value: recipient.name }]
              : []),
            ...(recipient.contactId === null
              ? []
              : [
                  {
                    label: t("detail.contact"),
                    value: (
                      <TextLink href={`/audience/contacts/${recipient.contactId}`}>
                        {t("detail.openContact")}
                      </TextLink>
                    ),
                  },
                ]),
            ...(recipient.skipReason === null
              ? []
              : [{ label: t("detail.skipReason"), value: t(`skip.${recipient.skipReason}`) }]),
            { label: t("detail.tries"), value: t("detail.triesValue", { n: recipient.attemptNo }) },
            {
              label: t("detail.sentAt"),
              value: <DateTime value={recipient.sentAt} timeZone={timeZone} style="seconds" />,
            },
            {
              label: t("detail.sesMessageId"),
              value: (
                <span className="font-mono text-sm break-all">{recipient.sesMessageId ?? "–"}</span>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t("detail.history")}>
        <History
          entries={maySee ? recipient.history : maskHistory(recipient.history)}
          timeZone={timeZone}
        />
      </Section>
      {maySee && (
        <Section title={t("detail.mail")} description={t("detail.mailDescription")}>
          <MailCopy mail={mail} src={`${base}/${recipient.id}/mail`} />
        </Section>
      )}
    </Page>
  );
}
