"use client";

import { useTranslations } from "next-intl";
import { findBlock } from "@/emails/blocks/all-blocks";
import type { PlacedBlock } from "@/emails/blocks/document";
import { fieldsOf } from "@/lib/domain/template-fields";
import { BlockActions } from "./block-actions";
import { BlockField } from "./block-field";
import { ColorField } from "./color-field";
import { ConditionField } from "./condition-field";
import { ListField } from "./list-field";
import { withPickedImage } from "./picked-image";
import { useBlockWords } from "./use-block-words";
import { useEditing, useMailDocument, useSelectedBlock } from "./use-editing";

/** What can be set in the chosen block; without one, in the whole mail. */
export function BlockPanel() {
  const block = useSelectedBlock();
  return block ? <BlockForm key={block.id} block={block} /> : <MailForm />;
}

function BlockForm({ block: placed }: { block: PlacedBlock }) {
  const t = useTranslations("composer.block");
  const { nameOf, fieldWords } = useBlockWords();
  const editing = useEditing();
  const { id, type, content } = placed;
  const block = findBlock(type);
  if (!block) return null;
  const fields = fieldsOf(block.schema);

  // Two changes in one step must not undo each other: each builds on what is there now.
  const current = () => editing.find(id)?.content ?? content;
  const put = (next: PlacedBlock["content"]) => editing.change(id, { content: next });
  const change = (name: string, value: unknown) => put({ ...current(), [name]: value });

  return (
    <section aria-label={nameOf(type)} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{nameOf(type)}</h2>
        <BlockActions id={id} name={nameOf(type)} />
      </div>
      {fields.length === 0 && <p className="text-sm text-muted">{t("noFields")}</p>}
      {fields.map((field) => {
        const value = content[field.name];
        const place = `${id}.${field.name}`;
        if (field.input === "list" && field.item) {
          return (
            <ListField
              key={field.name}
              field={field}
              item={field.item}
              words={fieldWords(type, [field.name])}
              itemWords={(name) => fieldWords(type, [field.name, name])}
              place={place}
              entries={Array.isArray(value) ? value : []}
              onChange={(entries) => change(field.name, entries)}
            />
          );
        }
        return (
          <BlockField
            key={field.name}
            field={field}
            words={fieldWords(type, [field.name])}
            place={place}
            value={value}
            onChange={(next) => change(field.name, next)}
            onPickImage={(image) => put(withPickedImage(current(), field.name, image))}
          />
        );
      })}
      <hr className="border-line" />
      <ConditionField
        place={`${id}.when`}
        when={placed.when}
        onChange={(when) => editing.change(id, { when })}
      />
    </section>
  );
}

function MailForm() {
  const t = useTranslations("composer.block");
  const { theme } = useMailDocument();
  const { changeTheme } = useEditing();
  return (
    <section aria-label={t("none")} className="flex flex-col gap-5">
      <h2 className="font-semibold">{t("none")}</h2>
      <p className="text-sm text-muted">{t("noneHint")}</p>
      <ColorField
        words={{ label: t("accent"), hint: t("accentHint") }}
        place="theme.accent"
        value={theme.accent}
        onChange={(accent) => changeTheme({ ...theme, accent })}
      />
    </section>
  );
}
