import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
  type SuppressionListReason,
} from "@aws-sdk/client-sesv2";
import { sesClient as client } from "@/lib/aws/ses-client";

/** An address on SES's account suppression list. */
export type SesSuppression = { email: string; reason: SuppressionListReason; updatedAt: Date };

/** One page of the list, from those that changed since; `next` is SES's own token. */
export async function listSesSuppressions({
  since,
  token,
}: {
  since: Date | null;
  token: string | null;
}): Promise<{ entries: SesSuppression[]; next: string | null }> {
  const page = await client.send(
    new ListSuppressedDestinationsCommand({
      PageSize: 1000,
      ...(since && { StartDate: since }),
      ...(token !== null && { NextToken: token }),
    }),
  );
  const entries = (page.SuppressedDestinationSummaries ?? []).flatMap(
    ({ EmailAddress: email, Reason: reason, LastUpdateTime: updatedAt }) =>
      email && reason && updatedAt ? [{ email, reason, updatedAt }] : [],
  );
  return { entries, next: page.NextToken ?? null };
}

export async function putSesSuppression(
  email: string,
  reason: SuppressionListReason,
): Promise<void> {
  await client.send(new PutSuppressedDestinationCommand({ EmailAddress: email, Reason: reason }));
}

/** Takes an address off the list; fine when it is not on it. */
export async function deleteSesSuppression(email: string): Promise<void> {
  try {
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: email }));
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}
