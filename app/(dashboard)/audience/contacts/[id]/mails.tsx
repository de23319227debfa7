import { getTranslations } from "next-intl/server";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Section } from "@/components/ui/section";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { listContactMails } from "@/lib/contact-mails";

const shownMails = 100;

type Mail = Awaited<ReturnType<typeof listContactMails>>[number];

const tones: Record<Mail["status"], BadgeTone> = {
  queued: "neutral",
  sending: "accent",
  in_doubt: "violet",
  sent: "good",
  failed: "bad",
  skipped: "warn",
  canceled: "neutral",
};

/** What was sent to a contact and what came back, newest first. */
export async function Mails({ contactId, timeZone }: { contactId: number; timeZone: string }) {
  const [t, mails] = await Promise.all([
    getTranslations("contacts.detail"),
    listContactMails(contactId, { limit: shownMails }),
  ]);
  if (mails.length === 0) {
    return (
      <Section title={t("mails")}>
        <p className="text-muted">{t("noMails")}</p>
      </Section>
    );
  }
  const name = ({ kind, campaignName }: Mail) => {
    if (kind === "test") return t("testMail");
    if (kind === "transactional") return t("systemMail");
    return campaignName || t("untitled");
  };
  return (
    <Section title={t("mails")}>
      <Table label={t("mails")}>
        <Thead>
          <tr>
            <Th>{t("campaign")}</Th>
            <Th>{t("mailState")}</Th>
            <Th hideBelow="sm">{t("when")}</Th>
          </tr>
        </Thead>
        <Tbody>
          {mails.map((mail) => (
            <Tr key={`${mail.campaignId}:${mail.recipientId}`}>
              <Td className="max-w-80 truncate">
                {mail.kind === "marketing" || mail.kind === "information" ? (
                  <RowLink
                    href={`/campaigns/${mail.campaignId}/report/recipients/${mail.recipientId}`}
                  >
                    {name(mail)}
                  </RowLink>
                ) : (
                  name(mail)
                )}
              </Td>
              <Td>
                <div className="flex flex-wrap gap-1">
                  <Badge tone={tones[mail.status]}>{t(`mailStatus.${mail.status}`)}</Badge>
                  {mail.complainedAt && <Badge tone="bad">{t("complained")}</Badge>}
                  {mail.bouncedAt && <Badge tone="bad">{t("bounced")}</Badge>}
                  {mail.clickedAt && <Badge tone="accent">{t("clicked")}</Badge>}
                  {mail.openedAt && <Badge>{t("opened")}</Badge>}
                  {mail.deliveredAt && <Badge tone="good">{t("delivered")}</Badge>}
                </div>
              </Td>
              <Td hideBelow="sm">
                <DateTime value={mail.sentAt ?? mail.createdAt} timeZone={timeZone} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Section>
  );
}
