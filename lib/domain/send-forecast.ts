/**
 * Of SES's day: mails in any 24 hours, so that each gives its place back 24 hours later. `left` is below
 * zero when more has gone than is campaigns' part.
 */
export type QuotaState = {
  perDay: number;
  left: number;
  /** What we know of the mails that used it: so many had left at a time. */
  sent: readonly { at: Date; count: number }[];
};

/** A sending domain's limit: what is left today, and the caps of the days after. */
export type DomainState = {
  left: number;
  nextDays: readonly number[];
  by: "daily_cap" | "warm_up";
};

export type ForecastCampaign = {
  id: number;
  /** Recipients still to be mailed. */
  left: number;
  weight: number;
  domain: string;
  /** Not before; now when absent. */
  startsAt?: Date;
};

export type ForecastLimits = {
  now: Date;
  perSecond: number;
  /** undefined = unlimited or unknown. */
  quota: QuotaState | undefined;
  /** Limited domains only. */
  domains: ReadonlyMap<string, DomainState>;
  /** When the organisation's next day begins. */
  nextDayAt: Date;
};

export type WaitsFor = "quota" | "daily_cap" | "warm_up";

export type SendForecast = {
  /** undefined: not within the time looked ahead. */
  endsAt: Date | undefined;
  /** The first limit that makes it wait; undefined = only the rate does. */
  waitsFor: WaitsFor | undefined;
  /** Mails before the organisation's next day begins, and the parts of each day. */
  today: number;
  parts: { at: Date; count: number }[];
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So far ahead nobody reads a forecast. */
const horizonDays = 90;

/**
 * When campaigns that run together end. The rate flows among them by weight, as the dispatcher shares
 * it; from one event to the next (somebody is done, a limit is reached, quota frees, a day begins)
 * nothing changes, so each stretch is one step.
 */
export function forecastCampaigns(
  campaigns: ForecastCampaign[],
  limits: ForecastLimits,
): Map<number, SendForecast> {
  const flows = campaigns.map((campaign) => startFlow(campaign, limits.now));
  const state = startState(limits);
  while (state.at < horizonDays * dayMs && flows.some(({ left }) => left > 0))
    step(flows, state, limits);
  return new Map(
    flows.map(({ id, endsAt, waitsFor, today, parts }) => [
      id,
      { endsAt, waitsFor, today: Math.floor(today), parts: rounded(parts) },
    ]),
  );
}

/** A campaign on its way through the forecast. */
type Flow = Omit<ForecastCampaign, "startsAt"> & {
  startsAt: number;
  endsAt: Date | undefined;
  waitsFor: WaitsFor | undefined;
  today: number;
  parts: { at: Date; count: number }[];
};

function startFlow({ startsAt, ...campaign }: ForecastCampaign, now: Date): Flow {
  const at = startsAt === undefined ? 0 : startsAt.getTime() - now.getTime();
  // Who has nobody left is done when it begins.
  const endsAt = campaign.left > 0 ? undefined : (startsAt ?? now);
  return { ...campaign, startsAt: at, endsAt, waitsFor: undefined, today: 0, parts: [] };
}

type State = {
  now: Date;
  /** Milliseconds from now, as all times here: near zero a number is exact enough for a fraction. */
  at: number;
  nextDay: number;
  /** Days since the first; the index into a domain's `nextDays` is one less. */
  day: number;
  quotaLeft: number;
  /** What gives its place in the quota back, and when; the next first. */
  used: Freeing[];
  domainLeft: Map<string, number>;
};

type Freeing = { at: number; count: number };

function startState({ now, nextDayAt, quota, domains }: ForecastLimits): State {
  return {
    now,
    at: 0,
    nextDay: nextDayAt.getTime() - now.getTime(),
    day: 0,
    quotaLeft: quota?.left ?? Infinity,
    used: quota ? usedBefore(quota, now) : [],
    domainLeft: new Map([...domains].map(([domain, { left }]) => [domain, left])),
  };
}

/**
 * SES tells only how many were used. Those of ours free a day after they left, the newest counted
 * first; other mails of the account are taken to free evenly.
 */
function usedBefore({ perDay, left, sent }: QuotaState, now: Date): Freeing[] {
  let unknown = Math.max(0, perDay - left);
  const ours = sent
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, count }) => {
      const counted = Math.min(count, unknown);
      unknown -= counted;
      return { at: at.getTime() - now.getTime() + dayMs, count: counted };
    });
  const others = Array.from({ length: 24 }, (_, n) => ({
    at: (n + 1) * hourMs,
    count: unknown / 24,
  }));
  return [...ours, ...others].filter(({ count }) => count > 0).toSorted((a, b) => a.at - b.at);
}

function step(flows: Flow[], state: State, limits: ForecastLimits): void {
  const moving = flows.filter((flow) => flow.left > 0 && canMove(flow, state, limits));
  const weights = moving.reduce((sum, { weight }) => sum + weight, 0);
  const perMs = limits.perSecond / 1000;
  const rates = moving.map((flow) => ({ flow, rate: (perMs * flow.weight) / weights }));
  const all = rates.reduce((sum, { rate }) => sum + rate, 0);
  const until = Math.min(
    state.used[0]?.at ?? Infinity,
    state.nextDay,
    all > 0 ? state.at + state.quotaLeft / all : Infinity,
    ...rates.map(({ flow, rate }) => state.at + flow.left / rate),
    ...domainEnds(rates, state),
    ...flows.map(({ startsAt }) => (startsAt > state.at ? startsAt : Infinity)),
  );
  const ms = Math.max(until - state.at, 0);
  for (const { flow, rate } of rates) send(flow, { count: rate * ms, state, until });
  state.at = until;
  freeQuota(state);
  if (state.at >= state.nextDay) passDay(state, limits);
}

/** A fraction of a mail is none left; it also keeps each step longer than a number can tell apart. */
const nothing = 1e-3;

function canMove(flow: Flow, state: State, { domains }: ForecastLimits): boolean {
  if (flow.startsAt > state.at) return false;
  const domainLeft = state.domainLeft.get(flow.domain) ?? Infinity;
  if (domainLeft <= nothing) flow.waitsFor ??= domains.get(flow.domain)?.by;
  if (state.quotaLeft <= nothing) flow.waitsFor ??= "quota";
  return domainLeft > nothing && state.quotaLeft > nothing;
}

function domainEnds(rates: { flow: Flow; rate: number }[], state: State): number[] {
  return [...state.domainLeft].map(([domain, left]) => {
    const rate = rates
      .filter(({ flow }) => flow.domain === domain)
      .reduce((sum, one) => sum + one.rate, 0);
    return state.at + (rate > 0 ? left / rate : Infinity);
  });
}

function send(flow: Flow, { count, state, until }: { count: number; state: State; until: number }) {
  const sent = Math.min(flow.left, count);
  flow.left = flow.left - sent <= nothing ? 0 : flow.left - sent;
  if (flow.left === 0) flow.endsAt = instantOf(state, until);
  if (state.day === 0) flow.today += sent;
  const part = flow.parts[state.day];
  if (part) part.count += sent;
  else flow.parts[state.day] = { at: instantOf(state, state.at), count: sent };
  state.quotaLeft -= sent;
  if (sent > 0 && state.quotaLeft < Infinity) {
    // Counted when the last of them left; several campaigns' mails of one stretch free together.
    const last = state.used.at(-1);
    if (last?.at === until + dayMs) last.count += sent;
    else state.used.push({ at: until + dayMs, count: sent });
  }
  const domainLeft = state.domainLeft.get(flow.domain);
  if (domainLeft !== undefined) state.domainLeft.set(flow.domain, domainLeft - sent);
}

function instantOf({ now }: State, at: number): Date {
  return new Date(now.getTime() + Math.round(at));
}

function freeQuota(state: State): void {
  while (state.used[0] && state.used[0].at <= state.at)
    state.quotaLeft += state.used.shift()?.count ?? 0;
}

function passDay(state: State, { domains }: ForecastLimits): void {
  state.day += 1;
  state.nextDay += dayMs;
  for (const [domain, { nextDays }] of domains) {
    state.domainLeft.set(domain, nextDays[state.day - 1] ?? nextDays.at(-1) ?? Infinity);
  }
}

/** Days without a mail are left out. */
function rounded(parts: { at: Date; count: number }[]): { at: Date; count: number }[] {
  return parts
    .filter(({ count }) => count >= 0.5)
    .map(({ at, count }) => ({ at, count: Math.round(count) }));
}

/** A part this close is as good as now. */
const soonMs = 60_000;

/** The next time that mails leave after a wait; the first part when nothing may leave now. */
export function nextPartOf(
  { parts }: SendForecast,
  now: Date,
): { at: Date; count: number } | undefined {
  return parts.find(({ at }) => at.getTime() > now.getTime() + soonMs);
}
