import { Fragment } from "react";
import * as z from "zod";
import { outlookOnly } from "@/emails/system/raw-html";
import { choice } from "@/lib/domain/template-fields";
import { defineBlock } from "./block";
import { columnOf, isInColumn, sideOfColumns } from "./place";

const slots = ["first", "second", "third", "fourth"] as const;

/**
 * Side by side where there is room and one below the other where there is none, without a media
 * query: Gmail's apps drop those. Outlook on Windows gets a table. A column that is taken away
 * keeps its blocks, so that taking it away can be undone.
 */
export const columns = defineBlock({
  type: "columns",
  schema: z.object({ count: choice(["2", "3", "4"]) }),
  slots,
  sample: () => ({}),
  placeInside: ({ count }, place) => columnOf(place, Number(count)),
  Component: ({ content: { count }, slots: drawn, place }) => {
    const { width } = columnOf(place, Number(count));
    return (
      <div
        {...(!isInColumn(place) && { className: "lp-grid" })}
        style={{ padding: `0 ${sideOfColumns(place)}px`, fontSize: 0, textAlign: "left" }}
      >
        {outlookOnly(
          `<table role="presentation" width="${width * Number(count)}" cellpadding="0" cellspacing="0" border="0"><tr><td width="${width}" valign="top">`,
        )}
        {slots.slice(0, Number(count)).map((slot, index) => (
          <Fragment key={slot}>
            {index === 0 ? null : outlookOnly(`</td><td width="${width}" valign="top">`)}
            <div
              className="lp-column"
              style={{
                display: "inline-block",
                width: "100%",
                maxWidth: width,
                verticalAlign: "top",
              }}
            >
              {drawn[slot]}
            </div>
          </Fragment>
        ))}
        {outlookOnly("</td></tr></table>")}
      </div>
    );
  },
});
