import { Fragment, type ReactNode } from "react";
import { MailFrame, type FrameProps } from "@/emails/system/mail-frame";
import type { MailLocale } from "@/emails/system/locale";
import { fieldsOf } from "@/lib/domain/template-fields";
import { findBlock } from "./all-blocks";
import type { MailTheme } from "./block";
import type { MailDocument, PlacedBlock } from "./document";
import { type Place, wholeMail } from "./place";
import { RichText } from "./rich-text";

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
      <div style={{ padding: "8px 0 20px" }}>
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
    const drawn = <DrawnBlock key={block.id} block={block} drawing={drawing} />;
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

function DrawnBlock({ block: placed, drawing }: { block: PlacedBlock; drawing: Drawing }) {
  const block = findBlock(placed.type);
  if (!block) throw new Error(`The block ${placed.type} passed the check and does not exist.`);
  const { locale, theme, place, webUrl } = drawing;
  const rich = fieldsOf(block.schema)
    .filter(({ input }) => input === "rich")
    .map(({ name }) => [
      name,
      <RichText
        key={name}
        html={String(placed.content[name])}
        accent={theme.accent}
        surface={place.surface}
      />,
    ]);
  const inside = { ...drawing, place: block.placeInside(placed.content, place) };
  const slots = Object.entries(placed.slots).map(([name, blocks]) => [
    name,
    drawBlocks(blocks, inside),
  ]);
  return (
    <block.Component
      content={placed.content}
      rich={Object.fromEntries(rich)}
      slots={Object.fromEntries(slots)}
      place={place}
      locale={locale}
      theme={theme}
      webUrl={webUrl}
    />
  );
}
