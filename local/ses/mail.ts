export type MailHeader = { name: string; value: string };

/** The envelope of a SendEmail call: everything but the bodies. */
export type Envelope = {
  from: string; // as given, display name included
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  headers: MailHeader[];
  tags: MailHeader[];
  configurationSet: string | undefined;
};

/** A mail SES has accepted. */
export type AcceptedMail = Envelope & { id: string; at: number; outcome: Outcome };

/** What becomes of a mail after the accept; decides its events. */
export const outcomes = [
  "delivered",
  "delayed", // a DeliveryDelay, then delivered
  "bounced",
  "soft_bounced",
  "auto_replied", // delivered, then an out-of-office answer
  "complained", // delivered, then reported as spam
  "suppressed", // on the account's own suppression list
  "suppressed_globally", // the simulator's suppressionlist@
  "rejected", // a virus inside
] as const;
export type Outcome = (typeof outcomes)[number];

export function recipientsOf(mail: Pick<Envelope, "to" | "cc" | "bcc">): string[] {
  return [...mail.to, ...mail.cc, ...mail.bcc];
}
