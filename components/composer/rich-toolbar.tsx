"use client";

import type { Editor } from "@tiptap/core";
import {
  AlignCenter,
  Bold,
  Italic,
  List,
  ListOrdered,
  RemoveFormatting,
  Strikethrough,
  Underline,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useReducer } from "react";
import { ToggleButton, Toolbar } from "react-aria-components";
import { MergeTagMenu } from "@/components/content/merge-tag-menu";
import { readMergeChip } from "@/lib/domain/merge-chip";
import { useSurroundings } from "./composer-context";
import { ChipEditor } from "./chip-editor";
import { ColorButton, LinkButton, SizeButton } from "./rich-popovers";

/** One press changes what is selected. Arrow keys lead along it, Tab past it. */
export function RichToolbar({ editor, label }: { editor: Editor; label: string }) {
  const t = useTranslations("composer.rich");
  const { mergeFields } = useSurroundings();
  useRedraw(editor);
  const run = () => editor.chain().focus();
  const labelOf = (key: string) => mergeFields.find((field) => field.key === key)?.label ?? key;

  function insertTag(text: string) {
    const chip = readMergeChip(text);
    if (!chip) return;
    const attrs = { tag: text, label: labelOf(chip.key) };
    // After the menu gave the focus back to its button.
    setTimeout(() => run().insertContent({ type: "mergeChip", attrs }).run(), 60);
  }

  return (
    <div className="border-b border-line">
      <Toolbar aria-label={label} className="flex flex-wrap items-center gap-0.5 p-1">
        <Toggle
          name={t("bold")}
          isOn={editor.isActive("bold")}
          onPress={() => run().toggleBold().run()}
        >
          <Bold aria-hidden />
        </Toggle>
        <Toggle
          name={t("italic")}
          isOn={editor.isActive("italic")}
          onPress={() => run().toggleItalic().run()}
        >
          <Italic aria-hidden />
        </Toggle>
        <Toggle
          name={t("underline")}
          isOn={editor.isActive("underline")}
          onPress={() => run().toggleUnderline().run()}
        >
          <Underline aria-hidden />
        </Toggle>
        <Toggle
          name={t("strike")}
          isOn={editor.isActive("strike")}
          onPress={() => run().toggleStrike().run()}
        >
          <Strikethrough aria-hidden />
        </Toggle>
        <Toggle
          name={t("bullets")}
          isOn={editor.isActive("bulletList")}
          onPress={() => run().toggleBulletList().run()}
        >
          <List aria-hidden />
        </Toggle>
        <Toggle
          name={t("numbers")}
          isOn={editor.isActive("orderedList")}
          onPress={() => run().toggleOrderedList().run()}
        >
          <ListOrdered aria-hidden />
        </Toggle>
        <Toggle
          name={t("align")}
          isOn={editor.isActive({ textAlign: "center" })}
          onPress={() => run().toggleTextAlign("center").run()}
        >
          <AlignCenter aria-hidden />
        </Toggle>
        <LinkButton editor={editor} />
        <ColorButton editor={editor} />
        <SizeButton editor={editor} />
        <Toggle name={t("clear")} isOn={false} onPress={() => run().unsetAllMarks().run()}>
          <RemoveFormatting aria-hidden />
        </Toggle>
        <MergeTagMenu
          fieldLabel={label}
          mergeFields={mergeFields}
          onPick={({ text }) => insertTag(text)}
        />
      </Toolbar>
      <ChipEditor editor={editor} />
    </div>
  );
}

type ToggleProps = { name: string; isOn: boolean; onPress: () => void; children: ReactNode };

function Toggle({ name, isOn, onPress, children }: ToggleProps) {
  return (
    <ToggleButton
      aria-label={name}
      isSelected={isOn}
      onChange={onPress}
      className="grid size-7 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink data-selected:bg-accent-soft data-selected:text-accent-ink [&_svg]:size-4"
    >
      <span title={name}>{children}</span>
    </ToggleButton>
  );
}

/** The editor changes without React: each of its steps draws the toolbar anew. */
function useRedraw(editor: Editor) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    editor.on("transaction", redraw);
    return () => {
      editor.off("transaction", redraw);
    };
  }, [editor]);
}
