import { contrastRatio, luminance, type Rgb } from "@/lib/domain/color";

/** Colours are "#rrggbb". What is here holds for any colour a marketer may choose. */

/** Enough for text to be read (WCAG AA). */
const readable = 4.5;

/** WCAG's contrast of two colours: 1 (the same) to 21 (black on white). */
export function contrastOf(one: string, other: string): number {
  return contrastRatio(channelsOf(one), channelsOf(other));
}

export function luminanceOf(color: string): number {
  return luminance(channelsOf(color));
}

/** What text on this colour is written in. Between the two softer ones lie colours that need black. */
export function onColor(background: string): string {
  const soft = ["#ffffff", "#23211e"].find((text) => contrastOf(text, background) >= readable);
  return soft ?? "#000000";
}

/** The colour itself where it can be read on this background, else the nearest shade that can. */
export function readableOn(color: string, background: string): string {
  const end = onColor(background);
  for (let step = 0; step < 20; step += 1) {
    const shade = mix(color, end, step / 20);
    if (contrastOf(shade, background) >= readable) return shade;
  }
  return end;
}

/** So much (0 to 1) of the other colour in the one. */
export function mix(one: string, other: string, share: number): string {
  const ends = channelsOf(other);
  const channels = channelsOf(one).map((channel, index) =>
    Math.round(channel + ((ends[index] ?? channel) - channel) * share),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function channelsOf(color: string): Rgb {
  const channel = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}
