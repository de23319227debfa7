"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { DateField } from "@/components/ui/date-field";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { BulkDeed } from "@/lib/domain/bulk-action";
import type { BulkChoices } from "./bulk-choices";

export type Bulk = BulkChoices & {
  filter: Record<string, string>;
  /** There are more than this page's rows. */
  hasMore: boolean;
};
import { act } from "./bulk-actions";

/** What can be asked for: the deeds, and a new segment of the chosen ones. */
export type BulkChoice = BulkDeed["kind"] | "save_segment";

type BulkDialogProps = {
  kind: BulkChoice;
  bulk: Bulk;
  count: number;
  /** undefined: everybody whom the filter leaves. */
  ids: number[] | undefined;
  /** The newest contact that was counted among them. */
  maxContactId: number | undefined;
  onClose: () => void;
};

/** Asks for what the act needs, and says what becomes of how many. */
export function BulkDialog({ kind, bulk, count, ids, maxContactId, onClose }: BulkDialogProps) {
  const t = useTranslations("contacts.bulk");
  return (
    <Confirm
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(`title.${kind}`, { count })}
      body={
        <>
          <p>{t(`body.${kind}`, { count })}</p>
          <p className="text-sm text-muted">{t("undoHint")}</p>
        </>
      }
      confirmLabel={t(`confirm.${kind}`, { count })}
      action={act}
      fields={{
        kind,
        ...(ids === undefined
          ? { filter: JSON.stringify(bulk.filter), maxContactId: String(maxContactId) }
          : { ids: ids.join(",") }),
      }}
      variant={kind === "delete" || kind === "suppress" ? "danger" : "primary"}
    >
      <Fields kind={kind} bulk={bulk} />
    </Confirm>
  );
}

function Fields({ kind, bulk }: Pick<BulkDialogProps, "kind" | "bulk">) {
  const t = useTranslations("contacts");
  switch (kind) {
    case "subscribe":
    case "unsubscribe":
      return (
        <>
          <Select label={t("list.topic")} name="topicId" items={bulk.topics} isRequired />
          <TextField
            label={t("bulk.how")}
            name="how"
            description={t("bulk.howHint")}
            isRequired
            maxLength={500}
          />
        </>
      );
    case "suppress":
      return <TextField label={t("bulk.why")} name="why" isRequired maxLength={500} />;
    case "add_to_segment":
      return <Select label={t("bulk.segment")} name="segmentId" items={bulk.segments} isRequired />;
    case "save_segment":
      return <TextField label={t("bulk.segmentName")} name="name" isRequired maxLength={100} />;
    case "set_property":
      return <PropertyFields properties={bulk.properties} />;
    case "delete":
      return null;
  }
}

function PropertyFields({ properties }: { properties: Bulk["properties"] }) {
  const t = useTranslations("contacts.bulk");
  const words = useTranslations("contacts.form");
  const [key, setKey] = useState(properties[0]?.id);
  const property = properties.find(({ id }) => id === key);
  return (
    <>
      <Select
        label={t("property")}
        name="key"
        items={properties.map(({ id, label }) => ({ id, label }))}
        value={key ?? null}
        onChange={setKey}
        isRequired
      />
      {property?.type === "choice" || property?.type === "boolean" ? (
        <Select
          key={key}
          label={t("value")}
          name="value"
          isRequired
          items={[
            ...(property.type === "boolean"
              ? [
                  { id: "Y", label: words("yes") },
                  { id: "N", label: words("no") },
                ]
              : property.choices.map((label) => ({ id: label, label }))),
            { id: " ", label: words("unset") }, // blank, but not the empty id that a list cannot have
          ]}
        />
      ) : property?.type === "date" ? (
        <DateField key={key} label={t("value")} name="value" description={t("valueHint")} />
      ) : (
        <TextField key={key} label={t("value")} name="value" description={t("valueHint")} />
      )}
    </>
  );
}
