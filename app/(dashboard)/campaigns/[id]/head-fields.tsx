"use client";

import { useTranslations } from "next-intl";
import { SubjectField } from "@/components/campaigns/subject-field";
import type { ContentValues } from "@/components/content/content-form";
import { MergeField } from "@/components/content/merge-field";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import { RadioGroup } from "@/components/ui/radio-group";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { EditableKind } from "@/lib/domain/campaign-edit";

export type Draft = {
  kind: EditableKind;
  name: string;
  subject: string;
  previewText: string;
  senderId: number | null;
  replyTo: string;
  content: ContentValues;
};

export type SenderChoice = { id: number; name: string; email: string; isVerified: boolean };

type HeadFieldsProps = {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
  errors: Record<string, string>;
  senders: SenderChoice[];
  mergeFields: readonly MergeFieldChoice[];
  /** The organisation is Korean: advertisements get their label. */
  isKorean: boolean;
};

/** What stands around the mail: who sends it, under which subject, as what. */
export function HeadFields({ draft, onChange, errors, senders, ...props }: HeadFieldsProps) {
  const t = useTranslations("campaigns.content");
  const kinds = useTranslations("campaigns.kind");
  return (
    <Section title={t("basics")}>
      <div className="flex flex-col gap-5">
        <TextField
          label={t("name")}
          description={t("nameHint")}
          value={draft.name}
          onChange={(name) => onChange({ name })}
          maxLength={200}
        />
        <SubjectField
          value={draft.subject}
          onChange={(subject) => onChange({ subject })}
          isLabelled={props.isKorean && draft.kind === "marketing"}
          mergeFields={props.mergeFields}
          error={errors["subject"]}
        />
        <MergeField
          label={t("previewText")}
          description={t("previewTextHint")}
          value={draft.previewText}
          onChange={(previewText) => onChange({ previewText })}
          mergeFields={props.mergeFields}
          error={errors["previewText"]}
          maxLength={300}
          place="previewText"
        />
        {senders.length === 0 ? (
          <p>
            {t("senderNone")} <TextLink href="/settings/senders">{t("addSender")}</TextLink>
          </p>
        ) : (
          <Select
            label={t("sender")}
            value={draft.senderId === null ? null : String(draft.senderId)}
            onChange={(senderId) => onChange({ senderId: Number(senderId) })}
            items={senders.map((sender) => ({
              id: String(sender.id),
              label: `${sender.name} <${sender.email}>`,
              ...(sender.isVerified ? {} : { description: t("senderUnverified") }),
            }))}
          />
        )}
        <TextField
          label={t("replyTo")}
          description={t("replyToHint")}
          type="email"
          value={draft.replyTo}
          onChange={(replyTo) => onChange({ replyTo })}
          {...(errors["replyTo"] === undefined ? {} : { error: errors["replyTo"] })}
        />
        <RadioGroup
          label={kinds("label")}
          value={draft.kind}
          onChange={(kind) =>
            onChange({ kind: kind === "information" ? "information" : "marketing" })
          }
          items={[
            { id: "marketing", label: kinds("marketing") },
            {
              id: "information",
              label: kinds("information"),
              description: kinds("informationHint"),
            },
          ]}
        />
      </div>
    </Section>
  );
}
