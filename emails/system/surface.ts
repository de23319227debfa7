import { contrastOf, luminanceOf, mix, onColor, readableOn } from "./contrast";
import type { ButtonPaint } from "./mail-button";
import { colors, darkCard } from "./theme";

/** What words stand on, and the colours that can be read there. */
export type Surface = {
  background: string;
  text: string;
  muted: string;
  link: string;
  sale: string;
  line: string;
  outline: string;
  tint: string;
  /** What dark mode recolours; none on a colour that stays as it is in dark mode. */
  classes: Readonly<
    Partial<Record<"text" | "muted" | "link" | "sale" | "line" | "outline" | "tint", string>>
  >;
};

/** The mail itself. */
export const cardSurface: Surface = {
  background: colors.card,
  text: colors.text,
  muted: colors.muted,
  link: colors.link,
  sale: colors.sale,
  line: colors.line,
  outline: colors.outline,
  tint: colors.tint,
  classes: {
    text: "lp-text",
    muted: "lp-muted",
    link: "lp-link",
    sale: "lp-sale",
    line: "lp-line",
    outline: "lp-outline",
    tint: "lp-tint",
  },
};

/**
 * A colour that an author chose. Pale ones turn dark in dark mode with the rest of the mail; any
 * other stays, and its words with it.
 */
export function surfaceOf(background: string): Surface {
  const text = onColor(background);
  const shade = (share: number) => mix(background, text, share);
  const isPale = luminanceOf(background) >= 0.75;
  return {
    background,
    text,
    muted: readableOn(isPale ? colors.muted : shade(0.7), background),
    link: isPale ? readableOn(colors.link, background) : text,
    sale: readableOn(colors.sale, background),
    line: shade(0.2),
    outline: shade(0.4),
    // Away from the text: what can be read on the colour can be read on this.
    tint: mix(background, text === "#ffffff" ? "#000000" : "#ffffff", 0.12),
    classes: isPale ? cardSurface.classes : {},
  };
}

/** Of a filled button: the accent where it stands out from what it lies on, else what does. */
export function filledButton(surface: Surface, accent: string): ButtonPaint {
  const wanted = accent || (surface.classes.text ? colors.button : surface.text);
  const fill = contrastOf(wanted, surface.background) >= 1.5 ? wanted : surface.text;
  // As dark as the mail in dark mode: there it turns light.
  const isTurned = surface.classes.text !== undefined && contrastOf(fill, darkCard) < 1.8;
  const classes = isTurned ? { cell: "lp-button", text: "lp-button-text" } : {};
  return { fill, text: onColor(fill), classes };
}

export function outlineButton({ background, text, outline, classes }: Surface): ButtonPaint {
  return {
    fill: background,
    text,
    border: outline,
    classes: { cell: classes.text && "lp-ghost", text: classes.text },
  };
}
