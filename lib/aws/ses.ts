import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  ListEmailIdentitiesCommand,
  NotFoundException,
  PutEmailIdentityMailFromAttributesCommand,
} from "@aws-sdk/client-sesv2";
import { sesClient as client } from "@/lib/aws/ses-client";

/** GetAccount, narrowed. `max24HourSend` is -1 when unlimited. */
export type SesAccount = {
  enforcementStatus: string; // HEALTHY | PROBATION | SHUTDOWN
  productionAccess: boolean;
  sendingEnabled: boolean;
  max24HourSend: number;
  maxSendRate: number; // recipients per second
  sentLast24Hours: number;
};

export async function getAccount(): Promise<SesAccount> {
  const account = await client.send(new GetAccountCommand({}));
  return {
    enforcementStatus: account.EnforcementStatus ?? "UNKNOWN",
    productionAccess: account.ProductionAccessEnabled ?? false,
    sendingEnabled: account.SendingEnabled ?? false,
    max24HourSend: account.SendQuota?.Max24HourSend ?? 0,
    maxSendRate: account.SendQuota?.MaxSendRate ?? 0,
    sentLast24Hours: account.SendQuota?.SentLast24Hours ?? 0,
  };
}

/** undefined when SES does not know the domain or address. */
export async function findIdentity(
  name: string,
): Promise<GetEmailIdentityCommandOutput | undefined> {
  try {
    return await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

export async function createIdentity(name: string): Promise<void> {
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: name }));
}

/** All identities of the account and whether they may send, page by page. */
export async function listIdentityStates(): Promise<{ name: string; verified: boolean }[]> {
  const states: { name: string; verified: boolean }[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new ListEmailIdentitiesCommand({ PageSize: 100, ...(next ? { NextToken: next } : {}) }),
    );
    for (const { IdentityName: name, SendingEnabled: verified = false } of page.EmailIdentities ??
      [])
      if (name !== undefined) states.push({ name, verified });
    next = page.NextToken;
  } while (next !== undefined);
  return states;
}

export async function setMailFromDomain(identity: string, domain: string): Promise<void> {
  await client.send(
    new PutEmailIdentityMailFromAttributesCommand({
      EmailIdentity: identity,
      MailFromDomain: domain,
      BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
    }),
  );
}

/** The region that signed calls go to; DNS records name it. */
export async function sesRegion(): Promise<string> {
  return await client.config.region();
}
