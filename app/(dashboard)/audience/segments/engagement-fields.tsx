"use client";

import { useTranslations } from "next-intl";
import { ComboBox } from "@/components/ui/combo-box";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { SegmentCampaign } from "@/lib/domain/segment-choices";
import { engagementEvents } from "@/lib/domain/segment-rule";
import type { ValueFieldsProps } from "./value-fields-props";

const hiddenLabel = "[&>:first-child]:sr-only";
const rowStyle = "grid min-w-0 gap-2 sm:col-span-2 sm:grid-cols-3 xl:col-span-1";

/** What happened, in which campaign, since when; of a click also which link. */
export function EngagementFields({ condition, choices, error, onChange }: ValueFieldsProps) {
  const t = useTranslations("segments");
  const campaign = choices.campaigns.find(({ id }) => String(id) === condition.value);
  const campaigns = choices.campaigns.map(({ id, name, isArchived }) => {
    const label = name || t("untitled");
    return { id: String(id), label: isArchived ? t("archivedCampaign", { name: label }) : label };
  });
  return (
    <div className={rowStyle}>
      <Select
        label={t("event")}
        value={condition.event}
        onChange={(event) => onChange({ event })}
        items={engagementEvents.map((id) => ({ id, label: t(`events.${id}`) }))}
        className={hiddenLabel}
      />
      <ComboBox
        label={t("campaign")}
        value={condition.value}
        onChange={(value) => onChange({ value, link: "" })}
        items={[{ id: "any", label: t("anyCampaign") }, ...campaigns]}
        className={hiddenLabel}
      />
      <DaysField days={condition.to} error={error} onChange={(to) => onChange({ to })} />
      {condition.event === "clicked" && campaign && campaign.links.length > 0 && (
        <LinkField campaign={campaign} link={condition.link} onChange={onChange} />
      )}
      {campaign?.isArchived && (
        <p className="text-sm text-muted sm:col-span-3">{t("archivedHint")}</p>
      )}
    </div>
  );
}

type LinkFieldProps = {
  campaign: SegmentCampaign;
  link: string;
  onChange: ValueFieldsProps["onChange"];
};

function LinkField({ campaign, link, onChange }: LinkFieldProps) {
  const t = useTranslations("segments");
  return (
    <div className="sm:col-span-3">
      <ComboBox
        label={t("link")}
        value={link === "" ? "any" : link}
        onChange={(next) => onChange({ link: next === "any" ? "" : next })}
        items={[
          { id: "any", label: t("anyLink") },
          ...campaign.links.map((url, n) => ({ id: String(n), label: `${n + 1}. ${url}` })),
        ]}
        className={hiddenLabel}
      />
    </div>
  );
}

/** What the consent ledger says: agreed or withdrew, about which topic, since when. */
export function ConsentFields({ condition, choices, error, onChange }: ValueFieldsProps) {
  const t = useTranslations("segments");
  return (
    <div className={rowStyle}>
      <Select
        label={t("consentAction")}
        value={condition.event}
        onChange={(event) => onChange({ event })}
        items={(["granted", "withdrawn"] as const).map((id) => ({
          id,
          label: t(`consents.${id}`),
        }))}
        className={hiddenLabel}
      />
      <ComboBox
        label={t("topic")}
        value={condition.value}
        onChange={(value) => onChange({ value })}
        items={[
          { id: "any", label: t("anyTopic") },
          ...choices.topics.map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
        className={hiddenLabel}
      />
      <DaysField days={condition.to} error={error} onChange={(to) => onChange({ to })} />
    </div>
  );
}

type DaysFieldProps = {
  days: string;
  error: string | undefined;
  onChange: (days: string) => void;
};

/** In the last N days; blank = ever. */
function DaysField({ days, error, onChange }: DaysFieldProps) {
  const t = useTranslations("segments");
  return (
    <TextField
      label={t("days")}
      value={days}
      onChange={onChange}
      inputMode="numeric"
      placeholder={t("everHint")}
      suffix={<span className="pr-3 text-muted">{t("daysUnit")}</span>}
      error={error}
      className={hiddenLabel}
    />
  );
}
