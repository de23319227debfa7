/**
 * When further wake-ups of a campaign are to fall due, in whole seconds from now: in the first seconds
 * that have fewer than the pace allows, those under way (`due`, by second) included. So messages that
 * can be received at any moment stay few, a campaign that gets more of the rate uses it at once, and
 * one that is topped up goes on where its last wake-ups end.
 */
export function fillGaps(
  due: ReadonlyMap<number, number>,
  { count, perSecond }: { count: number; perSecond: number },
): number[] {
  const times: number[] = [];
  let free = 0;
  for (let second = 0; times.length < count; second += 1) {
    // A second that is too full already takes nothing from the next one.
    free = Math.max(0, free + perSecond - (due.get(second) ?? 0));
    for (; free >= 1 && times.length < count; free -= 1) times.push(second);
  }
  return times;
}
