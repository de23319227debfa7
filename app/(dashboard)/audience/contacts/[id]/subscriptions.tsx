import { getTranslations } from "next-intl/server";
import { recordNo, recordYes } from "@/app/(dashboard)/audience/contacts/actions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { DateTime } from "@/components/ui/date-time";
import { Section } from "@/components/ui/section";
import { TextField } from "@/components/ui/text-field";
import { listSubscriptions } from "@/lib/subscriptions";
import { listActiveTopics } from "@/lib/topics";

type SubscriptionsProps = { contactId: number; timeZone: string; canEdit: boolean };

/** Every topic with the contact's answer, also where there is none yet. */
export async function Subscriptions({ contactId, timeZone, canEdit }: SubscriptionsProps) {
  const [t, answers, topics] = await Promise.all([
    getTranslations("contacts"),
    listSubscriptions(contactId),
    listActiveTopics(),
  ]);
  const unanswered = topics
    .filter(({ id }) => answers.every(({ topicId }) => topicId !== id))
    .map(({ id, name }) => ({ topicId: id, topicName: name, status: undefined, changedAt: null }));
  const rows = [...answers, ...unanswered];
  return (
    <Section title={t("detail.subscriptions")} description={t("detail.subscriptionsHint")}>
      {answers.length === 0 && <p className="text-muted">{t("detail.noSubscriptions")}</p>}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {rows.map(({ topicId, topicName, status, changedAt }) => (
          <li key={topicId} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <span className="font-medium">{topicName}</span>
            <Badge
              tone={
                status === "subscribed" ? "good" : status === "unsubscribed" ? "warn" : "neutral"
              }
            >
              {t(`state.${status ?? "unanswered"}`)}
            </Badge>
            <span className="grow text-sm text-muted">
              {changedAt && <DateTime value={changedAt} timeZone={timeZone} />}
            </span>
            {canEdit && <AnswerButton {...{ contactId, topicId, topicName, status }} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type AnswerButtonProps = {
  contactId: number;
  topicId: number;
  topicName: string;
  status: "subscribed" | "unsubscribed" | undefined;
};

async function AnswerButton({ contactId, topicId, topicName, status }: AnswerButtonProps) {
  const t = await getTranslations("contacts.detail");
  const verb = status === "subscribed" ? "unsubscribe" : "subscribe";
  return (
    <Confirm
      trigger={<Button size="small">{t(verb)}</Button>}
      title={t(`${verb}Title`, { topic: topicName })}
      body={t(`${verb}Body`)}
      confirmLabel={t(`${verb}Confirm`)}
      action={verb === "subscribe" ? recordYes : recordNo}
      fields={{ id: contactId, topic: topicId }}
    >
      <TextField
        label={t("how")}
        name="how"
        description={t("howHint")}
        isRequired
        maxLength={500}
      />
    </Confirm>
  );
}
