"use client";

import type { ComponentConfig, Config } from "@puckeditor/core";
import type { ReactNode } from "react";
import { allBlocks } from "@/emails/blocks/all-blocks";
import type { Block, MailTheme } from "@/emails/blocks/block";
import type { PlacedBlock } from "@/emails/blocks/document";
import type { CanvasFrame } from "@/emails/blocks/mail-canvas";
import { refusedInside } from "./block-nesting";
import { CanvasBlock, CanvasMail } from "./canvas-block";
import { slotProp } from "./puck-data";

type ConfigOptions = {
  locale: CanvasFrame["locale"];
  pictures: string;
  nameOf: (type: string) => string;
};

/**
 * Our blocks as Puck places them. It edits no field: Puck only knows the slots, the rest passes
 * through it as it is. Made once for each opened editor: a new object would mount all blocks anew.
 */
export function createPuckConfig({ locale, pictures, nameOf }: ConfigOptions): Config {
  const components = allBlocks.map((block) => [
    block.type,
    componentOf(block, { locale, pictures, nameOf }),
  ]);
  return {
    components: Object.fromEntries(components),
    root: {
      render: ({ children, theme }: { children: ReactNode; theme?: MailTheme }) => (
        <CanvasMail theme={theme ?? { accent: "" }}>{children}</CanvasMail>
      ),
    },
  };
}

/** What Puck hands to a block: its props, each slot as a component that draws what stands there. */
type CanvasProps = Pick<PlacedBlock, "id" | "content" | "when"> &
  Readonly<Record<`slot_${string}`, React.ComponentType<{ minEmptyHeight?: number }>>>;

function componentOf(block: Block, { locale, pictures, nameOf }: ConfigOptions): ComponentConfig {
  const disallow = refusedInside(block.type);
  return {
    label: nameOf(block.type),
    fields: Object.fromEntries(
      block.slots.map((slot) => [slotProp(slot), { type: "slot", disallow }]),
    ),
    defaultProps: {
      content: block.schema.parse(block.sample(locale, pictures)),
      ...Object.fromEntries(block.slots.map((slot) => [slotProp(slot), []])),
    },
    // Puck types props by field, and most of ours are none of its fields.
    render: (props) => {
      const { id, content, when, ...rest } = props as unknown as CanvasProps;
      const slots = block.slots.map((slot) => [slot, rest[`slot_${slot}`]] as const);
      return (
        <CanvasBlock
          block={{ type: block.type, id, content, when }}
          slots={Object.fromEntries(slots)}
        />
      );
    },
  };
}
