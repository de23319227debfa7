import type { ReactNode } from "react";
import { cardSurface, type Surface } from "@/emails/system/surface";
import { gutter, mailWidth } from "@/emails/system/theme";

/** Where a block stands. */
export type Place = {
  /** In pixels where there is room; phones have less. */
  width: number;
  /** How far words keep from the sides. */
  gutter: number;
  surface: Surface;
};

export const wholeMail: Place = { width: mailWidth, gutter, surface: cardSurface };

/** How far a row of columns keeps from the sides: with the columns' own gutters it is the mail's. */
const columnGutter = 10;
export function sideOfColumns({ gutter: own }: Place): number {
  return Math.max(own - columnGutter, 0);
}

/** One of so many columns side by side. */
export function columnOf(place: Place, count: number): Place {
  const width = Math.floor((place.width - 2 * sideOfColumns(place)) / count);
  return { ...place, width, gutter: columnGutter };
}

/** Too narrow for two things side by side. */
export function isNarrow({ width }: Place): boolean {
  return width < 400;
}

/** The room around a block's words; phones narrow it. A cell: Outlook gives no other element room. */
export function Padded({
  place,
  top = 8,
  bottom = 8,
  align,
  children,
}: {
  place: Place;
  top?: number;
  bottom?: number;
  align?: "left" | "center" | "right";
  children: ReactNode;
}) {
  return (
    <table role="presentation" width="100%" border={0} cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td
            {...(align !== undefined && { align })}
            className={isInColumn(place) ? "lp-cell" : "lp-pad"}
            style={{ padding: `${top}px ${place.gutter}px ${bottom}px` }}
          >
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

export function isInColumn(place: Place): boolean {
  return place.gutter < gutter;
}
