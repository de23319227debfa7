import {
  SendEmailCommand,
  SESv2Client,
  SESv2ServiceException,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";

/** The unmodified SDK, pointed at a local SES; one try, as the product does it. */
export function createSesClient(
  endpoint: string,
  options: { systemClockOffset?: number } = {},
): SESv2Client {
  return new SESv2Client({
    endpoint,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 2000, throwOnRequestTimeout: true },
    ...options,
  });
}

/** A sound mail; a test states only what matters to it. */
export function mailTo(to: string, changes: Partial<SendEmailCommandInput> = {}): SendEmailCommand {
  return new SendEmailCommand({
    FromEmailAddress: "Moonlight <hello@moonlight.test>",
    Destination: { ToAddresses: [to] },
    Content: simple({}),
    ...changes,
  });
}

export function simple(changes: {
  subject?: string;
  html?: string;
  headers?: { Name: string; Value: string }[];
}): NonNullable<SendEmailCommandInput["Content"]> {
  return {
    Simple: {
      Subject: { Data: changes.subject ?? "가을 할인" },
      Body: { Html: { Data: changes.html ?? "<p>안녕하세요</p>" }, Text: { Data: "안녕하세요" } },
      ...(changes.headers ? { Headers: changes.headers } : {}),
    },
  };
}

/** What the SDK makes of a refusal; "accepted" when there was none. */
export async function outcomeOf(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await call;
    return { name: "accepted", status: 200, message: "" };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status =
      error instanceof SESv2ServiceException ? error.$metadata.httpStatusCode : undefined;
    return { name: error.name, status, message: error.message };
  }
}

/** The local SES's mails as JSON, oldest first. */
export async function listMails(
  ses: { url: string },
  query = "",
): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${ses.url}/mails?${query}`);
  return response.json();
}
