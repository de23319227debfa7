"use client";

import { ArrowLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { merge } from "@/app/(dashboard)/audience/contacts/person-actions";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { FieldChoices, type FieldDifference } from "./field-choices";

type Side = { id: number; email: string; name: string };
type Answer = "subscribed" | "unsubscribed";

type MergeFormProps = {
  into: Side;
  from: Side;
  differences: FieldDifference[];
  topics: { name: string; into: Answer | null; from: Answer | null; result: Answer }[];
  suppressions: { reason: string; address: "into" | "from"; blocksBoth: boolean }[];
  mailsOfOther: number;
  waiting: { moved: number; skipped: number };
};

/** Says part by part what merging does, and asks where the two say different things. */
export function MergeForm(props: MergeFormProps) {
  const { into, from, differences } = props;
  const t = useTranslations("person.merge");
  return (
    <Form action={merge} className="gap-8">
      <input type="hidden" name="into" value={into.id} />
      <input type="hidden" name="from" value={from.id} />
      <div className="grid items-center gap-3 sm:grid-cols-[1fr_auto_1fr]">
        <Person side={into} label={t("stays")} />
        <LinkButton href={`/audience/contacts/${from.id}/merge?with=${into.id}`}>
          <ArrowLeftRight aria-hidden />
          {t("swap")}
        </LinkButton>
        <Person side={from} label={t("goes")} />
      </div>
      {differences.length > 0 && <FieldChoices differences={differences} />}
      <Answers topics={props.topics} />
      <Blocks {...props} />
      <Mails {...props} />
      <FormMessage />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant="danger">{t("confirm")}</SubmitButton>
        <p className="text-sm text-muted">{t("confirmBody", { email: from.email })}</p>
      </div>
    </Form>
  );
}

function Person({ side, label }: { side: Side; label: string }) {
  return (
    <Card>
      <p className="text-sm text-muted">{label}</p>
      <p className="font-medium">{side.name}</p>
      <p className="truncate">{side.email}</p>
    </Card>
  );
}

function Answers({ topics }: Pick<MergeFormProps, "topics">) {
  const t = useTranslations("person.merge");
  const state = useTranslations("contacts.state");
  if (topics.length === 0) return null;
  return (
    <Section title={t("topics")} description={t("topicsHint")}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {topics.map(({ name, into, from, result }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <span className="grow font-medium">{name}</span>
            <span className="text-sm text-muted">
              {state(into ?? "unanswered")} + {state(from ?? "unanswered")} →
            </span>
            <Badge tone={result === "subscribed" ? "good" : "warn"}>{state(result)}</Badge>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Blocks({ suppressions, into, from }: MergeFormProps) {
  const t = useTranslations("person.merge");
  const words = useTranslations("contacts.suppression");
  return (
    <Section title={t("suppressions")}>
      {suppressions.length === 0 ? (
        <p className="text-muted">{t("noSuppressions")}</p>
      ) : (
        <ul className="space-y-1">
          {suppressions.map(({ reason, address, blocksBoth }) => (
            <li key={`${address}:${reason}`} className="flex flex-wrap items-center gap-2">
              <Badge tone="bad">{words(reason as "bounce")}</Badge>
              <span>{address === "into" ? into.email : from.email}</span>
              <span className="text-sm text-muted">{t(blocksBoth ? "both" : "own")}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Mails({ mailsOfOther, waiting }: MergeFormProps) {
  const t = useTranslations("person.merge");
  return (
    <Section title={t("mails")}>
      <ul className="list-disc space-y-1 pl-5">
        {mailsOfOther > 0 && <li>{t("mailsKept", { count: mailsOfOther })}</li>}
        {waiting.moved > 0 && <li>{t("moved", { count: waiting.moved })}</li>}
        {waiting.skipped > 0 && <li>{t("skipped", { count: waiting.skipped })}</li>}
        <li>{t("segments")}</li>
      </ul>
    </Section>
  );
}
