/** One recipient in the ledger: what has become of him, and after how many claims and redrives. */
export type Person = { key: string; status: string; claims: number; retries: number };

/** The ledger at one moment, with SES's logs around it: calls from before, accepts from after. */
export type Moment = {
  people: readonly Person[];
  calls: ReadonlyMap<string, number>;
  accepts: ReadonlyMap<string, number>;
  /** The policy `resend` accepts it. */
  maySendTwice: boolean;
};

/** Who is done stays so; only the proof that SES accepted him after all may change it. */
const finalStates: Readonly<Record<string, readonly string[]>> = {
  sent: ["sent"],
  canceled: ["canceled", "sent"],
  skipped: ["skipped", "sent"],
  failed: ["failed", "sent"],
};
/** A row that nobody has claimed can be no other. */
const unclaimed: ReadonlySet<string> = new Set(["queued", "skipped", "canceled"]);

/** What is wrong with a moment, by itself and after the one before, in words. */
export function compareMoments(last: Moment | undefined, now: Moment): string[] {
  const before = new Map(last?.people.map((person) => [person.key, person]));
  const problems = now.people.flatMap((person) => [
    ...judgePerson(person, now),
    ...judgeChange(before.get(person.key), person),
  ]);
  const there = new Set(now.people.map(({ key }) => key));
  if (there.size !== now.people.length) problems.push("somebody stands in the ledger twice");
  for (const key of before.keys()) if (!there.has(key)) problems.push(`${key} is gone`);
  for (const [key, count] of now.accepts)
    if (count > 1 && !now.maySendTwice) problems.push(`${key} was accepted ${count} times`);
  return problems;
}

function judgePerson({ key, status, claims }: Person, { calls, accepts }: Moment): string[] {
  const called = calls.get(key) ?? 0;
  const problems: string[] = [];
  if (called > claims) problems.push(`${key} was called ${called} times after ${claims} claims`);
  if (status === "sent" && !accepts.has(key)) problems.push(`${key} is called sent, unaccepted`);
  if (claims === 0 && !unclaimed.has(status)) problems.push(`${key} is ${status} without a claim`);
  return problems;
}

function judgeChange(before: Person | undefined, now: Person): string[] {
  if (before === undefined) return [];
  const problems: string[] = [];
  const isRetried = before.status === "failed" && now.retries > before.retries;
  const allowed = isRetried ? undefined : finalStates[before.status];
  if (allowed && !allowed.includes(now.status))
    problems.push(`${now.key} went from ${before.status} to ${now.status}`);
  if (now.claims < before.claims || now.retries < before.retries)
    problems.push(`${now.key} has fewer claims or retries than before`);
  return problems;
}
