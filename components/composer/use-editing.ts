"use client";

import { createUsePuck, useGetPuck } from "@puckeditor/core";
import { useMemo } from "react";
import type { Block, MailTheme } from "@/emails/blocks/block";
import type { MailDocument, PlacedBlock } from "@/emails/blocks/document";
import type { CanvasFrame } from "@/emails/blocks/mail-canvas";
import {
  duplicateBlock,
  findPlaced,
  insertBlocks,
  moveBlock,
  newBlockId,
  removeBlock,
  withNewIds,
} from "./block-tree";
import { findBlock } from "@/emails/blocks/all-blocks";
import { refusedInside } from "./block-nesting";
import { fromItem, fromPuck, toPuck } from "./puck-data";
import { useSurroundings } from "./composer-context";

const usePuck = createUsePuck();

export function useSelectedBlock(): PlacedBlock | undefined {
  const item = usePuck((state) => state.selectedItem);
  return useMemo(() => (item ? fromItem(item) : undefined), [item]);
}

export function useMailDocument(): MailDocument {
  const data = usePuck((state) => state.appState.data);
  return useMemo(() => fromPuck(data), [data]);
}

export function useUndo() {
  const getPuck = useGetPuck();
  const steps = useMemo(
    () => ({
      back: () => whenRecorded(getPuck, () => getPuck().history.back()),
      forward: () => whenRecorded(getPuck, () => getPuck().history.forward()),
    }),
    [getPuck],
  );
  const hasPast = usePuck((state) => state.history.hasPast);
  const hasFuture = usePuck((state) => state.history.hasFuture);
  return { ...steps, hasPast, hasFuture };
}

/** Puck writes a change into its history a quarter of a second later: undone sooner, it was lost. */
function whenRecorded(getPuck: GetPuck, act: () => void) {
  const { history, appState } = getPuck();
  const isRecorded = history.histories[history.index]?.state.data === appState.data;
  if (isRecorded) act();
  else setTimeout(act, 300);
}

/** Everything that can be done to the mail; each can be undone. */
export function useEditing() {
  const getPuck = useGetPuck();
  const { frame, pictures } = useSurroundings();
  const { locale } = frame;
  return useMemo(() => makeEditing(getPuck, { locale, pictures }), [getPuck, locale, pictures]);
}

type GetPuck = ReturnType<typeof useGetPuck>;
type Samples = { locale: CanvasFrame["locale"]; pictures: string };

function makeEditing(getPuck: GetPuck, samples: Samples) {
  const read = () => fromPuck(getPuck().appState.data);
  const chosenId = (): string | undefined => getPuck().selectedItem?.props.id;
  const choose = (id: string | undefined) => chooseBlock(getPuck, id);

  function write(document: MailDocument, chosen: string | undefined) {
    getPuck().dispatch({ type: "setData", data: toPuck(document), recordHistory: true });
    choose(chosen);
  }

  function insert(blocks: readonly PlacedBlock[]) {
    write(insertBlocks(read(), blocks, chosenId(), canHold), blocks.at(-1)?.id);
  }

  return {
    choose,
    chosenId,
    find: (id: string) => findPlaced(read().blocks, id),
    add(type: string) {
      const block = findBlock(type);
      if (block) insert([newBlock(block, samples)]);
    },
    paste: (blocks: readonly PlacedBlock[]) => insert(blocks.map(withNewIds)),
    move: (id: string, by: "up" | "down") => write(moveBlock(read(), id, by), id),
    remove: (id: string) => write(removeBlock(read(), id), undefined),
    duplicate(id: string) {
      const copy = duplicateBlock(read(), id);
      write(copy.document, copy.id);
    },
    change: (id: string, change: BlockChange) => changeBlock(getPuck, id, change),
    changeTheme(theme: MailTheme) {
      const root: Record<string, unknown> = { props: { theme } };
      getPuck().dispatch({ type: "replaceRoot", root });
    },
  };
}

function canHold(holder: PlacedBlock, added: readonly PlacedBlock[]): boolean {
  return added.every(({ type }) => !refusedInside(holder.type).includes(type));
}

function newBlock({ type, schema, slots, sample }: Block, samples: Samples): PlacedBlock {
  const content = schema.parse(sample(samples.locale, samples.pictures));
  const empty = Object.fromEntries(slots.map((slot) => [slot, []]));
  return { type, id: newBlockId(type), content, slots: empty };
}

type BlockChange = Partial<Pick<PlacedBlock, "content" | "when">>;

/** One block alone is drawn anew: this is what happens at every key. */
function changeBlock(getPuck: GetPuck, id: string, change: BlockChange) {
  const { dispatch, getItemById, getSelectorForId } = getPuck();
  const [item, selector] = [getItemById(id), getSelectorForId(id)];
  if (!item || !selector) return;
  dispatch({
    type: "replace",
    destinationIndex: selector.index,
    destinationZone: selector.zone,
    data: { ...item, props: { ...item.props, ...change } },
  });
}

function chooseBlock(getPuck: GetPuck, id: string | undefined) {
  const selector = id === undefined ? undefined : getPuck().getSelectorForId(id);
  getPuck().dispatch({ type: "setUi", ui: { itemSelector: selector ?? null } });
  if (id !== undefined) showOnCanvas(id);
}

/** Once it is drawn there. */
function showOnCanvas(id: string) {
  setTimeout(() => {
    const canvas = document.querySelector<HTMLIFrameElement>("iframe#preview-frame");
    const drawn = canvas?.contentDocument?.querySelector(
      `[data-puck-component="${CSS.escape(id)}"]`,
    );
    drawn?.scrollIntoView({ block: "nearest" });
  }, 60);
}
