import { imageLimits } from "./image-limits";

/** Rows of an image on which nothing is drawn, from `from` up to and with `to`. */
export type CalmBand = readonly [from: number, to: number];

/** Too tall to stay whole: Outlook cuts it off, and one link has to serve for everything. */
export function isTall(size: { width: number; height: number }): boolean {
  const scale = Math.min(1, imageLimits.width / size.width);
  return size.height * scale > imageLimits.drawnHeight;
}

/** Parts of about two screens of a telephone each. */
export function suggestedParts(size: { width: number; height: number }): number {
  const drawn = size.height * Math.min(1, imageLimits.width / size.width);
  return Math.max(2, Math.min(imageLimits.parts, Math.ceil(drawn / 1_200)));
}

/** Cuts into parts of about the same height, each where nothing is drawn if that is near. */
export function suggestCuts(height: number, parts: number, calm: readonly CalmBand[]): number[] {
  const even = height / parts;
  return Array.from({ length: parts - 1 }, (_, index) => {
    const wanted = Math.round(even * (index + 1));
    const nearest = calm
      .map(([from, to]) => nearestInside(wanted, from, to))
      .toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
    // Further away than this, its neighbour's cut would be nearer.
    return nearest !== undefined && Math.abs(nearest - wanted) <= even * 0.4 ? nearest : wanted;
  });
}

/** The middle of a band of rows where it is narrow, else as far inside as it needs no more. */
function nearestInside(wanted: number, from: number, to: number): number {
  const margin = Math.min(12, Math.floor((to - from) / 2));
  return Math.min(Math.max(wanted, from + margin), to - margin);
}

/** From the top down, each part high enough to be seen: what both sides ask of cuts. */
export function areCuts(cuts: readonly number[], height: number): boolean {
  const edges = [0, ...cuts, height];
  return edges.every((edge, index) => {
    const before = edges[index - 1];
    return before === undefined || edge - before >= imageLimits.partHeight;
  });
}
