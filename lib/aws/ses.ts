import { AsyncLocalStorage } from "node:async_hooks";
import {
  CreateEmailIdentityCommand,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  ListEmailIdentitiesCommand,
  NotFoundException,
  PutEmailIdentityMailFromAttributesCommand,
  SendEmailCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { SignatureV4 } from "@smithy/signature-v4";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { formatMailbox, type Mailbox } from "@/lib/domain/mailbox";
import type { SesFailure } from "@/lib/domain/ses-outcome";
import { env } from "@/lib/env";

/** The time of the claim that the current call belongs to. */
const claimTime = new AsyncLocalStorage<Date>();

// A lost answer is not a refusal: the SDK's own retries would mail people twice.
const client: SESv2Client = new SESv2Client({
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: protocolTimes.connectSeconds * 1000,
    requestTimeout: protocolTimes.callSeconds * 1000,
    throwOnRequestTimeout: true, // requestTimeout alone only warns
    httpsAgent: { keepAlive: true, maxSockets: 200 },
    httpAgent: { keepAlive: true, maxSockets: 200 },
  },
  // A worker that was frozen between claim and call signs with the claim's time, so that SES
  // itself refuses what has been given to somebody else meanwhile.
  signer: async (scheme) => {
    const signer = new SignatureV4({
      credentials: client.config.credentials,
      region: scheme?.signingRegion ?? client.config.region,
      service: scheme?.signingName ?? "ses",
      sha256: client.config.sha256,
    });
    return {
      sign: async (request, options) =>
        await signer.sign(request, { ...options, signingDate: claimTime.getStore() ?? new Date() }),
    };
  },
});

export type OutgoingMail = {
  from: Mailbox;
  to: Mailbox;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  headers: { name: string; value: string }[];
  tags: Record<string, string>;
};

/** One recipient, one call, one try. Returns SES's message id; throws the SDK's error. */
export async function sendEmail(mail: OutgoingMail, { claimedAt }: { claimedAt: Date }) {
  const command = new SendEmailCommand({
    FromEmailAddress: formatMailbox(mail.from),
    Destination: { ToAddresses: [formatMailbox(mail.to)] },
    ...(mail.replyTo === undefined ? {} : { ReplyToAddresses: [mail.replyTo] }),
    Content: {
      Simple: {
        Subject: { Data: mail.subject, Charset: "UTF-8" },
        Body: {
          Html: { Data: mail.html, Charset: "UTF-8" },
          Text: { Data: mail.text, Charset: "UTF-8" },
        },
        Headers: mail.headers.map(({ name, value }) => ({ Name: name, Value: value })),
      },
    },
    EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    ...(env.SES_CONFIGURATION_SET === undefined
      ? {}
      : { ConfigurationSetName: env.SES_CONFIGURATION_SET }),
  });
  const output = await claimTime.run(claimedAt, async () => await client.send(command));
  if (output.MessageId === undefined) throw new Error("SES answered without a message id.");
  return { sesMessageId: output.MessageId };
}

/** Narrows whatever `sendEmail` threw to what the classifier reads. */
export function describeSesError(error: unknown): SesFailure {
  if (!(error instanceof Error)) return { name: "UnknownError", message: String(error) };
  const status = readNumber(readProperty(error, "$metadata"), "httpStatusCode");
  const errno = findErrno(error);
  return {
    name: error.name,
    message: error.message.slice(0, 500),
    ...(status === undefined ? {} : { status }),
    ...(errno === undefined ? {} : { errno }),
  };
}

/** The SDK calls both time limits a TimeoutError; only connecting is known to have sent nothing. */
function findErrno(error: Error): string | undefined {
  if (error.message.includes("did not establish a connection")) return "CONNECT_TIMEOUT";
  const errno = readProperty(error, "code") ?? readProperty(error.cause, "code");
  return typeof errno === "string" ? errno : undefined;
}

function readProperty(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function readNumber(value: unknown, key: string): number | undefined {
  const found = readProperty(value, key);
  return typeof found === "number" ? found : undefined;
}

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

/** Lifts an address from the account suppression list; fine when it is not on it. */
export async function deleteSuppressedDestination(email: string): Promise<void> {
  try {
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: email }));
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}

/** The region that signed calls go to; DNS records name it. */
export async function sesRegion(): Promise<string> {
  return await client.config.region();
}
