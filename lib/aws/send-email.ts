import { encodeSendEmail, type OutgoingMail } from "@/lib/aws/send-email-body";
import { callSendEmail } from "@/lib/aws/send-email-call";

/** One recipient, one call, one try. Returns SES's message id; throws the SDK's error. */
export async function sendEmail(
  mail: OutgoingMail,
  { claimedAt }: { claimedAt: Date },
): Promise<{ sesMessageId: string }> {
  return { sesMessageId: await callSendEmail(encodeSendEmail(mail), { signedAt: claimedAt }) };
}
