import type { MailboxGroup } from "@/db/schema/recipients";

/** What a group of mailboxes reported of mails from one domain in the last minutes. */
export type MailboxTally = {
  domain: string;
  group: MailboxGroup;
  delivered: number;
  delayed: number;
  bounced: number; // for a passing reason
};

type Slowdown = { domain: string; group: MailboxGroup; share: number; delayedShare: number };

/** Above this share of delayed or passingly bounced mails a group gets less … */
const slowAbove = 0.1;
/** … but not because of a handful. */
const enoughDelays = 10;
/** A share of nothing could never be felt again. */
const smallestShare = 0.01;

/**
 * The groups that are to be slowed down: each to half of the share it had of its domain's mails.
 * One that is slow already and still delays is halved again, because its share is what it was.
 */
export function findSlowdowns(tallies: MailboxTally[]): Slowdown[] {
  const mailsOf = ({ delivered, delayed, bounced }: MailboxTally) => delivered + delayed + bounced;
  return tallies.flatMap((tally) => {
    const troubled = tally.delayed + tally.bounced;
    const mails = mailsOf(tally);
    if (troubled < enoughDelays || troubled / mails <= slowAbove) return [];
    const all = tallies
      .filter(({ domain }) => domain === tally.domain)
      .reduce((sum, other) => sum + mailsOf(other), 0);
    return [
      {
        domain: tally.domain,
        group: tally.group,
        share: Math.max(smallestShare, mails / all / 2),
        delayedShare: troubled / mails,
      },
    ];
  });
}
