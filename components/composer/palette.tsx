"use client";

import { Drawer } from "@puckeditor/core";
import { useTranslations } from "next-intl";
import {
  createContext,
  useContext,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { allBlocks } from "@/emails/blocks/all-blocks";
import { BlockThumbnail } from "./block-thumbnail";
import { useBlockWords } from "./use-block-words";
import { useEditing } from "./use-editing";

const Announce = createContext<(words: string) => void>(() => undefined);

/** Every block there is: pressed, it goes below the chosen one; dragged, to where it is dropped. */
export function Palette() {
  const t = useTranslations("composer.palette");
  const [announcement, setAnnouncement] = useState("");
  return (
    <Announce value={setAnnouncement}>
      <div className="composer-palette flex flex-col gap-2">
        <p className="text-sm text-muted">{t("hint")}</p>
        <Drawer>
          {tiles.map(({ type, Tile }) => (
            <Drawer.Item key={type} name={type}>
              {Tile}
            </Drawer.Item>
          ))}
        </Drawer>
        <p aria-live="polite" className="sr-only">
          {announcement}
        </p>
      </div>
    </Announce>
  );
}

/** One component for each kind for good: Puck mounts another one anew, and the focus would be lost. */
const tiles = allBlocks.map(({ type }) => ({ type, Tile: () => <BlockTile type={type} /> }));

function BlockTile({ type }: { type: string }) {
  const t = useTranslations("composer.palette");
  const { nameOf } = useBlockWords();
  const { add } = useEditing();
  const announce = useContext(Announce);
  const tile = useRef<HTMLDivElement>(null);
  const name = nameOf(type);

  function insert() {
    add(type);
    announce(t("added", { name }));
  }

  useButton(tile, t("add", { name }), insert);
  return (
    // What is pressed is Puck's own element around it; see useButton.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      ref={tile}
      onClick={insert}
      className="flex h-full cursor-grab flex-col items-center gap-1.5 rounded-md border border-line bg-surface px-1 pt-2 pb-1.5 text-center text-xs text-ink select-none hover:border-line-strong hover:bg-hover"
    >
      <BlockThumbnail type={type} />
      <span className="leading-tight">{name}</span>
    </div>
  );
}

/**
 * Puck makes the element around a tile a button that says, in English, that it can be picked up with
 * the space bar, which it cannot: it gets our name and our key. Each tile is drawn twice, so that one
 * stays while the other is dragged: one is enough to reach.
 */
function useButton(tile: React.RefObject<HTMLElement | null>, label: string, insert: () => void) {
  const press = useEffectEvent(insert);
  useLayoutEffect(() => {
    const second = tile.current?.closest('[class*="draggableBg"]');
    const item = tile.current?.closest<HTMLElement>("[data-puck-drawer-item]");
    if (second) {
      second.setAttribute("inert", "");
      return undefined;
    }
    for (const [attribute, value] of [
      ["role", "button"],
      ["tabindex", "0"],
      ["aria-label", label],
      ["aria-roledescription", ""],
      ["aria-describedby", ""],
    ] as const) {
      item?.setAttribute(attribute, value);
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press();
    };
    item?.addEventListener("keydown", onKey);
    return () => item?.removeEventListener("keydown", onKey);
  }, [tile, label]);
}
