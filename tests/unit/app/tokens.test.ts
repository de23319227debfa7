import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8");
const tokens = readTokens(css);

const surfaces = ["canvas", "sunken", "surface", "raised", "hover"];
const states = ["good", "warn", "bad", "violet"];

/** Text that must be readable (WCAG AA, 4.5:1) on what it stands on. */
const readable: [text: string, background: string][] = [
  ...surfaces.flatMap((surface): [string, string][] => [
    ["ink", surface],
    ["muted", surface],
    ["accent-ink", surface],
  ]),
  ["faint", "canvas"],
  ["faint", "surface"],
  ["faint", "sunken"],
  ["faint", "raised"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-accent", "bad"],
  ["on-accent", "bad-hover"],
  ["accent-ink", "accent-soft"],
  ["ink", "accent-soft"],
  ["muted", "accent-soft"],
  ...states.flatMap((state): [string, string][] => [
    [`${state}-ink`, `${state}-soft`],
    [`${state}-ink`, "surface"],
    [`${state}-ink`, "canvas"],
  ]),
];

/** Edges and marks that carry meaning need 3:1. */
const visible: [mark: string, background: string][] = [
  ["line-strong", "surface"],
  ["line-strong", "canvas"],
  ...["accent", ...states].map((mark): [string, string] => [mark, "surface"]),
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(readable)("%s can be read on %s", (text, background) => {
    expect(contrast(colour(text, theme), colour(background, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(visible)("%s can be seen on %s", (mark, background) => {
    expect(contrast(colour(mark, theme), colour(background, theme))).toBeGreaterThanOrEqual(3);
  });
});

function readTokens(source: string): Map<string, { light: string; dark: string }> {
  const found = source.matchAll(
    /--color-([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}))/g,
  );
  return new Map(
    [...found].map(([, name = "", light, dark, both = ""]) => [
      name,
      { light: light ?? both, dark: dark ?? both },
    ]),
  );
}

function colour(name: string, theme: "light" | "dark"): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`There is no token --color-${name}.`);
  return token[theme];
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
