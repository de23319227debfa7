import { Fragment, type ReactNode } from "react";
import { outlookOnly } from "@/emails/system/raw-html";
import { columnOf, isInColumn, type Place, sideOfColumns } from "./place";

/**
 * Side by side where there is room and one below the other where there is none, without a media
 * query: Gmail's apps drop those. Outlook on Windows gets a table.
 */
export function Row({ place, columns }: { place: Place; columns: readonly ReactNode[] }) {
  const { width } = columnOf(place, columns.length);
  return (
    <div
      {...(!isInColumn(place) && { className: "lp-grid" })}
      style={{ padding: `0 ${sideOfColumns(place)}px`, fontSize: 0, textAlign: "left" }}
    >
      {outlookOnly(
        `<table role="presentation" align="center" width="${width * columns.length}" cellpadding="0" cellspacing="0" border="0"><tr><td width="${width}" valign="top">`,
      )}
      {columns.map((column, index) => (
        <Fragment key={index}>
          {index === 0 ? null : outlookOnly(`</td><td width="${width}" valign="top">`)}
          <div
            className={`lp-column lp-of${columns.length}`}
            style={{ ...columnStyle, maxWidth: width }}
          >
            {column}
          </div>
        </Fragment>
      ))}
      {outlookOnly("</td></tr></table>")}
    </div>
  );
}

const columnStyle = { display: "inline-block", width: "100%", verticalAlign: "top" } as const;
