import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrastOf, luminanceOf, onColor, readableOn } from "@/emails/system/contrast";
import { filledButton, outlineButton, surfaceOf } from "@/emails/system/surface";

const anyColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("the contrast of two colours", () => {
  test("is WCAG's", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastOf("#ffffff", "#ffffff")).toBe(1);
    expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrastOf("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
    expect(luminanceOf("#ff0000")).toBeCloseTo(0.2126, 4);
  });
});

describe("text on a colour", () => {
  test("is white on dark ones and dark on light ones", () => {
    expect(onColor("#1d4fa8")).toBe("#ffffff");
    expect(onColor("#ffd400")).toBe("#23211e");
    expect(onColor("#777777")).toBe("#000000");
  });

  test("can be read on every colour", () => {
    fc.assert(
      fc.property(anyColor, (background) => {
        expect(contrastOf(onColor(background), background)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test("keeps its own colour where that can be read, and always ends up readable", () => {
    expect(readableOn("#1d4fa8", "#ffffff")).toBe("#1d4fa8");
    expect(readableOn("#ffd400", "#ffffff")).not.toBe("#ffd400");
    fc.assert(
      fc.property(anyColor, anyColor, (color, background) => {
        const shade = readableOn(color, background);
        expect(contrastOf(shade, background)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});

describe("what stands on a section of any colour", () => {
  test("can be read, and so can a button of any accent on it", () => {
    fc.assert(
      fc.property(anyColor, anyColor, (background, accent) => {
        const surface = surfaceOf(background);
        for (const ink of [surface.text, surface.muted, surface.link, surface.sale]) {
          expect(contrastOf(ink, background)).toBeGreaterThanOrEqual(4.5);
        }
        for (const ink of [surface.text, surface.muted]) {
          expect(contrastOf(ink, surface.tint)).toBeGreaterThanOrEqual(4.5);
        }
        for (const chosen of [accent, ""]) {
          const { fill, text } = filledButton(surface, chosen);
          expect(contrastOf(text, fill)).toBeGreaterThanOrEqual(4.5);
          expect(contrastOf(fill, background)).toBeGreaterThanOrEqual(1.5);
        }
        const outline = outlineButton(surface);
        expect(contrastOf(outline.text, outline.fill)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test("turns with dark mode only on pale colours, whose background turns too", () => {
    expect(surfaceOf("#f6efe4").classes).toMatchObject({ text: "lp-text", tint: "lp-tint" });
    expect(surfaceOf("#22433a").classes).toEqual({});
    expect(surfaceOf("#ffd400").classes).toEqual({});
  });
});
