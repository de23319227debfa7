"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { EditableKind } from "@/lib/domain/campaign-edit";
import type { TopicCount } from "@/lib/topic-counts";
import { SaveLine } from "@/app/(dashboard)/campaigns/[id]/save-line";
import { useAutosave } from "@/app/(dashboard)/campaigns/[id]/use-autosave";
import { saveAudience } from "./actions";
import { type AudienceCount, AudienceNumbers, audienceCount } from "./audience-numbers";
import { SegmentPicker } from "./segment-picker";

export type Audience = {
  topicId: number | null;
  segmentIds: number[];
  excludedSegmentIds: number[];
};

type AudienceFormProps = {
  id: number;
  revision: number;
  kind: EditableKind;
  audience: Audience;
  topics: { id: number; name: string; people: TopicCount }[];
  segments: { id: number; name: string; count: number; isStatic: boolean }[];
  count: AudienceCount;
  timeZone: string;
  isReadOnly: boolean;
};

/** Everyone in the topic, or segments united, minus others; each change is saved and counted. */
export function AudienceForm({ segments, topics, isReadOnly, ...props }: AudienceFormProps) {
  const t = useTranslations("campaigns.audience");
  const [audience, setAudience] = useState(props.audience);
  const [mode, setMode] = useState(audience.segmentIds.length > 0 ? "segments" : "everyone");
  const [count, setCount] = useState(props.count);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { state, change, flush, overwrite, discard } = useAutosave<Audience>({
    id: props.id,
    revision: props.revision,
    action: saveAudience,
    current: () => audience,
    onAnswer: (answer, fields) => {
      setCount(audienceCount.parse(answer));
      setErrors(fields);
    },
  });

  function update(changes: Partial<Audience>) {
    setAudience((before) => ({ ...before, ...changes }));
    change(changes);
  }

  function chooseMode(next: string) {
    setMode(next);
    if (next === "everyone") update({ segmentIds: [] });
  }

  const topicItems = topics.map(({ id, name, people }) => ({
    id: String(id),
    label: name,
    description: t(people.kind === "exact" ? "people" : "aboutPeople", { count: people.count }),
  }));
  const isMarketing = props.kind === "marketing";
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1fr_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <Select
          label={t("topic")}
          description={t("topicHint")}
          items={isMarketing ? topicItems : [...topicItems, { id: "none", label: t("topicNone") }]}
          value={
            audience.topicId === null ? (isMarketing ? null : "none") : String(audience.topicId)
          }
          onChange={(value) => update({ topicId: value === "none" ? null : Number(value) })}
          error={errors["topicId"]}
          isDisabled={isReadOnly}
        />
        <RadioGroup
          label={t("who")}
          look="cards"
          value={mode}
          onChange={chooseMode}
          isDisabled={isReadOnly}
          items={[
            {
              id: "everyone",
              label: t("everyone"),
              description: t(audience.topicId === null ? "everyoneNoTopicHint" : "everyoneHint"),
            },
            { id: "segments", label: t("segments"), description: t("segmentsHint") },
          ]}
        />
        {mode === "segments" && (
          <>
            <SegmentPicker
              label={t("include")}
              segments={segments}
              value={audience.segmentIds}
              // With nothing chosen the stored choice stays: an empty list would mean everyone.
              onChange={(segmentIds) =>
                segmentIds.length > 0
                  ? update({ segmentIds })
                  : setAudience((before) => ({ ...before, segmentIds }))
              }
              isDisabled={isReadOnly}
            />
            {audience.segmentIds.length === 0 && <Notice tone="warn">{t("pickOne")}</Notice>}
          </>
        )}
        {segments.length > 0 && (
          <SegmentPicker
            label={t("exclude")}
            description={t("excludeHint")}
            segments={segments.filter(({ id }) => !audience.segmentIds.includes(id))}
            value={audience.excludedSegmentIds}
            onChange={(excludedSegmentIds) => update({ excludedSegmentIds })}
            isDisabled={isReadOnly}
          />
        )}
      </div>
      <aside className="flex flex-col gap-4 lg:sticky lg:top-6">
        <AudienceNumbers
          id={props.id}
          count={count}
          isCounting={state.kind === "unsaved" || state.kind === "saving"}
        />
        {!isReadOnly && (
          <SaveLine
            state={state}
            timeZone={props.timeZone}
            onSave={() => void flush()}
            onOverwrite={() => void overwrite()}
            onDiscard={discard}
          />
        )}
        <LinkButton href={`/campaigns/${props.id}/review`} variant="primary">
          {t("next")}
        </LinkButton>
      </aside>
    </div>
  );
}
