"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { create } from "@/app/(dashboard)/campaigns/actions";

/** The promotion can begin with a few products or with as many as it takes. */
const starts = ["composed", "promotion", "promotion30", "letter"] as const;
type Start = (typeof starts)[number];

type NewCampaignFormProps = {
  topics: { id: number; name: string; description: string }[];
  topicId: number | undefined;
  templateKey: "composed" | "promotion" | "letter" | undefined;
  /** The mails that a composed one can begin with. */
  beginnings: { id: string; label: string; description: string }[];
  beginning: string | undefined;
  segmentId: number | undefined;
  importId: number | undefined;
  isKorean: boolean;
  /** The name to propose for each beginning, not used by another campaign yet. */
  names: Record<"composed" | "promotion" | "letter", string>;
};

export function NewCampaignForm(props: NewCampaignFormProps) {
  const t = useTranslations("campaigns");
  const words = useTranslations("composer");
  const [kind, setKind] = useState("marketing");
  const [start, setStart] = useState<Start>(props.templateKey ?? "promotion");
  const nameOf = (key: Start) => props.names[key === "promotion30" ? "promotion" : key];
  const [name, setName] = useState(() => nameOf(start));

  function chooseStart(value: string) {
    const next = starts.find((key) => key === value) ?? "promotion";
    // A name that the person wrote stays.
    if (name === nameOf(start)) setName(nameOf(next));
    setStart(next);
  }

  const topics = props.topics.map(({ id, name: label, description }) => ({
    id: String(id),
    label,
    ...(description === "" ? {} : { description }),
  }));
  if (kind === "information") {
    topics.push({
      id: "none",
      label: t("new.noTopicItem"),
      description: t("new.noTopicItemHint"),
    });
  }
  return (
    <Form action={create}>
      {props.segmentId !== undefined && (
        <input type="hidden" name="segment" value={props.segmentId} />
      )}
      {props.importId !== undefined && <input type="hidden" name="import" value={props.importId} />}
      <RadioGroup
        label={t("new.kind")}
        name="kind"
        look="cards"
        value={kind}
        onChange={setKind}
        items={[
          {
            id: "marketing",
            label: t("kind.marketing"),
            description: t(props.isKorean ? "kind.marketingHint" : "kind.marketingHintAbroad"),
          },
          {
            id: "information",
            label: t("kind.information"),
            description: t("kind.informationHint"),
          },
        ]}
      />
      <RadioGroup
        label={t("new.template")}
        name="template"
        look="cards"
        value={start}
        onChange={chooseStart}
        items={starts.map((key) => ({
          id: key,
          label: t(`new.templates.${key}`),
          description: t(`new.templates.${key}Hint`),
        }))}
      />
      {start === "composed" && (
        <RadioGroup
          label={words("start")}
          name="start"
          look="cards"
          defaultValue={props.beginning ?? "blank"}
          items={props.beginnings}
        />
      )}
      <Select
        label={t("new.topic")}
        name="topic"
        items={topics}
        defaultValue={String(props.topicId ?? Math.min(...props.topics.map(({ id }) => id)))}
        description={t("new.topicHint")}
      />
      <TextField
        label={t("new.name")}
        name="name"
        value={name}
        onChange={setName}
        maxLength={200}
        description={t("new.nameHint")}
      />
      <FormMessage />
      <div>
        <SubmitButton>{t("new.create")}</SubmitButton>
      </div>
    </Form>
  );
}
