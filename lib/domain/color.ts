/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

const names: Readonly<Record<string, Rgb>> = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  red: [255, 0, 0],
  orange: [255, 165, 0],
  yellow: [255, 255, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
  purple: [128, 0, 128],
  pink: [255, 192, 203],
};

/** A colour as mails spell it; undefined for what has no plain colour (none, see-through, unknown). */
export function parseColor(raw: string): Rgb | undefined {
  const text = raw.trim().toLowerCase();
  const named = Object.hasOwn(names, text) ? names[text] : undefined;
  if (named) return named;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (hex !== undefined) {
    const long = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const parts = /^rgba?\(([^)]+)\)$/
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean);
  const [r, g, b, alpha = "1"] = parts ?? [];
  if (r === undefined || g === undefined || b === undefined || Number.parseFloat(alpha) < 1) {
    return undefined;
  }
  const values = [r, g, b].map(Number);
  return values.every((value) => value >= 0 && value <= 255)
    ? (values as unknown as Rgb) // three of them
    : undefined;
}

/** WCAG 2: from 1 (the same) to 21 (black on white). */
export function contrastRatio(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((one, two) => two - one);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour moved towards black or white until it can be read on the other; "#rrggbb". */
export function readableOn(color: Rgb, background: Rgb, ratio: number): string {
  const towards = luminance(background) > 0.18 ? 0 : 255;
  for (let step = 0; step <= 20; step += 1) {
    const moved = color.map((value) => Math.round(value + ((towards - value) * step) / 20));
    const [r = 0, g = 0, b = 0] = moved;
    if (contrastRatio([r, g, b], background) >= ratio) return toHex([r, g, b]);
  }
  return toHex([towards, towards, towards]);
}

function toHex(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG's relative luminance: 0 (black) to 1 (white). */
export function luminance(color: Rgb): number {
  const [r = 0, g = 0, b = 0] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
