import { encodeSendEmail, type OutgoingMail } from "@/lib/aws/send-email-body";
import { callSendEmail, signSendEmail } from "@/lib/aws/send-email-call";

/** One recipient, one call, one try. Returns SES's message id; throws the SDK's error. */
export type PreparedCall = () => Promise<{ sesMessageId: string }>;

/** All of a call's work that needs no network: what is left has only to be written at its time. */
export async function prepareEmail(
  mail: OutgoingMail,
  { claimedAt }: { claimedAt: Date },
): Promise<PreparedCall> {
  const request = await signSendEmail(encodeSendEmail(mail), { signedAt: claimedAt });
  return async () => ({ sesMessageId: await callSendEmail(request) });
}
