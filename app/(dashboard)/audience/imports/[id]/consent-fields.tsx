"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DateField } from "@/components/ui/date-field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";

export type ConsentFieldsProps = {
  topics: { id: number; name: string; description: string }[];
  /** A topic's id, "none", or nothing chosen yet. */
  topic: string;
  consentSource: string;
  consentDate: string;
  consentColumn: string | undefined;
  onChange: () => void;
  onType: () => void;
};

/** Which topic these people join, and on what consent. */
export function ConsentFields({
  topics,
  topic,
  consentSource,
  consentDate,
  consentColumn,
  onChange,
  onType,
}: ConsentFieldsProps) {
  const t = useTranslations("imports.consent");
  const [chosen, setChosen] = useState(topic);
  return (
    <Section title={t("title")} description={t("description")}>
      <div className="grid gap-4 sm:max-w-150">
        {topics.length === 0 && (
          <p className="text-sm text-muted">
            {t.rich("noTopics", {
              link: (words) => <TextLink href="/audience/topics">{words}</TextLink>,
            })}
          </p>
        )}
        <Select
          label={t("topic")}
          name="topic"
          placeholder={t("pickTopic")}
          defaultValue={topic === "" ? undefined : topic}
          description={t("topicHint")}
          isRequired
          onChange={(next) => {
            setChosen(next);
            onChange();
          }}
          items={[
            ...topics.map((one) => ({
              id: String(one.id),
              label: one.name,
              ...(one.description !== "" && { description: one.description }),
            })),
            { id: "none", label: t("nobody"), description: t("nobodyHint") },
          ]}
        />
        {chosen !== "" && chosen !== "none" && (
          <>
            <p className="text-sm text-muted">
              {consentColumn === undefined ? t("forAll") : t("byColumn", { column: consentColumn })}
            </p>
            <TextField
              label={t("source")}
              name="consentSource"
              defaultValue={consentSource}
              description={t("sourceHint")}
              maxLength={500}
              isRequired
              onChange={onType}
            />
            <DateField
              label={t("date")}
              name="consentDate"
              defaultValue={consentDate}
              description={t("dateHint")}
              onChange={onChange}
            />
          </>
        )}
      </div>
    </Section>
  );
}
