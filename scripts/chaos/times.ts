/**
 * The protocol's times, shortened about a hundredfold and in the same order: a call ends before its
 * lease, a signature dies and events arrive before a row's silence is believed.
 */
export const chaosTimes = {
  connectSeconds: 1,
  callSeconds: 2,
  leaseSeconds: 5,
  staleClaimSeconds: 3,
  quietSeconds: 12,
  cohortBeforeSeconds: 5,
  cohortAfterSeconds: 10,
  eventLagSeconds: 4,
  retrySeconds: [1, 2, 3],
  windowSeconds: 3,
  wakeUpLostSeconds: 6,
  choresSeconds: 2,
  quotaClosedSeconds: 3,
  rateGrowthSeconds: 0.3,
  fanoutStalledSeconds: 3,
};

/** How long a received message stays hidden; three minutes in production. */
export const visibilitySeconds = 10;
/** How long the local SES accepts a signature; on AWS five minutes. */
export const signatureSeconds = 5;
/** Nothing of a paused or canceled campaign may be accepted later than this after the press. */
export const stopWithinSeconds = 5;
