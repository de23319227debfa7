/**
 * SES reviews an account above these shares and may stop it at the upper ones
 * (docs.aws.amazon.com/ses, "Bounce rate", "Complaint rate"). Gmail asks for 0.3 % at most.
 */
export const bounceLimit = { review: 0.05, stop: 0.1 };
export const complaintLimit = { review: 0.001, stop: 0.005 };

export type Health = "good" | "warn" | "bad" | "unknown";

/** Below this many mails one bounce would look like a disaster. */
const enoughMails = 100;

export function healthOf(
  { part, whole }: { part: number; whole: number },
  limit: { review: number; stop: number },
): Health {
  if (whole < enoughMails) return "unknown";
  const share = part / whole;
  if (share >= limit.stop) return "bad";
  return share >= limit.review ? "warn" : "good";
}
