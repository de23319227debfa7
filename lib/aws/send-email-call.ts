import { SendEmailCommand, type SendEmailCommandOutput } from "@aws-sdk/client-sesv2";
import { SignatureV4 } from "@smithy/signature-v4";
import { sesClient } from "@/lib/aws/ses-client";

type HttpRequest = Parameters<typeof sesClient.config.requestHandler.handle>[0];

/** What SendEmail is called with, but for the body: where to, with which headers, signed by whom. */
type Route = { request: HttpRequest; signer: SignatureV4 };

/**
 * A request for SendEmail with a finished body. The SDK would serialise, resolve and look up the same
 * things for each of a million mails; here it is asked once where to call, and for each mail it
 * signs, calls and reads what is no plain acceptance. Its settings, credentials, time limits and
 * errors are the same.
 *
 * `signedAt` is the time of the claim: when a worker was frozen between claim and call, SES itself
 * refuses what has been given to somebody else meanwhile.
 */
export async function signSendEmail(
  body: Buffer,
  { signedAt }: { signedAt: Date },
): Promise<HttpRequest> {
  const { request, signer } = await findRoute();
  const headers = { ...request.headers, "content-length": String(body.length) };
  return await signer.sign({ ...request, headers, body }, { signingDate: signedAt });
}

/** The call: SES's message id, or the SDK's error. */
export async function callSendEmail(signed: HttpRequest): Promise<string> {
  const { response } = await sesClient.config.requestHandler.handle(signed);
  const answer = await sesClient.config.streamCollector(response.body);
  const accepted = response.statusCode === 200 ? readMessageId(answer) : undefined;
  if (accepted !== undefined) return accepted;
  const output = await readAsSdk({ ...response, body: answer });
  if (output.MessageId === undefined) throw new Error("SES answered without a message id.");
  return output.MessageId;
}

let route: Promise<Route> | undefined;

/** Asked for once; when the SDK does not know, the next call asks again. */
async function findRoute(): Promise<Route> {
  route ??= askForRoute();
  try {
    return await route;
  } catch (error) {
    route = undefined;
    throw error;
  }
}

/** Lets the SDK make a request and takes it away before it is signed. */
async function askForRoute(): Promise<Route> {
  const command = new SendEmailCommand({ Content: undefined });
  let found: Route | undefined;
  command.middlewareStack.add(
    (_next, context) =>
      async ({ request }) => {
        const scheme = context.endpointV2?.properties?.["authSchemes"]?.[0];
        if (isHttpRequest(request)) found = { request, signer: createSigner(scheme) };
        return { response: undefined, output: { $metadata: {} } };
      },
    { step: "build", priority: "low" },
  );
  await sesClient.send(command);
  if (found === undefined) throw new Error("The SDK made no request for SendEmail.");
  return found;
}

/** Of an endpoint of one's own the SDK knows no scheme. */
function createSigner(scheme: { signingRegion?: string; signingName?: string } = {}): SignatureV4 {
  const { credentials, region, sha256 } = sesClient.config;
  return new SignatureV4({
    credentials,
    region: scheme.signingRegion ?? region,
    service: scheme.signingName ?? "ses",
    sha256,
  });
}

/** The SDK reads the answer as if it had called: its errors keep their names and properties. */
async function readAsSdk(response: unknown): Promise<SendEmailCommandOutput> {
  const command = new SendEmailCommand({ Content: undefined });
  command.middlewareStack.add(() => async () => ({ response }), {
    step: "deserialize",
    priority: "low",
  });
  return await sesClient.send(command);
}

function readMessageId(answer: Uint8Array): string | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(answer).toString());
    const id = typeof json === "object" && json !== null && "MessageId" in json && json.MessageId;
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined; // the SDK says what is wrong with it
  }
}

function isHttpRequest(value: unknown): value is HttpRequest {
  return typeof value === "object" && value !== null && "hostname" in value && "headers" in value;
}
