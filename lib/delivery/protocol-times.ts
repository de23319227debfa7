import * as z from "zod";
import { deliveryMode } from "@/lib/delivery-mode";
import { env } from "@/lib/env";

const seconds = z.number().positive();

/** How long everything in the protocol of docs/decisions/002 lasts. */
const times = z.strictObject({
  /** Connecting to SES, and a whole call to it. */
  connectSeconds: seconds.default(3),
  callSeconds: seconds.default(10),
  /** Longer than any call may last; when it is over without a result, the row is in doubt. */
  leaseSeconds: seconds.default(120),
  /** A claim older than this explains a refused signature: SES accepts one for five minutes. */
  staleClaimSeconds: seconds.default(240),
  /**
   * The longest time an old request may still be accepted, and the lag of events. Only after it may
   * a row in doubt be judged by the absence of events.
   */
  quietSeconds: seconds.default(20 * 60),
  /** A row's neighbours in time: accepted from so long before its claim to so long after it. */
  cohortBeforeSeconds: seconds.default(60),
  cohortAfterSeconds: seconds.default(300),
  /** Events that waited longer than this on their way: then silence proves nothing. */
  eventLagSeconds: seconds.default(60),
  /** Before the first, second and third retry for cause; up to a quarter more at random. */
  retrySeconds: z.tuple([seconds, seconds, seconds]).default([30, 300, 1_800]),
  /**
   * How much sending time lies on the queue. Few enough that a pause acts at once and no backlog of
   * stale wake-ups builds up, enough that a consumer never waits for the next tick.
   */
  windowSeconds: seconds.default(90),
  /** A wake-up is taken for lost after this; longer than the window on the queue takes to drain. */
  wakeUpLostSeconds: seconds.default(240),
  /** After a refusal for the day's quota nobody calls SES for so long: its own count lags behind. */
  quotaClosedSeconds: seconds.default(60),
  /** While SES throttles nobody, the share of its rate that we use grows by 0.02 in so long. */
  rateGrowthSeconds: seconds.default(10),
  /** Between two looks at what can wait: SES's limits, the silence of rows in doubt. */
  choresSeconds: seconds.default(20),
  /** A fan-out that has not moved for this long has lost its message or its process. */
  fanoutStalledSeconds: seconds.default(60),
});

/** After this many unknown outcomes a person decides, under every policy. */
export const maxInDoubt = 3;

/**
 * The real times, unless LETTERPRESS_PROTOCOL_TIMES (JSON with some of the names above) shortens
 * them: twenty quiet minutes are too long for a test of crashes. They are what keeps two mails from
 * one person, so a process whose mail leaves the machine does not start with others.
 */
function readTimes(): z.infer<typeof times> {
  const shorter = env.LETTERPRESS_PROTOCOL_TIMES;
  if (shorter === undefined) return times.parse({});
  if (deliveryMode().mode === "real")
    throw new Error(
      "LETTERPRESS_PROTOCOL_TIMES is for tests of crashes; mail that leaves this machine needs the real times.",
    );
  return times.parse(JSON.parse(shorter));
}

export const protocolTimes: Readonly<z.infer<typeof times>> = readTimes();
