"use client";

import type { Editor } from "@tiptap/core";
import { ALargeSmall, Baseline, Link } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { Button } from "@/components/ui/button";
import { popoverStyle } from "@/components/ui/list-box";
import { Menu } from "@/components/ui/menu";
import { TextField } from "@/components/ui/text-field";
import { cx } from "@/components/ui/class-names";

const colors = ["#23211e", "#67625b", "#b3261e", "#a14a00", "#155f39", "#1d4fa8", "#6a48bf"];
const sizes = [14, 16, 18, 22, 28];
const buttonLook = "size-7 rounded-sm px-0 text-muted";

type PopoverButtonProps = {
  name: string;
  icon: ReactNode;
  isOn: boolean;
  children: (close: () => void) => ReactNode;
};

function PopoverButton({ name, icon, isOn, children }: PopoverButtonProps) {
  return (
    <DialogTrigger>
      <Button
        variant="quiet"
        size="small"
        aria-label={name}
        className={cx(buttonLook, isOn && "bg-accent-soft text-accent-ink")}
      >
        <span title={name}>{icon}</span>
      </Button>
      <Popover offset={4} className={cx(popoverStyle, "w-72 p-3")}>
        <Dialog aria-label={name} className="outline-none">
          {({ close }) => children(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

export function LinkButton({ editor }: { editor: Editor }) {
  const t = useTranslations("composer.rich");
  const href = editor.getAttributes("link")["href"];
  return (
    <PopoverButton name={t("link")} icon={<Link aria-hidden />} isOn={editor.isActive("link")}>
      {(close) => (
        <LinkForm
          href={typeof href === "string" ? href : ""}
          onSet={(address) => {
            setLink(editor, address);
            close();
          }}
        />
      )}
    </PopoverButton>
  );
}

function setLink(editor: Editor, href: string) {
  const link = editor.chain().focus().extendMarkRange("link");
  if (href === "") link.unsetLink().run();
  // Nothing selected and no link around: the address stands for itself.
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    link
      .insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] })
      .run();
  } else link.setLink({ href }).run();
}

function LinkForm({ href, onSet }: { href: string; onSet: (href: string) => void }) {
  const t = useTranslations("composer.rich");
  const [typed, setTyped] = useState(href);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation(); // it stands inside no form, but React's events would bubble
        onSet(typed.trim());
      }}
    >
      <TextField
        label={t("linkAddress")}
        description={t("linkHint")}
        value={typed}
        onChange={setTyped}
        inputMode="url"
        // The popover was opened to write it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        maxLength={2_000}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary">
          {t("linkSet")}
        </Button>
        {href !== "" && (
          <Button size="small" variant="quiet" onPress={() => onSet("")}>
            {t("linkRemove")}
          </Button>
        )}
      </div>
    </form>
  );
}

export function ColorButton({ editor }: { editor: Editor }) {
  const t = useTranslations("composer.rich");
  const current = editor.getAttributes("look")["color"];
  return (
    <PopoverButton
      name={t("color")}
      icon={<Baseline aria-hidden />}
      isOn={typeof current === "string"}
    >
      {(close) => (
        <div className="flex flex-wrap items-center gap-2">
          {colors.map((color) => (
            <Button
              key={color}
              variant="secondary"
              aria-label={t("colorNamed", { color })}
              className="size-7 px-0"
              onPress={() => {
                setLook(editor, { color });
                close();
              }}
            >
              <span className="block size-4 rounded-sm" style={{ background: color }} />
            </Button>
          ))}
          <label className="flex items-center gap-2 text-sm">
            {t("colorOther")}
            <input
              type="color"
              value={typeof current === "string" ? current : "#23211e"}
              onChange={(event) => setLook(editor, { color: event.target.value }, false)}
              className="h-7 w-9 rounded-sm border border-line bg-surface"
            />
          </label>
          <Button
            size="small"
            variant="quiet"
            onPress={() => {
              setLook(editor, { color: null });
              close();
            }}
          >
            {t("colorNone")}
          </Button>
        </div>
      )}
    </PopoverButton>
  );
}

export function SizeButton({ editor }: { editor: Editor }) {
  const t = useTranslations("composer.rich");
  const isOn = typeof editor.getAttributes("look")["size"] === "number";
  const set = (size: number | null) => setTimeout(() => setLook(editor, { size }), 60);
  return (
    <Menu
      label={t("size")}
      items={[
        { id: "none", label: t("sizeNone"), onAction: () => set(null) },
        ...sizes.map((size) => ({
          id: String(size),
          label: t("sizePx", { size }),
          onAction: () => set(size),
        })),
      ]}
      trigger={
        <Button
          variant="quiet"
          size="small"
          aria-label={t("size")}
          className={cx(buttonLook, isOn && "bg-accent-soft text-accent-ink")}
        >
          <ALargeSmall aria-hidden />
        </Button>
      }
    />
  );
}

type Look = { color?: string | null; size?: number | null };

/** Colour and size stand on one mark: what is not changed stays. */
function setLook(editor: Editor, change: Look, takesFocus = true) {
  const { color = null, size = null } = { ...editor.getAttributes("look"), ...change } as Look;
  const chain = takesFocus ? editor.chain().focus() : editor.chain();
  if (color === null && size === null) chain.unsetMark("look").run();
  else chain.setMark("look", { color, size }).run();
}
