/** Colours are "#rrggbb". What is here holds for any colour a marketer may choose. */

/** Enough for text to be read (WCAG AA). */
const readable = 4.5;

/** WCAG's contrast of two colours: 1 (the same) to 21 (black on white). */
export function contrastOf(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminanceOf(one), luminanceOf(other)].toSorted(
    (a, b) => b - a,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG's relative luminance: 0 (black) to 1 (white). */
export function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
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

function channelsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
