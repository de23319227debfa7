/**
 * The protocol's times, shortened about a hundredfold and in the same order: a call ends before its
 * lease, a signature dies and events arrive before a row's silence is believed. An event is sent up to
 * two seconds late, and waits for two more whenever its handler dies or PostgreSQL is away: the quiet
 * time outlasts three of these in a row.
 */
export const chaosTimes = {
  connectSeconds: 1,
  callSeconds: 1.5,
  leaseSeconds: 5,
  staleClaimSeconds: 3,
  quietSeconds: 12,
  cohortBeforeSeconds: 5,
  cohortAfterSeconds: 10,
  eventLagSeconds: 4,
  retrySeconds: [0.5, 1, 1.5],
  windowSeconds: 3,
  wakeUpLostSeconds: 8,
  choresSeconds: 1,
  quotaClosedSeconds: 2,
  rateGrowthSeconds: 0.1,
  fanoutStalledSeconds: 1,
};

/** How long a received message stays hidden; minutes in production. Longer than its reader may take. */
export const visibilitySeconds = {
  send: 25,
  transactional: 25,
  control: 4,
  events: 2,
  images: 2,
  "dead-letter": 10,
};
/** How long a process is frozen between claim and call: until its row was given to somebody else. */
export const frozenSeconds = chaosTimes.leaseSeconds + chaosTimes.quietSeconds + 3;
/** How long a sending handler may take; 30 s in production. What is frozen is to go on, not to end. */
export const sendTimeLimitSeconds = frozenSeconds + 2;
/** Wake-ups a sending process takes at once: what it takes to the grave stays hidden for long. */
export const sendBatch = 30;
/** Between two faults of the database, so that no event meets one after the other on its way. */
export const recoverySeconds = visibilitySeconds.events + 1;
/** How long the local SES accepts a signature; on AWS five minutes. */
export const signatureSeconds = 4;
/** Nothing of a paused or canceled campaign may be accepted later than this after the press. */
export const stopWithinSeconds = 5;
