"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { findBlock } from "@/emails/blocks/all-blocks";
import type { MailTheme } from "@/emails/blocks/block";
import type { PlacedBlock } from "@/emails/blocks/document";
import { DrawnBlock, placeInside } from "@/emails/blocks/drawn-block";
import { MailCanvas } from "@/emails/blocks/mail-canvas";
import { wholeMail } from "@/emails/blocks/place";
import { fieldsOf } from "@/lib/domain/template-fields";
import { CanvasMarks } from "./canvas-marks";
import { useSurroundings } from "./composer-context";
import { readableContent } from "./readable-content";

const PlaceContext = createContext(wholeMail);
const ThemeContext = createContext<MailTheme>({ accent: "" });

export function CanvasMail({ theme, children }: { theme: MailTheme; children: ReactNode }) {
  const { frame } = useSurroundings();
  return (
    <ThemeContext value={theme}>
      <MailCanvas frame={frame}>{children}</MailCanvas>
    </ThemeContext>
  );
}

type CanvasBlockProps = {
  block: Pick<PlacedBlock, "type" | "id" | "content" | "when">;
  slots: Readonly<Record<string, React.ComponentType<{ minEmptyHeight?: number }> | undefined>>;
};

/** A block as the mail will show it, with merge tags by their names and marks for its condition. */
export function CanvasBlock({ block, slots }: CanvasBlockProps) {
  const place = useContext(PlaceContext);
  const theme = useContext(ThemeContext);
  const { frame, mergeFields } = useSurroundings();
  const { type, content } = block;
  const readable = useMemo(() => {
    const schema = findBlock(type)?.schema;
    const labelOf = (key: string) => mergeFields.find((field) => field.key === key)?.label ?? key;
    return schema ? readableContent(fieldsOf(schema), content, labelOf) : content;
  }, [type, content, mergeFields]);
  const inside = placeInside(block, place);
  const drawn = Object.entries(slots).map(([name, Slot]) => [
    name,
    <PlaceContext key={name} value={inside}>
      {Slot && <Slot minEmptyHeight={80} />}
    </PlaceContext>,
  ]);
  return (
    <>
      <CanvasMarks id={block.id} when={block.when} />
      <DrawnBlock
        block={{ type, content: readable }}
        slots={Object.fromEntries(drawn)}
        place={place}
        locale={frame.locale}
        theme={theme}
        webUrl={frame.webUrl}
      />
    </>
  );
}
