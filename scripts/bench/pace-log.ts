/** What an accept log says about pace: how many when. */

/** What the bucket aimed at, as it was asked from time to time. */
export type TargetSample = { at: number; perSecond: number };

/** Mean of the target over [from, to): each sample holds until the next. */
export function meanTarget(samples: readonly TargetSample[], from: number, to: number): number {
  let sum = 0;
  for (const [index, { at, perSecond }] of samples.entries()) {
    const start = index === 0 ? from : Math.max(from, at);
    const end = Math.min(to, samples[index + 1]?.at ?? to);
    if (end > start) sum += perSecond * (end - start);
  }
  return sum / (to - from);
}

export type Stretch = { from: number; to: number; accepts: number; mean: number; target: number };

/** The whole run, and each of its full minutes. */
export function stretches(
  times: readonly number[],
  samples: readonly TargetSample[],
  { from, to }: { from: number; to: number },
): { whole: Stretch; minutes: Stretch[] } {
  const measure = (start: number, end: number): Stretch => {
    const accepts = times.filter((at) => at >= start && at < end).length;
    const mean = (accepts / (end - start)) * 1000;
    return { from: start, to: end, accepts, mean, target: meanTarget(samples, start, end) };
  };
  const minutes: Stretch[] = [];
  for (let start = from; start + 60_000 <= to; start += 60_000)
    minutes.push(measure(start, start + 60_000));
  return { whole: measure(from, to), minutes };
}
