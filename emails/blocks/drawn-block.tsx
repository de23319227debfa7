import type { ReactNode } from "react";
import { fieldsOf } from "@/lib/domain/template-fields";
import { findBlock } from "./all-blocks";
import type { BlockProps } from "./block";
import type { PlacedBlock } from "./document";
import type { Place } from "./place";
import { RichText } from "./rich-text";

type DrawnBlockProps = Pick<
  BlockProps<unknown>,
  "slots" | "place" | "locale" | "theme" | "webUrl"
> & {
  block: Pick<PlacedBlock, "type" | "content">;
};

/** What the blocks inside a block stand on. */
export function placeInside({ type, content }: DrawnBlockProps["block"], place: Place): Place {
  return findBlock(type)?.placeInside(content, place) ?? place;
}

/** One block around what stands in its slots; the same for the mail and for the editor's canvas. */
export function DrawnBlock({ block: placed, ...given }: DrawnBlockProps): ReactNode {
  const block = findBlock(placed.type);
  if (!block) throw new Error(`The block ${placed.type} passed the check and does not exist.`);
  const rich = fieldsOf(block.schema)
    .filter(({ input }) => input === "rich")
    .map(({ name }) => [
      name,
      <RichText
        key={name}
        html={String(placed.content[name])}
        accent={given.theme.accent}
        surface={given.place.surface}
      />,
    ]);
  return <block.Component {...given} content={placed.content} rich={Object.fromEntries(rich)} />;
}
