"use client";

import type { Editor } from "@tiptap/core";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { readMergeChip, writeMergeChip } from "@/lib/domain/merge-chip";

/** What a chosen merge tag prints for people who have no value. */
export function ChipEditor({ editor }: { editor: Editor }) {
  const t = useTranslations("composer.rich");
  if (!editor.isActive("mergeChip")) return null;
  const { tag, label } = editor.getAttributes("mergeChip");
  const chip = readMergeChip(String(tag));
  if (!chip || chip.key === "email") return null; // an address is what everybody has
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-sunken p-2.5">
      <TextField
        label={t("fallback", { label: String(label) })}
        description={t("fallbackHint")}
        value={chip.fallback}
        maxLength={60}
        onChange={(fallback) => setTag(editor, writeMergeChip({ ...chip, fallback }))}
      />
      <div>
        <Button
          size="small"
          variant="quiet"
          onPress={() => editor.chain().focus().deleteSelection().run()}
        >
          {t("chipRemove")}
        </Button>
      </div>
    </div>
  );
}

/** As one attribute: replacing the chip would take the choice away from it. */
function setTag(editor: Editor, tag: string) {
  editor.commands.command(({ tr, state }) => {
    tr.setNodeAttribute(state.selection.from, "tag", tag);
    return true;
  });
}
