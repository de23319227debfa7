"use client";

import "@puckeditor/core/no-external.css";
import "./composer.css";
import { Puck } from "@puckeditor/core";
import { useMessages, useTranslations } from "next-intl";
import { memo, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import { type MailDocument, readDocument, storeDocument } from "@/emails/blocks/document";
import { Canvas, type CanvasWidth } from "./canvas";
import { CanvasDocument } from "./canvas-document";
import { ComposerProvider, type ComposerSurroundings } from "./composer-context";
import { ComposerToolbar } from "./composer-toolbar";
import { createPuckConfig } from "./puck-config";
import { fromPuck, toPuck } from "./puck-data";
import { AddPanel, NarrowPanel, SettingsPanel } from "./side-panel";
import { useBlockKeys } from "./use-block-keys";
import { useBlockWords } from "./use-block-words";
import { stepByKey } from "./undo-key";
import { useEditing, useUndo } from "./use-editing";
import { useMedia } from "./use-media";

export type ComposerProps = ComposerSurroundings & {
  /** As it is stored. Read once: mount anew, by `key`, to show another document. */
  content: unknown;
  onChange: (content: Readonly<Record<string, unknown>>) => void;
  /** The block or field to lead to: "<block>.text"; another object leads there again. */
  goTo?: { place: string } | undefined;
};

/** The mail as blocks: palette, canvas and settings around one document, which Puck holds. */
export const ComposerEditor = memo(function ComposerEditor({
  content,
  onChange,
  goTo,
  ...surroundings
}: ComposerProps) {
  const t = useTranslations("composer");
  const { puck } = useMessages().composer;
  const { nameOf } = useBlockWords();
  const [start] = useState(() => readDocument(content));
  const { frame, pictures } = surroundings;
  // Once for this editor: another object would mount all blocks anew.
  const [config] = useState(() => createPuckConfig({ locale: frame.locale, pictures, nameOf }));
  const { mergeFields, conditionFields, problems } = surroundings;
  const around = useMemo(
    () => ({ frame, pictures, mergeFields, conditionFields, problems }),
    [frame, pictures, mergeFields, conditionFields, problems],
  );
  const [data] = useState(() => (start.ok ? toPuck(start.document) : undefined));
  const tell = useTellChanges(start.ok ? start.document : undefined, onChange);
  if (!data) return <Notice tone="bad">{t("unreadable")}</Notice>;
  return (
    <ComposerProvider value={around}>
      <section className="composer" aria-label={t("label")}>
        <Puck
          config={config}
          data={data}
          onChange={(changed) => tell(fromPuck(changed))}
          overrides={overrides}
          iframe={iframe}
          permissions={permissions}
          dictionary={puck}
        >
          <Shell goTo={goTo} />
        </Puck>
      </section>
    </ComposerProvider>
  );
});

const overrides = {
  iframe: CanvasDocument,
  // It would cover the block above; what it offers stands in the panel.
  actionBar: () => <span hidden />,
};
const iframe = { syncHostStyles: false };
/** Puck would delete with Backspace wherever nobody writes; see use-block-keys. */
const permissions = { delete: false, duplicate: false };

/** Only what really changed: choosing a block is no reason to save. */
function useTellChanges(
  start: MailDocument | undefined,
  onChange: (content: Readonly<Record<string, unknown>>) => void,
) {
  const last = useRef<string>(undefined);
  useEffect(() => {
    last.current ??= start && JSON.stringify(storeDocument(start));
  }, [start]);
  return (document: MailDocument) => {
    const stored = storeDocument(document);
    const text = JSON.stringify(stored);
    if (text === last.current) return;
    last.current = text;
    // A plain object, as everything that is stored.
    onChange(stored as Readonly<Record<string, unknown>>);
  };
}

function Shell({ goTo }: Pick<ComposerProps, "goTo">) {
  const [width, setWidth] = useState<CanvasWidth>("wide");
  const isWide = useMedia("(min-width: 1280px)");
  const root = useRef<HTMLDivElement>(null);
  const go = useGo();
  useOwnKeys(root);
  useBlockKeys(typeof document === "undefined" ? undefined : document);
  const onGo = useEffectEvent((place: string) => go(place));
  useEffect(() => {
    if (goTo) onGo(goTo.place);
  }, [goTo]);
  return (
    <div
      ref={root}
      className="grid h-[calc(100dvh-6rem)] min-h-140 grid-cols-[minmax(0,1fr)_20rem] gap-4 xl:grid-cols-[11.5rem_minmax(0,1fr)_20rem]"
    >
      {isWide && <AddPanel />}
      <div className="flex min-h-0 min-w-0 flex-col rounded-lg border border-line">
        <ComposerToolbar width={width} onWidth={setWidth} />
        <Canvas width={width} />
      </div>
      {isWide ? <SettingsPanel onGo={go} /> : <NarrowPanel onGo={go} />}
    </div>
  );
}

/** Leads to a block, and into the field that the place names. */
function useGo() {
  const { choose } = useEditing();
  return (place: string) => {
    const [id = ""] = place.split(".");
    choose(id);
    // Once the panel shows that block.
    setTimeout(() => {
      const field = document.querySelector(`[data-field="${CSS.escape(place)}"]`);
      const input =
        field?.querySelector<HTMLElement>("input, textarea, [contenteditable=true]") ??
        field?.querySelector<HTMLElement>("button");
      field?.scrollIntoView({ block: "nearest" });
      input?.focus();
    }, 120);
  };
}

/**
 * Puck listens to the keys of the whole page: it must not undo here what is typed elsewhere, and it
 * has another use for the key that makes words italic.
 */
function useOwnKeys(root: React.RefObject<HTMLElement | null>) {
  const { back, forward } = useUndo();
  const step = useEffectEvent((event: KeyboardEvent) => stepByKey(event, { back, forward }));
  useEffect(() => {
    const element = root.current;
    const isHeld = (event: KeyboardEvent) => event.ctrlKey || event.metaKey;
    const keepItalic = (event: KeyboardEvent) => {
      if (event.code === "KeyI" && isHeld(event)) event.stopPropagation();
    };
    const listen = (event: KeyboardEvent) => {
      if (!["KeyZ", "KeyY", "KeyI"].includes(event.code) || !isHeld(event)) return;
      const isShown = element !== null && element.offsetParent !== null;
      const isOutside = event.target !== document.body && !element?.contains(event.target as Node);
      if (!isShown || isOutside) event.stopPropagation();
      else step(event);
    };
    element?.addEventListener("keydown", keepItalic);
    window.addEventListener("keydown", listen, { capture: true });
    return () => {
      element?.removeEventListener("keydown", keepItalic);
      window.removeEventListener("keydown", listen, { capture: true });
    };
  }, [root]);
}
