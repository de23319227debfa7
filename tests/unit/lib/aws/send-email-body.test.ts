import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { OutgoingMail } from "@/lib/aws/send-email-body";
import { encodeChunks, encodeValue, fillChunks } from "@/lib/domain/encoded-text";
import { formatMailbox } from "@/lib/domain/mailbox";

vi.hoisted(() => {
  process.env["SES_CONFIGURATION_SET"] = "letterpress";
});
const { encodeSendEmail } = await import("@/lib/aws/send-email-body");

const client = new SESv2Client({
  region: "ap-northeast-2",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

type PlainMail = Omit<OutgoingMail, "html" | "text"> & { html: string[]; text: string[] };

/** What the unmodified SDK would send. */
async function bodyBySdk(mail: PlainMail): Promise<string> {
  const command = new SendEmailCommand({
    FromEmailAddress: formatMailbox(mail.from),
    Destination: { ToAddresses: [formatMailbox(mail.to)] },
    ...(mail.replyTo === undefined ? {} : { ReplyToAddresses: [mail.replyTo] }),
    Content: {
      Simple: {
        Subject: { Data: mail.subject, Charset: "UTF-8" },
        Body: {
          Text: { Data: mail.text.join(""), Charset: "UTF-8" },
          Html: { Data: mail.html.join(""), Charset: "UTF-8" },
        },
        Headers: mail.headers.map(({ name, value }) => ({ Name: name, Value: value })),
      },
    },
    EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    ConfigurationSetName: "letterpress",
  });
  let body: unknown;
  command.middlewareStack.add(
    () => async (args) => {
      body = typeof args.request === "object" && args.request && Reflect.get(args.request, "body");
      return { response: undefined, output: { $metadata: {} } };
    },
    { step: "finalizeRequest", priority: "high" },
  );
  await client.send(command);
  if (!(body instanceof Uint8Array)) throw new Error("The SDK wrote no bytes.");
  return Buffer.from(body.buffer, body.byteOffset, body.length).toString();
}

/** Static and personal pieces in turns, as a compiled mail has them. */
function encodePieces(pieces: string[]) {
  const chunks = pieces.filter((_, index) => index % 2 === 0);
  const values = pieces.filter((_, index) => index % 2 === 1);
  return fillChunks(encodeChunks(chunks), values.map(encodeValue));
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom(
    `"\\/`,
    "\u0000\b\t\n\f\r\u001f\u007f",
    "\u2028",
    "한글 <b>",
    "👋🏽",
    "\ud83d 절반",
  ),
);
const mail: fc.Arbitrary<PlainMail> = fc.record(
  {
    from: fc.record({ name: text, email: fc.constant("hello@sodam.test") }),
    to: fc.record({ name: text, email: fc.constant("kim@example.test") }),
    replyTo: fc.constant("reply@sodam.test"),
    subject: text,
    html: fc.array(text, { minLength: 1, maxLength: 7 }),
    text: fc.array(text, { minLength: 1, maxLength: 7 }),
    headers: fc.array(fc.record({ name: fc.constant("List-Id"), value: text }), { maxLength: 3 }),
    tags: fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), text, { maxKeys: 4 }),
  },
  { requiredKeys: ["from", "to", "subject", "html", "text", "headers", "tags"] },
);

test("a mail's request is what the SDK would have written, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(mail, async (plain) => {
      const ours = encodeSendEmail({
        ...plain,
        html: encodePieces(plain.html),
        text: encodePieces(plain.text),
      });
      expect(ours.toString()).toBe(await bodyBySdk(plain));
    }),
    { numRuns: 300 },
  );
});
