import { Fragment, type ReactNode } from "react";
import { MailFrame, type FrameProps } from "@/emails/system/mail-frame";
import type { MailLocale } from "@/emails/system/locale";
import type { MailTheme } from "./block";
import type { MailDocument, PlacedBlock } from "./document";
import { DrawnBlock, placeInside } from "./drawn-block";
import { type Place, wholeMail } from "./place";

/** What stands before and after a block that not everybody gets; see lib/content/slot-table.ts. */
export type ConditionMarks = { open: string; close: string };

type Drawing = {
  locale: MailLocale;
  theme: MailTheme;
  place: Place;
  webUrl: string | undefined;
  marksOf?: (block: PlacedBlock) => ConditionMarks | undefined;
};

/** A composed mail as it is sent. The footer is the frame's: nobody can take it away. */
export function ComposedMail({
  frame,
  document,
  marksOf,
}: {
  frame: FrameProps;
  document: MailDocument;
  marksOf: (block: PlacedBlock) => ConditionMarks | undefined;
}) {
  const { theme, blocks } = document;
  return (
    <MailFrame frame={frame}>
      <div style={{ padding: "0 0 20px" }}>
        {drawBlocks(blocks, {
          locale: frame.locale,
          theme,
          place: wholeMail,
          webUrl: frame.webUrl,
          marksOf,
        })}
      </div>
    </MailFrame>
  );
}

function drawBlocks(blocks: readonly PlacedBlock[], drawing: Drawing): ReactNode[] {
  return blocks.map((block) => {
    const { marksOf: _, ...around } = drawing;
    const slots = Object.entries(block.slots).map(([name, blocks]) => [
      name,
      drawBlocks(blocks, { ...drawing, place: placeInside(block, drawing.place) }),
    ]);
    const drawn = (
      <DrawnBlock key={block.id} block={block} slots={Object.fromEntries(slots)} {...around} />
    );
    const marks = drawing.marksOf?.(block);
    if (!marks) return drawn;
    return (
      <Fragment key={block.id}>
        {marks.open}
        {drawn}
        {marks.close}
      </Fragment>
    );
  });
}
