"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { RadioGroup } from "@/components/ui/radio-group";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { decide } from "./actions";
import { ConsentFields, type ConsentFieldsProps } from "./consent-fields";
import { type KnownProperty, MappingTable, type MappedColumn } from "./mapping-table";

type MappingFormProps = Omit<ConsentFieldsProps, "onChange" | "onType"> & {
  id: number;
  columns: MappedColumn[];
  properties: KnownProperty[];
  blankCells: "keep" | "clear";
  phoneZero: "keep" | "restore";
  hasLostZeros: boolean;
  /** How all of them were left; undefined where a column says it. */
  everyone: string | undefined;
  /** How many people would come in, as far as it is known. */
  people: number | undefined;
  children: ReactNode;
};

/** Whoever stops for so long has written what they wanted to. */
const typingPauseMs = 800;

/** All decisions about an import in one form; every change of a list counts again. */
export function MappingForm({
  id,
  columns,
  properties,
  blankCells,
  phoneZero,
  hasLostZeros,
  everyone,
  people,
  children,
  ...consent
}: MappingFormProps) {
  const t = useTranslations("imports");
  const place = useRef<HTMLDivElement>(null);
  const [isDue, setDue] = useState(false);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  // After a moment: the field that changed first writes its value into the form.
  function recount() {
    setDue(true);
    setTimeout(() => {
      place.current?.closest("form")?.requestSubmit();
      setDue(false);
    }, 50);
  }
  function recountOnceTyped() {
    clearTimeout(typing.current);
    typing.current = setTimeout(recount, typingPauseMs);
  }
  return (
    <Form action={decide} isDue={isDue} aria-label={t("mapping.title")} className="gap-10">
      <input type="hidden" name="id" value={id} />
      <Section title={t("mapping.title")} description={t("mapping.description")}>
        <MappingTable columns={columns} properties={properties} onChange={recount} />
        <RadioGroup
          label={t("mapping.blank")}
          name="blankCells"
          look="cards"
          defaultValue={blankCells}
          onChange={recount}
          items={[
            { id: "keep", label: t("mapping.blankKeep"), description: t("mapping.blankKeepHint") },
            {
              id: "clear",
              label: t("mapping.blankClear"),
              description: t("mapping.blankClearHint"),
            },
          ]}
        />
        {hasLostZeros && (
          <RadioGroup
            label={t("mapping.zero")}
            name="phoneZero"
            look="cards"
            defaultValue={phoneZero}
            onChange={recount}
            items={[
              { id: "keep", label: t("mapping.zeroKeep"), description: t("mapping.zeroKeepHint") },
              {
                id: "restore",
                label: t("mapping.zeroRestore"),
                description: t("mapping.zeroRestoreHint"),
              },
            ]}
          />
        )}
        {everyone !== undefined && (
          <Select
            label={t("everyone.label")}
            name="everyone"
            className="sm:max-w-80"
            defaultValue={everyone === "undecided" ? undefined : everyone}
            placeholder={t("everyone.placeholder")}
            description={t("everyone.hint")}
            onChange={recount}
            items={[
              { id: "active", label: t("everyone.active") },
              { id: "pending", label: t("everyone.pending") },
              { id: "unsubscribed", label: t("everyone.unsubscribed") },
              { id: "bounced", label: t("everyone.bounced") },
            ]}
          />
        )}
      </Section>
      <ConsentFields {...consent} onChange={recount} onType={recountOnceTyped} />
      {children}
      <div ref={place} className="flex flex-col gap-3">
        <FormMessage />
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton
            name="intent"
            value="start"
            disabledReason={people === 0 ? t("check.nothing") : undefined}
          >
            {people === undefined ? t("check.startPlain") : t("check.start", { count: people })}
          </SubmitButton>
          <SubmitButton variant="secondary" name="intent" value="check">
            {t("check.recheck")}
          </SubmitButton>
        </div>
      </div>
    </Form>
  );
}
